package clocks_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// dial is the clock of a machine, which somebody sets.
type dial struct {
	*clockwork.FakeClock // what time it really is

	ahead atomic.Int64
}

func (d *dial) Now() time.Time          { return d.FakeClock.Now().Add(time.Duration(d.ahead.Load())) }
func (d *dial) set(ahead time.Duration) { d.ahead.Store(int64(ahead)) }

// machine is one with a bot, in a world where it is so late.
func machine(world *clockwork.FakeClock) (*dial, *clocks.Clock) {
	d := &dial{FakeClock: world}
	start := world.Now()
	return d, clocks.New(d, func() time.Duration { return world.Since(start) })
}

func differ(t *testing.T, c *clocks.Clock, what string) {
	t.Helper()
	err := c.Settled()
	require.ErrorIs(t, err, clocks.ErrUnsettled)
	require.ErrorContains(t, err, what)
}

func TestAClockIsHeldAgainstTelegram(t *testing.T) {
	t.Parallel()
	world := clockwork.NewFakeClock()
	d, c := machine(world)
	require.NoError(t, c.Settled())
	d.set(2 * time.Hour)
	differ(t, c, "the clock of this machine is 2h0m0s ahead of that of this machine when the bot started")
	c.Answered(d.Now(), time.Second)
	require.NoError(t, c.Settled(), "Telegram's clock says that it was wrong at the start")
	require.Equal(t, d.Now(), c.Now())

	for ahead, says := range map[time.Duration]string{
		4 * time.Hour: "ahead of that of Telegram", 2*time.Hour - 62*time.Second: "behind that of Telegram",
	} {
		d.set(ahead)
		differ(t, c, says)
		require.WithinDuration(t, world.Now().Add(2*time.Hour), c.Now(), 2*time.Second, "it goes on by Telegram's")
	}
	d.set(2*time.Hour + 58*time.Second)
	require.NoError(t, c.Settled())
	world.Advance(24 * time.Hour) // Telegram is not reached all day
	require.NoError(t, c.Settled())
	d.set(4 * time.Hour)
	differ(t, c, "Telegram")
	c.Answered(time.Time{}, 0)
	differ(t, c, "Telegram")
}

// An answer that was long in coming says less.
func TestAnAnswerThatTookLongSaysLess(t *testing.T) {
	t.Parallel()
	world := clockwork.NewFakeClock()
	d, c := machine(world)
	at := world.Now()
	world.Advance(50 * time.Second)
	c.Answered(at, 50*time.Second) // a long poll that a server dated when it came in
	d.set(59 * time.Second)
	require.NoError(t, c.Settled())
	d.set(-109 * time.Second)
	require.NoError(t, c.Settled())
	d.set(-112 * time.Second)
	differ(t, c, "behind")
}

func TestAClockIsHeldAgainstRedisAndOtherInstances(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		ctx := t.Context()
		world := clockwork.NewFakeClockAt(time.Now())
		_, c := machine(world)
		e, other := machine(world)
		require.NoError(t, c.Compare(ctx, client))
		require.NoError(t, c.Settled())
		require.NoError(t, other.Compare(ctx, client))
		require.NoError(t, other.Settled())

		// The one whose clock is right goes on, as far as it can know, until it hears of the other.
		e.set(2 * time.Hour)
		differ(t, other, "ahead")
		require.NoError(t, other.Compare(ctx, client))
		require.NoError(t, c.Compare(ctx, client))
		differ(t, c, "another instance of the bot")
		e.set(0)
		require.NoError(t, other.Compare(ctx, client))
		require.NoError(t, c.Compare(ctx, client))
		require.NoError(t, c.Settled())

		// The machine and Telegram agree that Redis is wrong; there is no other instance any more.
		require.NoError(t, client.Del(ctx, "{clock}:instances").Err())
		world.Advance(2 * time.Hour)
		c.Answered(world.Now(), 0)
		require.NoError(t, c.Compare(ctx, client))
		differ(t, c, "ahead of that of Redis")
		require.Equal(t, world.Now(), c.Now())

		// Redis, on the same machine, is wrong with it.
		d, c := machine(world)
		d.set(-2 * time.Hour)
		c.Answered(world.Now(), 0)
		require.NoError(t, c.Compare(ctx, client))
		differ(t, c, "behind that of")
		require.NoError(t, client.FlushAll(ctx).Err())
	})
}

// A clock that is set while the bot runs moves nothing: what it shows to the bot never leaps by more than it may be wrong.
func TestTimeDoesNotLeap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		world := clockwork.NewFakeClock()
		d, c := machine(world)
		t.Repeat(map[string]func(*rapid.T){
			"set":    func(t *rapid.T) { d.set(time.Duration(rapid.Int64Range(-1e15, 1e15).Draw(t, "ahead"))) },
			"pass":   func(t *rapid.T) { world.Advance(time.Duration(rapid.Int64Range(0, 1e14).Draw(t, "time"))) },
			"answer": func(*rapid.T) { c.Answered(world.Now(), time.Second) },
			"": func(t *rapid.T) {
				if off := c.Now().Sub(world.Now()).Abs(); off > clocks.Tolerance+2*time.Second {
					t.Fatalf("%s off", off)
				}
				if ahead := time.Duration(d.ahead.Load()).Abs(); ahead > clocks.Tolerance+2*time.Second && c.Settled() == nil {
					t.Fatalf("settled, %s ahead", ahead)
				}
			},
		})
	})
}

func TestItIsSaidThatClocksDiffer(t *testing.T) {
	t.Parallel()
	d, c := machine(clockwork.NewFakeClock())
	reg := prometheus.NewRegistry()
	c.Register(reg)
	var log bytes.Buffer
	var told []string
	failed := false
	w := &clocks.Watch{Clock: c, Log: slog.New(slog.NewTextHandler(&log, nil)), Tell: func(_ context.Context, why string) error {
		if !failed {
			failed = true
			return errors.New("not now")
		}
		told = append(told, why)
		return nil
	}}
	gauge := func(name string) float64 {
		t.Helper()
		all, err := reg.Gather()
		require.NoError(t, err)
		for _, f := range all {
			if f.GetName() == name {
				return f.GetMetric()[0].GetGauge().GetValue()
			}
		}
		t.Fatal("no such metric")
		return 0
	}
	w.Look(t.Context())
	require.Empty(t, log.String())
	require.Zero(t, gauge("rastau_clocks_differ"))
	d.set(2 * time.Hour)
	w.Look(t.Context())
	require.Contains(t, log.String(), "2h0m0s ahead")
	require.InDelta(t, 1, gauge("rastau_clocks_differ"), 0)
	require.InDelta(t, 7200, gauge("rastau_clocks_difference_seconds"), 0)
	w.Look(t.Context())
	w.Look(t.Context())
	require.Len(t, told, 1, "once, after a try that failed")
	d.set(0)
	w.Look(t.Context())
	w.Look(t.Context())
	require.Len(t, told, 2)
	require.Empty(t, told[1])
	require.Zero(t, gauge("rastau_clocks_differ"))
}
