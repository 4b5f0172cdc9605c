package durable

import (
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"
)

// What a master has done with a write before it counts as durable there.
const (
	// Written is to have handed it to the operating system: the end of any process loses nothing then.
	Written = "everysec"
	// Synced is to have it on disk: a power cut loses nothing.
	Synced = "always"
	// Unwritten asks nothing of the master's disk.
	Unwritten = "no"
)

// Promise is what has to be true of everything that is acknowledged.
type Promise struct {
	Fsync    string // Written, Synced or Unwritten; the last when empty
	Replicas int    // how many replicas have received it
}

// reply is what a master says of the mark, all on one connection.
type reply struct {
	set      *redis.StatusCmd
	replicas *redis.Cmd                // of WAIT; nil when none are promised
	synced   *redis.Cmd                // of WAITAOF; nil when that is not asked
	fsync    *redis.MapStringStringCmd // appendfsync; nil when that is not asked
	info     *redis.StringCmd
}

// shortfall says what is missing of the promise; it is empty when nothing is.
func (p Promise) shortfall(r reply, info string) string {
	if err := r.set.Err(); err != nil {
		return "Redis refuses to write: " + code(err)
	}
	if r.replicas != nil {
		if n, err := r.replicas.Int(); err != nil {
			return "Redis refuses WAIT: " + code(err)
		} else if n < p.Replicas {
			return fmt.Sprintf("%d of %d replicas have received it (RASTAU_REDIS_REPLICAS)", n, p.Replicas)
		}
	}
	if p.Fsync != Written && p.Fsync != Synced {
		return ""
	}
	switch {
	case field(info, "aof_enabled") != "1":
		return "Redis keeps no append-only file: set appendonly yes, or RASTAU_REDIS_FSYNC=no"
	case field(info, "aof_last_write_status") != "ok":
		return "Redis cannot write its append-only file"
	}
	if p.Fsync == Written {
		// While an fsync runs, Redis answers before it writes. When none does, it writes before it answers.
		if field(info, "aof_pending_bio_fsync") != "0" {
			return "the disk is slow: an fsync is not over"
		}
		return ""
	}
	switch {
	case r.synced != nil:
		n, err := r.synced.Int64Slice()
		if err != nil {
			return "Redis refuses WAITAOF: " + code(err)
		}
		if len(n) == 0 || n[0] < 1 {
			return "the disk is slow: an fsync is not over"
		}
	case r.fsync.Err() != nil:
		return "Redis does not tell its appendfsync: " + code(r.fsync.Err())
	case r.fsync.Val()["appendfsync"] != "always":
		return "RASTAU_REDIS_FSYNC is always, but Redis has appendfsync " + r.fsync.Val()["appendfsync"] + ": set it to always, or use Redis 7.2 or later"
	}
	return ""
}

// code is the first word of a reply that is an error, without what it quotes.
func code(err error) string {
	word, _, _ := strings.Cut(err.Error(), " ")
	return word
}

// field is a line of INFO.
func field(info, name string) string {
	_, rest, _ := strings.Cut(info, "\n"+name+":")
	value, _, _ := strings.Cut(rest, "\r")
	return value
}
