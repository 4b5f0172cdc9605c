package intake

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot/lease"
)

// heartbeat records that a replica is alive, and removes those whose last heartbeat is too old.
//
//	KEYS[1] workers
//	ARGV[1] replica, ARGV[2] now, ARGV[3] the oldest heartbeat that counts, both in ms
//	returns the replicas that are alive
var heartbeat = redis.NewScript(`
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
return redis.call('ZRANGE', KEYS[1], 0, -1)`)

// Work passes stored updates to the handler until ctx is done, and finishes those that it has begun.
//
// Each replica computes its share of the partitions from the list of live replicas. If two replicas see different lists for a moment,
// the partition's lease decides.
func (in *Intake) Work(ctx context.Context) error {
	me := strconv.FormatUint(rand.Uint64(), 36)
	var busy sync.WaitGroup
	stop := make([]context.CancelFunc, len(in.parts)) // nil for partitions of other replicas
	for ctx.Err() == nil {
		replicas, err := in.replicas(ctx, me)
		if err != nil && ctx.Err() == nil {
			in.Log.Warn("cannot list the other replicas of the intake", "error", err) // keep the partitions as they are
		}
		for p := range in.parts {
			if len(replicas) == 0 {
				break
			}
			mine := replicas[p%len(replicas)] == me
			switch {
			case mine && stop[p] == nil:
				spell, end := context.WithCancel(ctx)
				stop[p] = end
				busy.Go(func() { in.hold(spell, in.parts[p]) })
			case !mine && stop[p] != nil:
				stop[p]()
				stop[p] = nil
			}
		}
		in.pause(ctx, lease.TTL/3)
	}
	gone, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	_ = in.Redis.ZRem(gone, workersKey, me).Err() // otherwise it expires
	for _, end := range stop {
		if end != nil {
			end()
		}
	}
	busy.Wait()
	return nil
}

func (in *Intake) replicas(ctx context.Context, me string) ([]string, error) {
	now := in.Clock.Now()
	all, err := heartbeat.Run(ctx, in.Redis, []string{workersKey}, me, now.UnixMilli(), now.Add(-lease.TTL).UnixMilli()).StringSlice()
	slices.Sort(all)
	return all, err
}

// hold works on a partition while it holds its lease, until ctx is done.
func (in *Intake) hold(ctx context.Context, k keys) {
	l := lease.Lease{Redis: in.Redis, Clock: in.Clock, Log: in.Log, Key: k.lease}
	_ = l.Run(ctx, func(ctx context.Context) error {
		in.metrics.partitions.Inc()
		in.Log.Debug("working on a partition", "partition", k.stream)
		in.work(ctx, k)
		in.Log.Debug("left a partition", "partition", k.stream)
		in.metrics.partitions.Dec()
		return nil
	})
}
