// Package telegram is the one place that knows tgbotapi and Telegram's JSON. It turns raw updates into [bot.Update]
// ([Decode]) and performs [bot.Delivery] as calls ([Client.Deliver]).
//
// What the library does badly is mended here, so that nobody else meets it: calls carry a context and a time-out; no
// error, log line or metric holds the token, which stands in every URL; an answer that is no JSON is judged by its HTTP
// status; each update is decoded by itself; commands are read from entities, in captions too.
package telegram
