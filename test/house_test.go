// Package test holds what is tested on the whole bot within the test: conversations, and all that needs a clock which the test
// moves. The binary is tested in process.
package test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/vault"
)

// house is a whole bot within the test: Telegram, Redis, and a clock that only the test moves.
type house struct {
	t     *testing.T
	clock *clockwork.FakeClock
	tg    *telegramtest.Server
	app   *app.App
	redis redis.UniversalClient
	ring  bulletin.Keyring // of somebody who was given the bot's key
	cut   bool             // nothing that the bot says gets through
}

// quiet is how long the bot waits for more of an act that comes as several updates: so short that no other time passes.
const quiet = time.Millisecond

// parts are few, because the workers of each do something whenever time passes.
const parts = 2

func newHouse(t *testing.T, logTo io.Writer, chance uint64, change func(s *config.Settings)) *house {
	t.Helper()
	return newHouseOf(t, parts, logTo, chance, change)
}

// newHouseOf is newHouse with so many parts: as many as a bot has by itself, 0, where something else writes into its outbox.
func newHouseOf(t *testing.T, parts int, logTo io.Writer, chance uint64, change func(s *config.Settings)) *house {
	t.Helper()
	h := &house{t: t, clock: clockwork.NewFakeClockAt(time.Date(2022, 1, 9, 14, 0, 0, 0, time.UTC))}
	h.tg = telegramtest.New(telegramtest.Options{Clock: h.clock, NoLimits: true, Username: "rastau_bot"})
	keys, err := vault.ParseKeys([]byte(harness.Keys))
	require.NoError(t, err)
	s := config.Defaults()
	s.TelegramToken, s.TelegramURL, s.Listen, s.MetricsListen, s.Operators = config.Secret(h.tg.Token()), h.tg.URL(), "", "", config.IDs{harness.OperatorID}
	// People of a play have joined just now, and there are few of them: see newcomers_test.go for those of whom more is asked.
	s.Policy.Newcomer, s.Policy.NewClaims, s.Policy.NewReviews, s.Policy.Readers, s.Policy.Reviewers = 0, 0, 0, 0, 0
	if change != nil {
		change(&s)
	}
	own := &keys
	if s.Keys != config.Defaults().Keys {
		own = nil // the file that is there
	}
	holding, err := bulletin.ParseSigningKeys([]byte(harness.SigningKey))
	require.NoError(t, err)
	h.ring = holding.Ring()
	client := redistest.Database(t)
	h.redis = client
	h.app, err = app.New(t.Context(), app.Options{
		Settings: s, Clock: h.clock, Redis: client, Keys: own, Holding: &holding, LogTo: logTo, ByHand: true, Partitions: parts, Quiet: quiet, Rand: rand.New(rand.NewPCG(1, chance)),
	})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.app.Run(ctx) }()
	t.Cleanup(func() {
		h.tg.Close()
		stop()
		for {
			select {
			case err := <-ended:
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
				return
			case <-time.After(time.Millisecond):
				h.clock.Advance(time.Second) // the parts wait by this clock while they stop
			}
		}
	})
	return h
}

// settle waits until the bot has done with everything that was said to it.
func (h *house) settle() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), harness.Longest)
	defer cancel()
	require.NoError(h.t, h.tg.Settled(ctx, func(waiting int, _ []telegramtest.Call) bool { return waiting == 0 }))
	defer h.gathers(ctx)()
	if h.cut {
		require.NoError(h.t, h.app.Intake.Drained(ctx))
		return
	}
	require.NoError(h.t, h.app.Drained(ctx))
}

// handled waits until every update has been handled, which takes no time by the bot's clock. Until then time must not go on where
// the order of updates is what is tested: a greeting that waits two seconds would be sent while the word that revokes it is under way.
func (h *house) handled() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), harness.Longest)
	defer cancel()
	require.NoError(h.t, h.tg.Settled(ctx, func(waiting int, _ []telegramtest.Call) bool { return waiting == 0 }))
	require.NoError(h.t, h.app.Intake.Drained(ctx))
}

// gathers lets the moments pass in which the bot waits for more of an act, until the returned function is called. The whole act
// must have been fetched.
func (h *house) gathers(ctx context.Context) (stop func()) {
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-over:
				return
			case <-time.After(time.Millisecond):
				if more, err := h.app.Intake.Gathering(ctx); more && err == nil {
					h.clock.Advance(quiet)
				}
			}
		}
	}()
	return func() {
		close(over)
		<-ended
	}
}

// settleMoving is settle for what needs time to pass by itself.
func (h *house) settleMoving() {
	h.t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.settle()
	}()
	for {
		select {
		case <-done:
			return
		case <-time.After(2 * time.Millisecond):
			h.clock.Advance(100 * time.Millisecond)
		}
	}
}

// cutOff cuts the bot off, or lets it have its say again.
func (h *house) cutOff(cut bool) {
	h.t.Helper()
	h.tg.CutOff(cut)
	if h.cut = cut; !cut {
		h.settleMoving()
	}
}

// pass lets time pass, and what is due happen.
func (h *house) pass(d time.Duration) {
	h.t.Helper()
	h.clock.Advance(d)
	require.NoError(h.t, h.app.Tick(h.t.Context()))
	h.settle()
}
