// Package durable lets nothing be acknowledged before it is as durable as the settings promise.
//
// Whoever works on something begins an operation and confirms it before anybody is told:
//
//	ctx = barrier.Begin(ctx)
//	… reads and writes …
//	if err := barrier.Confirm(ctx); err != nil {
//		return err // ErrLost: do it again
//	}
//	… acknowledge …
//
// # Group commit
//
// Confirm is a group commit: all who wait share one round trip to each master that was used since the last one. It writes
// a mark, waits for it with WAIT or WAITAOF, and reads which master answered. A master has one replication stream and one
// append-only file, both in the order in which it executed: what holds of the mark holds of everything before it, on
// whatever connection.
//
// # What was lost
//
// A master that restarted or was replaced may have lost what it had answered. Its INFO tells: each process has another
// run_id, each promotion another replication id. Then the confirmation fails with [ErrLost], for every operation that
// had begun before, and these are done again. That is why an operation has to begin before it reads: what it read may be
// lost, too.
//
// # One step before the other
//
// What one master loses is the end of what it was told, but of two masters, or of one and its successor, an earlier step of
// an operation may be lost and a later one kept. So whatever says that something is done is itself written only after that
// was confirmed: a message that reports it, and the note that it need not be done again. [Barrier.Fence] is for the
// messages of an operation, of which there may be thousands: it confirms only what was written since it last did.
package durable
