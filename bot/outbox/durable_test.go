package outbox

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestMessageIsQueuedOnceWhatItReportsIsDurable(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	r := newRig(t, client, Options{Barrier: barrier})
	ctx := barrier.Begin(t.Context())
	require.NoError(t, client.Set(ctx, "{fact}", "v", 0).Err())
	queued := make(chan error, 1)
	go func() {
		queued <- r.Send(ctx, bot.Outgoing{Key: "k", Chat: 1, Action: bot.Send, Text: "we have it"})
	}()
	require.Eventually(t, func() bool { return barrier.Trouble() != "" }, 20*time.Second, 5*time.Millisecond)
	depth, err := r.Depth(t.Context())
	require.NoError(t, err)
	require.Zero(t, depth)
	heal()
	require.NoError(t, <-queued)
	r.drain()
	require.Equal(t, []string{"we have it"}, r.texts())
}

// Telegram was not asked, so nothing was learned of the way there or of the chat.
func TestUnconfirmedMessageIsTriedAgainSoon(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), Options{Probe: func(ctx context.Context) error { return ctx.Err() }})
	r.tg.answer = func(_ bot.Delivery, nth int) error {
		if nth <= 10 {
			return refuse(bot.Unconfirmed, 0)
		}
		return nil
	}
	r.send(bot.Outgoing{Chat: 1, Text: "a"})
	r.drain()
	calls := r.heard()
	require.Len(t, calls, 11)
	require.Less(t, calls[10].At, 2*time.Second)
	require.False(t, r.cut.is)
}
