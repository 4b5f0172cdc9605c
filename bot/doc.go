// Package bot is the vocabulary of a chat bot: what arrives ([Update]) and what the bot does in a chat ([Outgoing]).
//
// The packages below it are the machine that moves these two: telegram turns Telegram's JSON into updates and outgoing
// messages into calls, intake stores every update before Telegram is told that we have it and hands each to a [Handler],
// outbox delivers every message within Telegram's limits, schedule runs what is due. None of them knows what a claim is.
//
//	Telegram ─▶ telegram ─▶ intake ─▶ Handler ─▶ outbox ─▶ telegram ─▶ Telegram
//
// A handler may see the same update twice (a crash between two lines is enough), so everything that it causes carries a
// key made from [Update.IdempotencyKey]: the outbox drops a message whose key it has seen.
package bot
