package intake_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// troubled waits until the barrier has tried in vain for a while.
func troubled(t *testing.T, b *durable.Barrier) {
	t.Helper()
	require.Eventually(t, func() bool { return b.Trouble() != "" }, 20*time.Second, 5*time.Millisecond)
}

func TestTelegramIsToldThatWeHaveAnUpdateOnceItIsDurable(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	r := newRig(t, client, newHandler(nil), func(o *intake.Options) { o.Barrier = barrier })
	s := r.poll(t)
	s.next(r.ctx, t, 0, answer{updates: raw(said{ID: 7, Chat: 5})})
	pushed := httptest.NewRecorder()
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		req := httptest.NewRequestWithContext(r.ctx, http.MethodPost, "/", strings.NewReader(string(raw(said{ID: 8, Chat: 5})[0])))
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", "word")
		r.Webhook("word").ServeHTTP(pushed, req)
	}()
	troubled(t, barrier)
	require.Eventually(t, func() bool { n, err := r.Depth(r.ctx); return err == nil && n == 2 }, 30*time.Second, 5*time.Millisecond, "both are stored")
	select {
	case <-s.asked:
		t.Fatal("the offset went past an update that may be lost")
	case <-answered:
		t.Fatal("a call was answered with what may be lost")
	default:
	}
	heal()
	s.next(r.ctx, t, 8, answer{})
	<-answered
	require.Equal(t, http.StatusOK, pushed.Code)
}

func TestUpdateIsDeletedOnceWhatFollowsFromItIsDurable(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	h := newHandler(nil)
	r := newRig(t, client, h)
	r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5})
	r.options.Barrier = barrier
	r.Intake = intake.New(r.options)
	r.work(t)
	require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
	troubled(t, barrier)
	n, err := r.Depth(r.ctx)
	require.NoError(t, err)
	require.EqualValues(t, 2, n)
	require.Len(t, h.all(), 1, "the chat waits")
	heal()
	require.Equal(t, []int64{2}, h.wait(r.ctx, t, 1))
	r.drained(t)
}

func TestUpdateIsHandledAgainWhenWhatItDidMayBeLost(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{Fsync: "always"})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	barrier, err := durable.New(t.Context(), client, durable.Options{
		Promise: durable.Promise{Fsync: durable.Synced}, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = barrier.Close() })
	h := newHandler(func(ctx context.Context, _ bot.Update, time int) error {
		if time == 1 {
			server.Kill()
			return server.Restart(ctx)
		}
		return nil
	})
	r := newRig(t, client, h, func(o *intake.Options) { o.Barrier = barrier })
	r.store(t, said{ID: 1, Chat: 5})
	r.work(t)
	r.log.wait(r.ctx, t, "an update could not be handled")
	r.passes(t, waiting+1, time.Second)
	require.Equal(t, []int64{1, 1}, h.wait(r.ctx, t, 2))
	r.drained(t)
}
