// Package outbox delivers everything that the bot does in a chat, by way of one queue in Redis, within Telegram's limits.
//
// [Outbox.Send] queues. [Outbox.Run] delivers, on the one replica that holds the lease:
//
//	box := outbox.New(outbox.Options{Redis: client, Sealer: vault, Deliver: telegram, Limits: outbox.Telegram, …})
//	err := box.Send(ctx, bot.Outgoing{Key: "u17.0", Chat: 4411, Action: bot.Send, Text: "Salem!"})
//
// # Order
//
// Within a chat everything but late news goes in the order in which it was queued, one at a time: while a message fails
// for a while, those behind it wait. Between chats the more urgent go first. A key is known for three days within its chat; what is
// queued under it again is dropped.
//
// # Once, or twice, but never not at all
//
// Telegram cannot be told to do something only once. So a chat is marked before the call, and its message is taken off
// the queue after it. The mark is renewed while the call lasts. When the sender dies in between, the mark runs out and
// the message is sent again, for being told twice is better than never; the same goes for a call that got no answer. Both
// are counted.
//
// # News
//
// What may have changed by the time it can be delivered is queued as [bot.News]. The latest version alone is told, nothing
// that a chat knows is told again, and news that are late go out as one digest, the most important first. While no call
// reaches Telegram nothing is tried; see Options.Probe.
//
// # What is kept
//
// The chats are called by their pseudonyms; what is said, to whom and with which files is sealed. A handle leads to the
// sealed id of its message for ninety days (a week in a person's chat), so that a correction finds what it corrects; as long
// it is kept which versions of which news may have reached a chat, the subject under a keyed name. [Outbox.Trim] forgets the
// rest.
package outbox
