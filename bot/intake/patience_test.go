package intake_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// stubborn is what fails for one chat alone.
func stubborn() error {
	return &bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfChat, Code: 500, Reason: "getChatMember: Internal Server Error"}
}

// TestWhatFailsForOneChatAloneIsSoonAnAnswer: the handler is told when its patience is over, after a few tries and ten seconds, and the
// chat goes on.
func TestWhatFailsForOneChatAloneIsSoonAnAnswer(t *testing.T) {
	t.Parallel()
	var r *rig
	tries := 0
	h := newHandler(func(ctx context.Context, u bot.Update, time int) error {
		if u.ID != 1 {
			return nil
		}
		tries = time
		if bot.PatienceLeft(ctx, r.clock.Now(), 1) > 0 {
			return stubborn()
		}
		return nil // what the handler makes of a refusal
	})
	r = newRig(t, redistest.Mini(t), h)
	began := r.clock.Now()
	r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5})
	r.work(t)
	r.passes(t, waiting+1, 50*time.Millisecond)
	require.Equal(t, []int64{1, 2}, h.wait(r.ctx, t, 2))
	require.Less(t, r.clock.Since(began), 12*time.Second)
	require.Greater(t, tries, 4)
	require.Less(t, tries, 12, "with growing pauses")
}

// TestPatienceBeginsAnewAfterAnOutage: however long nothing could be reached, what fails for one chat once all is back is tried again
// like any other, and nothing is set aside.
func TestPatienceBeginsAnewAfterAnOutage(t *testing.T) {
	t.Parallel()
	var r *rig
	over := errors.New("the patience was over")
	h := newHandler(func(ctx context.Context, _ bot.Update, time int) error {
		switch {
		case bot.PatienceLeft(ctx, r.clock.Now(), 1) == 0:
			return over
		case time == 1, time > 40 && time < 44:
			return stubborn()
		case time <= 40: // half a minute and more
			return &bot.DeliveryError{Failure: bot.Unavailable, Code: 500}
		}
		return nil
	})
	r = newRig(t, redistest.Mini(t), h)
	r.store(t, said{ID: 1, Chat: 5})
	r.work(t)
	r.passes(t, waiting+1, 50*time.Millisecond)
	require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
}

// TestWhatStaysUnansweredIsSetAsideSoon: where nobody makes an answer of it, the update goes to quarantine and its chat goes on.
func TestWhatStaysUnansweredIsSetAsideSoon(t *testing.T) {
	t.Parallel()
	h := newHandler(func(_ context.Context, u bot.Update, _ int) error {
		if u.ID == 1 {
			return stubborn()
		}
		return nil
	})
	r := newRig(t, redistest.Mini(t), h)
	began := r.clock.Now()
	r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5})
	r.work(t)
	r.passes(t, waiting+1, 50*time.Millisecond)
	require.Equal(t, []int64{2}, h.wait(r.ctx, t, 1))
	require.Less(t, r.clock.Since(began), 12*time.Second)
	kept, err := r.Isolated(r.ctx)
	require.NoError(t, err)
	require.Len(t, kept, 1)
}
