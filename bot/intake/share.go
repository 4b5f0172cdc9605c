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

// heartbeat notes that a replica lives, and forgets those that have not said so for long.
//
//	KEYS[1] workers
//	ARGV[1] replica, ARGV[2] now, ARGV[3] the time up to which a replica counts as dead, both in ms
//	returns the replicas that live
var heartbeat = redis.NewScript(`
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
return redis.call('ZRANGE', KEYS[1], 0, -1)`)

// Work hands stored updates to the handler until ctx ends; what it has begun it finishes.
//
// The replicas share out the partitions evenly, each by itself from the list of who lives. Should two lists differ for a
// moment, the partition's lease decides.
func (in *Intake) Work(ctx context.Context) error {
	me := strconv.FormatUint(rand.Uint64(), 36)
	var busy sync.WaitGroup
	stop := make([]context.CancelFunc, len(in.parts)) // nil for partitions that are not ours
	for ctx.Err() == nil {
		replicas, err := in.replicas(ctx, me)
		if err != nil && ctx.Err() == nil {
			in.Log.Warn("cannot tell who else works on the intake", "error", err) // all stays as it is
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
	_ = in.Redis.ZRem(gone, workersKey, me).Err() // else it is forgotten after a while
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

// hold works on a partition whenever its lease can be had, until ctx ends.
func (in *Intake) hold(ctx context.Context, k keys) {
	l := lease.Lease{Redis: in.Redis, Clock: in.Clock, Log: in.Log, Key: k.lease}
	_ = l.Run(ctx, func(ctx context.Context) error {
		in.metrics.partitions.Inc()
		in.Log.Debug("works on a partition", "partition", k.stream)
		in.work(ctx, k)
		in.Log.Debug("leaves a partition", "partition", k.stream)
		in.metrics.partitions.Dec()
		return nil
	})
}
