package intake_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func everything(int64) bool { return true }

// TestWhatIsInQuarantineCanBeTriedAgain: what could not be handled is handled once when it can be, however many ask for that while
// the bot works. Until then it comes back, and it is told how often.
func TestWhatIsInQuarantineCanBeTriedAgain(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		var mended atomic.Bool
		h := newHandler(func(context.Context, bot.Update, int) error {
			if mended.Load() {
				return nil
			}
			return errors.New("never")
		})
		r := newRig(t, client, h, func(o *intake.Options) { o.Attempts, o.Partitions = 1, 2 })
		other := newRig(t, client, h, func(o *intake.Options) { o.Attempts, o.Partitions = 1, 2 })
		for chat := range int64(5) {
			r.store(t, said{ID: 1 + chat, Chat: 50 + chat, Text: "a secret", Command: "check"})
		}
		r.work(t)
		r.drained(t)
		first := listed(t, r)
		require.Len(t, first, 5)
		for _, one := range first {
			require.Equal(t, bot.Isolated{Number: one.Number, Kind: "command", Why: "failed", Times: 1, At: r.clock.Now().UTC().Truncate(time.Millisecond)}, one)
		}
		one := func(number int64) bool { return number == first[2].Number }
		n, err := other.Retry(r.ctx, one)
		require.NoError(t, err)
		require.Equal(t, 1, n)
		r.drained(t)
		again := listed(t, r)
		require.Len(t, again, 5)
		times := 0
		for _, one := range again {
			times += one.Times
		}
		require.Equal(t, 6, times)

		mended.Store(true)
		var tried atomic.Int64
		var all sync.WaitGroup
		for range 4 {
			for _, replica := range []*rig{r, other} {
				all.Go(func() {
					n, err := replica.Retry(r.ctx, everything)
					if err != nil {
						t.Error(err)
					}
					tried.Add(int64(n))
				})
			}
		}
		all.Wait()
		require.EqualValues(t, 5, tried.Load())
		require.ElementsMatch(t, []int64{1, 2, 3, 4, 5}, h.wait(r.ctx, t, 5))
		r.drained(t)
		require.Len(t, h.all(), 5)
		require.Empty(t, listed(t, r))
	})
}

func listed(t *testing.T, r *rig) []bot.Isolated {
	t.Helper()
	list, err := r.Isolated(r.ctx)
	require.NoError(t, err)
	return list
}

// TestWhatIsDroppedIsGone: it is erased, and nothing else is.
func TestWhatIsDroppedIsGone(t *testing.T) {
	t.Parallel()
	h := newHandler(func(context.Context, bot.Update, int) error { return errors.New("never") })
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Attempts = 1 })
	r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 6})
	r.work(t)
	r.drained(t)
	list := listed(t, r)
	for range 2 { // the second time there is nothing left to do
		_, err := r.Drop(r.ctx, func(number int64) bool { return number == list[0].Number })
		require.NoError(t, err)
		require.Equal(t, list[1:], listed(t, r))
	}
}

// TestAnAlbumComesBackWhole: of an album that could not be handled no part is lost.
func TestAnAlbumComesBackWhole(t *testing.T) {
	t.Parallel()
	var mended atomic.Bool
	h := newHandler(func(context.Context, bot.Update, int) error {
		if mended.Load() {
			return nil
		}
		return errors.New("never")
	})
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Attempts = 1 })
	for id := range int64(3) {
		r.store(t, said{ID: 1 + id, Chat: 5, Album: "a", Text: fmt.Sprint("part ", id)})
	}
	stop := r.work(t)
	r.passes(t, waiting+1, time.Second)
	r.log.wait(r.ctx, t, "an update cannot be handled and was quarantined")
	r.drained(t)
	stop()
	require.Len(t, listed(t, r), 3)
	mended.Store(true)
	n, err := r.Retry(r.ctx, everything)
	require.NoError(t, err)
	require.Equal(t, 3, n)
	r.work(t)
	require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
	require.Len(t, h.all()[0].Message.Media, 3)
}

// TestTheListSaysNothingOfAnybody: kinds and reasons are words of the program, whatever came and however it failed.
func TestTheListSaysNothingOfAnybody(t *testing.T) {
	t.Parallel()
	h := newHandler(func(_ context.Context, u bot.Update, _ int) error {
		switch u.ID {
		case 1:
			return errors.New("secret")
		case 2:
			return fmt.Errorf("call: %w", &bot.DeliveryError{Failure: bot.Rejected, Code: 400, Reason: "secret"})
		}
		panic("secret")
	})
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Attempts = 1 })
	r.store(t, said{ID: 1, Chat: 987654, Text: "secret"}, said{ID: 2, Chat: 987654, Text: "secret", Edited: true},
		said{ID: 3, Chat: 987654, Text: "secret", Forwarded: true}, said{ID: 4, Chat: 987654, Text: "secret", Broken: true})
	r.work(t)
	r.drained(t)
	var said []string
	for _, one := range listed(t, r) {
		said = append(said, one.Kind+": "+one.Why)
	}
	require.ElementsMatch(t, []string{
		"message: failed", "edited message: Telegram refused a call with 400", "forwarded message: panicked", "update: cannot be read",
	}, said)
	kept := fmt.Sprint(r.redis.XRange(r.ctx, "{in:0}:quarantine", "-", "+").Val())
	require.NotContains(t, kept, "secret")
	require.NotContains(t, kept, "987654")
}
