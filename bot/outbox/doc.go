// Package outbox delivers everything that the bot does in a chat, through a queue in Redis, within Telegram's limits.
//
// [Outbox.Send] queues. [Outbox.Run] delivers, on the one replica that holds the lease:
//
//	box := outbox.New(outbox.Options{Redis: client, Sealer: vault, Deliver: telegram, Limits: outbox.Telegram, …})
//	err := box.Send(ctx, bot.Outgoing{Key: "u17.0", Chat: 4411, Action: bot.Send, Text: "Salem!"})
//
// # Order
//
// Within a chat messages are delivered one at a time, in the order in which they were queued, except for late news: while a message
// is retried, those behind it wait. Between chats the more urgent go first. A key is remembered for three days within its chat; a
// message queued again under the same key is dropped.
//
// # At least once
//
// Telegram has no idempotent calls. So a chat is marked before the call, and its message is removed from the queue after it. The mark
// is renewed during the call. If the sender dies in between, the mark expires and the message is sent again: a duplicate is better than
// a lost message. The same applies to a call that got no answer. Both are counted.
//
// # News
//
// What may have changed by the time it can be delivered is queued as [bot.News]. Only the latest version is sent, nothing that a chat
// has received is repeated, and late news are sent as one digest, the most important first. While no call reaches Telegram, nothing is
// attempted; see Options.Probe.
//
// # Retention
//
// Chats are stored under pseudonyms; texts, recipients and files are sealed. A message key maps to the sealed id of its message for
// ninety days (a week in a person's chat), so that a correction finds what it corrects. For as long the outbox keeps which versions of
// which news may have reached a chat, with the subject under a keyed name. [Outbox.Trim] deletes the rest.
package outbox
