package intake_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

const (
	works  = "working on a partition"
	leaves = "left a partition"
)

func TestReplicasShareThePartitions(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		one, two := newHandler(nil), newHandler(nil)
		two.seen = one.seen
		r := newRig(t, client, one, func(o *intake.Options) { o.Partitions = 4 })
		var id int64
		everybodyWrites := func() {
			for chat := range int64(40) {
				id++
				r.store(t, said{ID: id, Chat: chat})
			}
			one.wait(r.ctx, t, 40)
		}

		r.work(t)
		r.log.wait(r.ctx, t, works, 4)
		everybodyWrites()
		require.Len(t, one.all(), 40)

		options, log := r.options, newJournal()
		options.Handler, options.Log = two, slog.New(log)
		stop := start(t, intake.New(options).Work)
		r.later(t, 1+4+1+2, 5*time.Second) // each waits for its heartbeat and for each of its leases
		r.log.wait(r.ctx, t, leaves, 2)
		for taken := 0; taken < 2; {
			select {
			case line := <-log.lines:
				if line == works {
					taken++
				}
			default:
				r.later(t, 1+2+1+2, 5*time.Second)
			}
		}
		everybodyWrites()
		require.Len(t, two.all(), 80-len(one.all()))
		require.NotEmpty(t, two.all())
		before := len(one.all())
		require.Greater(t, before, 40)

		stop()
		r.later(t, 1+2, 5*time.Second)
		r.log.wait(r.ctx, t, works, 2)
		everybodyWrites()
		require.Len(t, one.all(), before+40)
	})
}

func TestDeadReplicaIsForgotten(t *testing.T) {
	t.Parallel()
	h := newHandler(nil)
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Partitions = 4 })
	now := float64(r.clock.Now().UnixMilli())
	require.NoError(t, r.redis.ZAdd(r.ctx, "{intake}:workers", redis.Z{Score: now, Member: "dead"}).Err())
	r.work(t)
	r.log.wait(r.ctx, t, works, 2)
	for range 3 {
		r.later(t, 1+2, 5*time.Second)
	}
	r.log.wait(r.ctx, t, works, 2)
}

// TestNothingIsLostOrOutOfOrder has workers come and go while handlers fail and Telegram repeats itself: every update is
// handled once, in the order of its chat.
func TestNothingIsLostOrOutOfOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(16) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 0))
			h := newHandler(func(_ context.Context, u bot.Update, time int) error {
				if u.ID%5 == 0 && time <= int(u.ID)%3 {
					return errors.New("not now")
				}
				return nil
			})
			r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) {
				o.Clock, o.Partitions, o.Log = swift{o.Clock, clockwork.NewRealClock()}, 2, slog.New(slog.DiscardHandler)
			})
			var all []said
			for id := range 1 + random.Int64N(300) {
				all = append(all, said{ID: id + 1, Chat: random.Int64N(8)})
			}
			for rest := all; len(rest) > 0; {
				in := intake.New(r.options)
				stop := start(t, in.Work)
				batch := raw(rest[:min(len(rest), 1+random.IntN(150))]...)
				for range 2 {
					_, err := in.Store(r.ctx, batch)
					require.NoError(t, err)
				}
				if rest = rest[len(batch):]; len(rest) == 0 {
					require.NoError(t, in.Drained(r.ctx))
				}
				stop()
			}
			want, got := map[int64][]int64{}, map[int64][]int64{}
			for _, u := range all {
				want[u.Chat] = append(want[u.Chat], u.ID)
			}
			for _, u := range h.all() {
				got[u.Message.Chat.ID] = append(got[u.Message.Chat.ID], u.ID)
			}
			require.Equal(t, want, got)
		})
	}
}

// swift is a clock on which nothing takes long.
type swift struct {
	clockwork.Clock
	real clockwork.Clock
}

func (s swift) NewTimer(d time.Duration) clockwork.Timer { return s.real.NewTimer(d / 1000) }

func (s swift) After(d time.Duration) <-chan time.Time { return s.real.After(d / 1000) }
