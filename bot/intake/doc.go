// Package intake takes updates in: each is stored in a Redis stream before Telegram is told that we have it, and handed to
// a [bot.Handler] afterwards, in order within a chat, until the handler has done with it.
//
//	Telegram ─▶ Poll or Webhook ─▶ Store ─▶ {in:n} streams ─▶ Work ─▶ Handler
//
// [Intake.Poll] asks Telegram, on the one replica that holds the lease; [Intake.Webhook] is the other way in. Both store
// sealed updates in partitions by chat, dropping those that were stored before. [Intake.Work] reads the partitions, which
// the replicas share out among themselves, each partition on the one that holds its lease. It lets different chats run side
// by side, puts together what is one act (see gather.go), and deletes what the handler has done with. What no try can handle goes to
// quarantine, and the rest goes on.
//
// There is no offset and no list of what is being worked on: an update stands in its stream until it is done with, and a
// worker starts at the beginning of the stream. So whatever a crash leaves is there to be found, albums whole.
package intake
