package intake_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// source is a Telegram whose answers the test gives one by one.
type source struct {
	asked   chan int64 // the offset of each poll
	answers chan answer
}

type answer struct {
	updates []json.RawMessage
	err     error
}

func newSource() *source { return &source{make(chan int64), make(chan answer)} }

func (s *source) GetUpdates(ctx context.Context, offset int64, _ int, _ time.Duration) ([]json.RawMessage, error) {
	select {
	case s.asked <- offset:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case a := <-s.answers:
		return a.updates, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// next takes the next poll and answers it.
func (s *source) next(ctx context.Context, t *testing.T, offset int64, a answer) {
	t.Helper()
	select {
	case got := <-s.asked:
		require.Equal(t, offset, got)
		s.answers <- a
	case <-ctx.Done():
		t.Fatal("nobody polls")
	}
}

func (r *rig) poll(t *testing.T) *source {
	t.Helper()
	s := newSource()
	start(t, func(ctx context.Context) error { return r.Poll(ctx, s) })
	return s
}

// polling is how many timers a poll that pauses waits for: lease and pause.
const polling = 2

func TestPollConfirmsWhatIsStored(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, newHandler(nil))
		s := r.poll(t)
		s.next(r.ctx, t, 0, answer{updates: raw(said{ID: 900, Chat: 5}, said{ID: 901, Chat: 5})})
		s.next(r.ctx, t, 902, answer{updates: raw(said{ID: 902, Chat: 5})})
		n, err := r.Depth(r.ctx)
		require.NoError(t, err)
		require.GreaterOrEqual(t, n, int64(2))

		// Ids start again lower: what comes is taken, whatever the offset.
		s.next(r.ctx, t, 903, answer{updates: raw(said{ID: 7, Chat: 5})})
		s.next(r.ctx, t, 8, answer{updates: raw(said{ID: 8, Chat: 5})})
		s.next(r.ctx, t, 9, answer{})
		r.later(t, polling, 500*time.Millisecond)
		// After a poll that brought nothing all is confirmed, and any id may come.
		s.next(r.ctx, t, 0, answer{updates: raw(said{ID: 3, Chat: 5})})
		s.next(r.ctx, t, 4, answer{})
		n, err = r.Depth(r.ctx)
		require.NoError(t, err)
		require.EqualValues(t, 6, n)
	})
}

func TestPollRests(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), newHandler(nil))
	s := r.poll(t)
	for range 3 { // a server that answers at once, with nothing or always the same
		s.next(r.ctx, t, 0, answer{})
		r.later(t, polling, 500*time.Millisecond)
	}
	s.next(r.ctx, t, 0, answer{updates: raw(said{ID: 1, Chat: 5})})
	s.next(r.ctx, t, 2, answer{updates: raw(said{ID: 1, Chat: 5})})
	r.later(t, polling, 500*time.Millisecond)
	s.next(r.ctx, t, 2, answer{updates: []json.RawMessage{[]byte(`{"no":"id"}`)}})
	r.later(t, polling, 500*time.Millisecond)
	s.next(r.ctx, t, 2, answer{})
}

func TestPollWaitsAfterErrors(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), newHandler(nil))
	s := r.poll(t)
	for _, c := range []struct {
		err  error
		wait time.Duration
	}{
		{errors.New("cut"), time.Second},
		{&bot.DeliveryError{Failure: bot.Unavailable, Code: http.StatusConflict}, 2 * time.Second},
		{&bot.DeliveryError{Failure: bot.TooFast, RetryAfter: 3 * time.Second}, 3 * time.Second},
	} {
		s.next(r.ctx, t, 0, answer{err: c.err})
		r.later(t, polling, c.wait-time.Millisecond)
		select {
		case <-s.asked:
			t.Fatal("asked too early")
		default:
		}
		r.later(t, polling, time.Millisecond)
	}
	s.next(r.ctx, t, 0, answer{})
}

func TestPollConfirmsNothingWhileRedisIsAway(t *testing.T) {
	t.Parallel()
	mini := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: mini.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	r := newRig(t, client, newHandler(nil))
	s := r.poll(t)
	<-s.asked
	mini.SetError("LOADING Redis is loading the dataset in memory")
	s.answers <- answer{updates: raw(said{ID: 1, Chat: 5})}
	r.log.wait(r.ctx, t, "updates cannot be stored")
	r.later(t, polling, time.Second) // no more, lest the lease has to be renewed meanwhile
	r.log.wait(r.ctx, t, "updates cannot be stored")
	select {
	case <-s.asked:
		t.Fatal("asked while nothing was stored")
	default:
	}
	mini.SetError("")
	r.passes(t, polling, time.Second)
	s.next(r.ctx, t, 2, answer{})
}

func TestOneReplicaPolls(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, newHandler(nil))
		one, two := newSource(), newSource()
		stop := start(t, func(ctx context.Context) error { return r.Poll(ctx, one) })
		require.Zero(t, <-one.asked)
		start(t, func(ctx context.Context) error { return intake.New(r.options).Poll(ctx, two) })
		for range 5 { // many tries at the lease
			r.later(t, polling, 5*time.Second)
			select {
			case <-two.asked:
				t.Fatal("two poll")
			default:
			}
		}
		stop()
		r.passes(t, 1, time.Second)
		select {
		case <-two.asked:
		case <-r.ctx.Done():
			t.Fatal("nobody took over")
		}
	})
}

