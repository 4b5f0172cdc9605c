package durable

import (
	"context"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// verdict is what came of confirming a master.
type verdict int

const (
	notYet verdict = iota
	confirmed
	lostIt
)

// unreachable is why a master that says nothing confirms nothing.
const unreachable = "Redis cannot be reached"

// master is a place that takes writes: one server, whatever is the master behind Sentinel, or a node of a Cluster.
type master struct {
	client *redis.Client
	inUse  atomic.Bool // since it was last confirmed

	// What follows belongs to the flight.
	process  string // which process it is, and since which promotion; "" until it was first asked
	waitaof  bool   // it knows WAITAOF
	tag      string // of keys that are its own
	marks    int64
	isSingle bool
}

// quietly marks the context of the barrier's own commands, which are no use of a master.
type quietly struct{}

// identify finds out which process a master is.
func (m *master) identify(ctx context.Context) error {
	ctx = context.WithValue(ctx, quietly{}, true)
	info, err := m.client.Info(ctx, "server", "replication").Result()
	if err != nil {
		return err
	}
	m.became(info)
	return nil
}

// became notes which process a master is, and tells whether it was another one before.
func (m *master) became(info string) (other bool) {
	process := field(info, "run_id") + " " + field(info, "master_replid")
	other = m.process != process
	m.process = process
	m.waitaof = atLeast(field(info, "redis_version"), 7, 2)
	if other {
		m.tag = ""
	}
	return other
}

// atLeast compares a version such as 7.0.15.
func atLeast(version string, major, minor int) bool {
	a, rest, _ := strings.Cut(version, ".")
	b, _, _ := strings.Cut(rest, ".")
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	return x > major || x == major && y >= minor
}

// confirm writes a mark and tells whether it is as durable as promised, and if not, why.
func (m *master) confirm(ctx context.Context, p Promise) (verdict, string) {
	ctx = context.WithValue(ctx, quietly{}, true)
	if err := m.findTag(ctx); err != nil {
		return notYet, unreachable
	}
	m.marks++
	var r reply
	pipe := m.client.Pipeline()
	r.set = pipe.Set(ctx, m.tag+":confirmed", m.marks, 0)
	if p.Replicas > 0 {
		r.replicas = pipe.Do(ctx, "WAIT", p.Replicas, waitFor.Milliseconds())
	}
	if p.Fsync == Synced {
		if m.waitaof {
			r.synced = pipe.Do(ctx, "WAITAOF", 1, 0, waitFor.Milliseconds())
		} else {
			r.fsync = pipe.ConfigGet(ctx, "appendfsync")
		}
	}
	r.info = pipe.Info(ctx, "server", "replication", "persistence")
	_, _ = pipe.Exec(ctx)
	info, err := r.info.Result()
	switch {
	case err != nil && isReply(err):
		return notYet, "Redis refuses INFO: " + code(err)
	case err != nil:
		return notYet, unreachable
	case field(info, "role") != "master":
		m.tag = ""
		return notYet, unreachable
	}
	if m.became(info) {
		return lostIt, ""
	}
	if err := r.set.Err(); err != nil && (redis.HasErrorPrefix(err, "MOVED") || redis.HasErrorPrefix(err, "ASK")) {
		m.tag = ""
		return notYet, unreachable
	}
	if why := p.shortfall(r, info); why != "" {
		return notYet, why
	}
	return confirmed, ""
}

func isReply(err error) bool {
	_, ok := err.(redis.Error) //nolint:errorlint // a reply is never wrapped
	return ok
}
