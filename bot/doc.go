// Package bot is the vocabulary of a chat bot: what arrives ([Update]) and what the bot does in a chat ([Outgoing]).
//
// The packages below it move these two: telegram turns Telegram's JSON into updates and outgoing messages into calls, intake stores
// every update before it is confirmed to Telegram and passes it to a [Handler], outbox delivers every message within Telegram's limits,
// and schedule runs periodic jobs. None of them knows what a claim is.
//
//	Telegram ─▶ telegram ─▶ intake ─▶ Handler ─▶ outbox ─▶ telegram ─▶ Telegram
//
// A handler may see the same update twice (a crash between two lines is enough), so every message that it sends has a key derived
// from [Update.IdempotencyKey]: the outbox drops a message whose key it has seen.
package bot
