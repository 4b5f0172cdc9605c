// Package intake takes updates in: each is stored in a Redis stream before Telegram is told that we have it, and handed to
// a [bot.Handler] afterwards, in order within a chat, until the handler has done with it.
//
// [Intake.Poll] asks Telegram, on the one replica that holds the lease; [Intake.Webhook] is the other way in. Both store
// sealed updates in partitions by chat, dropping those that were stored before. [Intake.Work] reads the partitions, each
// on the one replica that holds its lease, lets different chats run side by side, puts the parts of an album together,
// and deletes what the handler has done with. What no try can handle goes to quarantine, and the rest goes on.
package intake
