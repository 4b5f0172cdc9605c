// Package intake receives updates. Each is stored in a Redis stream before it is confirmed to Telegram, and then passed to a
// [bot.Handler], in order within a chat, until the handler succeeds.
//
//	Telegram ─▶ Poll or Webhook ─▶ Store ─▶ {in:n} streams ─▶ Work ─▶ Handler
//
// [Intake.Poll] polls Telegram on the one replica that holds the lease; [Intake.Webhook] is the alternative. Both store sealed updates,
// partitioned by chat, and drop those that were stored before. [Intake.Work] reads the partitions, which the replicas share; each
// partition is read by the replica that holds its lease. It handles different chats concurrently, combines updates that belong together
// (see gather.go), and deletes those that have been handled. An update that fails every attempt is quarantined, so that the others go on.
//
// There is no offset and no list of pending entries: an update stays in its stream until it has been handled, and a worker starts at
// the beginning of the stream. So after a crash everything unfinished is found again, albums whole.
package intake
