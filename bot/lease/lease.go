// Package lease elects one replica at a time: the holder of a lease, which it renews while it is alive.
package lease

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
)

// TTL is how long a lease lasts after its holder died. It bounds how long the bot is silent after a crash, and must be longer than Redis
// may stall.
const TTL = 6 * time.Second

// A Lease is a key in Redis that names its holder and expires, by the clock of Redis, which all replicas share.
type Lease struct {
	Redis redis.UniversalClient
	Clock clockwork.Clock
	Log   *slog.Logger
	Key   string
}

// renew: KEYS[1] the lease; ARGV[1] holder, ARGV[2] milliseconds. 1 when it is the holder's now, else 0.
var renew = redis.NewScript(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`)

// release: KEYS[1] the lease; ARGV[1] holder. 1 when it was the holder's.
var release = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`)

// Run calls do whenever it acquires the lease, until ctx is done. The context passed to do is canceled when the lease is or may be lost.
// Run returns the error of do, unless that is [context.Canceled].
func (l Lease) Run(ctx context.Context, do func(ctx context.Context) error) error {
	me := strconv.FormatUint(rand.Uint64(), 36)
	for ctx.Err() == nil {
		if !l.hold(ctx, me) {
			select {
			case <-l.Clock.After(TTL / 3):
			case <-ctx.Done():
			}
			continue
		}
		if err := l.during(ctx, me, do); err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	return nil
}

func (l Lease) hold(ctx context.Context, me string) bool {
	ctx, cancel := context.WithTimeout(ctx, TTL/3)
	defer cancel()
	n, err := renew.Run(ctx, l.Redis, []string{l.Key}, me, TTL.Milliseconds()).Int()
	if err != nil && ctx.Err() == nil {
		l.Log.Warn("lease cannot be renewed", "lease", l.Key, "error", err)
	}
	return n == 1
}

// during runs do while the lease is held, and releases it afterwards. It renews the lease even after ctx is done, until do has returned:
// no other replica may start before.
func (l Lease) during(ctx context.Context, me string, do func(ctx context.Context) error) error {
	held, lost := context.WithCancel(ctx)
	defer lost()
	done := make(chan error, 1)
	go func() { done <- do(held) }()
	always := context.WithoutCancel(ctx)
	for {
		select {
		case err := <-done:
			free, cancel := context.WithTimeout(always, 2*time.Second)
			defer cancel()
			_ = release.Run(free, l.Redis, []string{l.Key}, me).Err() // else it ends by itself
			return err
		case <-l.Clock.After(TTL / 3):
			// A single failed renewal cancels do, while part of the lease is left.
			if !l.hold(always, me) {
				lost()
			}
		}
	}
}