func TestLostLeaseEndsThePoll(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, newHandler(nil))
		s := r.poll(t)
		require.Zero(t, <-s.asked)
		require.NoError(t, client.Set(r.ctx, "{intake}:poll", "somebody else", 0).Err())
		r.later(t, 1, 5*time.Second)
		require.NoError(t, r.clock.BlockUntilContext(r.ctx, 1))
		select {
		case s.answers <- answer{}:
			t.Fatal("it still polls")
		default:
		}
	})
}

// unread fails the test when it is read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

func TestWebhookReadsNothingBeforeItsSecret(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), newHandler(nil))
	for _, word := range []string{"", "another"} {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", unread{t})
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", word)
		w := httptest.NewRecorder()
		r.Webhook("word").ServeHTTP(w, req)
		require.Equal(t, http.StatusForbidden, w.Code)
		require.Equal(t, "close", w.Header().Get("Connection"))
	}
}

func TestWebhook(t *testing.T) {
	t.Parallel()
	mini := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: mini.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	r := newRig(t, client, newHandler(nil))
	post := func(h http.Handler, method, secret, body string) int {
		req := httptest.NewRequestWithContext(r.ctx, method, "/hook", strings.NewReader(body))
		if secret != "" {
			req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		return w.Code
	}
	update := string(raw(said{ID: 1, Chat: 5})[0])
	hook := r.Webhook("word")
	require.Equal(t, http.StatusMethodNotAllowed, post(hook, http.MethodGet, "word", ""))
	require.Equal(t, http.StatusForbidden, post(hook, http.MethodPost, "", update))
	require.Equal(t, http.StatusForbidden, post(hook, http.MethodPost, "wore", update))
	require.Equal(t, http.StatusForbidden, post(r.Webhook(""), http.MethodPost, "", update), "no secret lets nobody in")
	require.Equal(t, http.StatusBadRequest, post(hook, http.MethodPost, "word", "{"))
	require.Equal(t, http.StatusBadRequest, post(hook, http.MethodPost, "word", `"`+strings.Repeat("x", 2<<20)+`"`))
	n, err := r.Depth(r.ctx)
	require.NoError(t, err)
	require.Zero(t, n)

	mini.SetError("MISCONF cannot write")
	require.Equal(t, http.StatusServiceUnavailable, post(hook, http.MethodPost, "word", update))
	mini.SetError("")
	require.Equal(t, http.StatusOK, post(hook, http.MethodPost, "word", update))
	require.Equal(t, http.StatusOK, post(hook, http.MethodPost, "word", update), "a repetition is stored already")
	n, err = r.Depth(r.ctx)
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	metrics := prometheus.NewRegistry()
	h := newHandler(nil)
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Metrics = metrics })
	r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5, Broken: true})
	_, err := r.Store(r.ctx, append(raw(said{ID: 1, Chat: 5}), json.RawMessage(`{}`)))
	require.NoError(t, err)
	expect := func(want map[string]float64) {
		t.Helper()
		families, err := metrics.Gather()
		require.NoError(t, err)
		got := map[string]float64{}
		for _, f := range families {
			m := f.GetMetric()[0]
			got[strings.TrimPrefix(f.GetName(), "rastau_intake_")] = m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
		require.GreaterOrEqual(t, got["age_seconds"], 0.0)
		delete(got, "age_seconds")
		require.Equal(t, want, got)
	}
	expect(map[string]float64{
		"depth": 2, "stored_total": 2, "repeated_total": 1, "unreadable_total": 1, "busy_total": 0, "deadly_total": 0,
		"handled_total": 0, "failed_total": 0, "poll_failed_total": 0, "partitions": 0,
	})
	r.work(t)
	r.drained(t)
	expect(map[string]float64{
		"depth": 0, "stored_total": 2, "repeated_total": 1, "unreadable_total": 1, "busy_total": 0, "deadly_total": 0,
		"handled_total": 1, "failed_total": 1, "quarantined_total": 1, "poll_failed_total": 0, "partitions": 1,
	})
}

func TestLogsHoldNothingOfWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	const chat = 6543219875
	var logged bytes.Buffer
	h := newHandler(func(_ context.Context, u bot.Update, _ int) error { return breaks(u.Message.Chat.ID, u.Message.Text) })
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) {
		o.Log, o.Attempts = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})), 1
	})
	r.store(t, said{ID: 1, Chat: chat, Text: "secret"})
	stop := r.work(t)
	r.drained(t)
	stop()
	require.Contains(t, logged.String(), "was quarantined")
	require.Contains(t, logged.String(), "poll_test.go", "where it happened is said")
	require.NotContains(t, logged.String(), "secret")
	require.NotContains(t, logged.String(), strconv.Itoa(chat))
	require.NotContains(t, logged.String(), strconv.FormatInt(chat, 16), "the runtime writes arguments in hexadecimal")
}

// breaks panics, with an id and a text at hand.
//
//go:noinline
func breaks(chat int64, text string) error {
	if chat > 0 {
		panic(text + strconv.FormatInt(chat, 10))
	}
	return nil
}
