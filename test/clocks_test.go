package test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/vault"
)

// setClock is the clock of a machine, which somebody sets.
type setClock struct {
	*clockwork.FakeClock

	ahead atomic.Int64
}

func (s *setClock) Now() time.Time { return s.FakeClock.Now().Add(time.Duration(s.ahead.Load())) }

// TestAClockSetForwardEndsNothingAndItIsSaid sets the clock of a bot's machine two hours forward, on a real Redis.
func TestAClockSetForwardEndsNothingAndItIsSaid(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	world := clockwork.NewFakeClockAt(time.Now().UTC().Truncate(time.Second))
	start := world.Now()
	clock := &setClock{FakeClock: world}
	tg := telegramtest.New(telegramtest.Options{Clock: world, NoLimits: true})
	t.Cleanup(tg.Close)
	client := redistest.Server(t, redisserver.Options{}).Client()
	t.Cleanup(func() { _ = client.Close() })
	keys, _ := vault.NewKeys(start)
	s := config.Defaults()
	s.TelegramToken, s.TelegramURL, s.Listen, s.MetricsListen, s.Operators = config.Secret(tg.Token()), tg.URL(), "", harness.FreePort(t), config.IDs{harness.OperatorID}
	s.Policy.Deadline = time.Hour
	operator := tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	operator.Says("/start")
	var log harness.Log
	a, err := app.New(ctx, app.Options{
		Settings: s, Clock: clock, Steady: func() time.Duration { return world.Since(start) }, Compared: true, Redis: client, Keys: &keys, LogTo: &log, ByHand: true,
	})
	require.NoError(t, err)
	running, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(running) }()
	t.Cleanup(func() {
		stop()
		for done := false; !done; {
			select {
			case <-ended:
				done = true
			case <-time.After(time.Millisecond):
				world.Advance(time.Second)
			}
		}
	})
	get := func(path string) (int, string) {
		resp, err := http.Get("http://" + s.MetricsListen + path)
		if err != nil {
			return 0, err.Error()
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return resp.StatusCode, string(body)
	}
	// The bot looks every ten seconds.
	until := func(what string, is func() bool) {
		t.Helper()
		require.Eventually(t, func() bool {
			world.Advance(100 * time.Millisecond)
			return is()
		}, harness.Longest, 10*time.Millisecond, what)
	}
	says := func(text string) func() bool {
		return func() bool {
			for _, m := range operator.Inbox() {
				if bytes.Contains([]byte(m.Text), []byte(text)) {
					return true
				}
			}
			return false
		}
	}
	until("ready", func() bool { code, _ := get("/readyz"); return code == http.StatusOK })

	who, err := a.Desk.Meet(ctx, "citizen", "", claim.English)
	require.NoError(t, err)
	c, err := a.Desk.Submit(ctx, "sent", who, "", claim.Content{Text: "Is the bridge closed?"})
	require.NoError(t, err)
	c, err = a.Desk.Choose(ctx, "chosen", "citizen", c.Code, claim.Truth)
	require.NoError(t, err)
	status := func() claim.Status {
		require.NoError(t, a.Tick(ctx))
		c, err := a.Desk.Claim(ctx, c.Code)
		require.NoError(t, err)
		return c.Status
	}
	clock.ahead.Store(int64(2 * time.Hour))
	require.Equal(t, claim.StatusOpen, status(), "at once")
	code, body := get("/readyz")
	require.Equal(t, http.StatusServiceUnavailable, code)
	require.Contains(t, body, "ahead of that of")
	_, body = get("/metrics")
	require.Contains(t, body, "rastau_clocks_differ 1")
	until("the operator is told", says("The clocks differ: the clock of "))
	require.Contains(t, log.String(), "clocks differ")
	require.Equal(t, claim.StatusOpen, status())

	clock.ahead.Store(0)
	code, _ = get("/readyz")
	require.Equal(t, http.StatusOK, code)
	until("the operator is told", says("The clocks agree again"))
	require.Equal(t, claim.StatusOpen, status(), "it ends at its time")
	list, err := a.Desk.Outages.Blackouts(ctx, 9)
	require.NoError(t, err)
	require.Empty(t, list, "a clock that is set is no blackout")
}
