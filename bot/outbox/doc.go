// Package outbox delivers every message that the bot writes, through one queue in Redis, within Telegram's limits.
//
// [Outbox.Send] queues; [Outbox.Run], on the one replica that holds the lease, delivers: in order within a chat, the most
// urgent chat first, one message in flight for each chat. That a message is being sent is noted before the call, so that
// after a crash it is known to be uncertain and is sent again: twice is better than never. What failed for a while is
// tried again for ever; what Telegram will never take is dropped and logged.
//
//	box := outbox.New(outbox.Options{Redis: client, Sealer: vault, Deliver: telegram, Limits: outbox.Telegram, …})
//	err := box.Send(ctx, bot.Outgoing{Key: "u17.0", Chat: 4411, Action: bot.Send, Text: "Salem!"})
package outbox
