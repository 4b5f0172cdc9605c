package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// TestTheBotKnowsWhenItWasCutOff cuts the way to a strict Telegram for six hours, by a clock that is moved.
func TestTheBotKnowsWhenItWasCutOff(t *testing.T) {
	t.Parallel()
	start := time.Date(2022, 1, 5, 10, 30, 0, 0, time.UTC)
	clock := clockwork.NewFakeClockAt(start)
	tg := telegramtest.New(telegramtest.Options{Clock: clock, NoLimits: true, Username: "rastau_bot"})
	t.Cleanup(tg.Close)
	client := redistest.Mini(t)
	keys, _ := vault.NewKeys(start)
	v := vault.New(keys)
	desk := verification.New(verification.Options{
		Store: redisstore.New(client, nil, v), Namer: v, Clock: clock, Policy: claim.DefaultPolicy(),
	})
	c := &contact{clock: clock, log: slog.New(slog.DiscardHandler)}
	api, err := telegram.New(telegram.Options{
		Token: tg.Token(), URL: tg.URL(), Log: slog.New(slog.DiscardHandler), OnAnswer: func(time.Time, time.Duration) { c.answered() },
	})
	require.NoError(t, err)
	turns := make(chan struct{})
	c.note = desk.Outages.InTouch
	c.ask = func(ctx context.Context) error {
		_, err := api.Connect(ctx)
		turns <- struct{}{}
		return err
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.run(ctx) }()
	<-turns // nothing was ever answered, so it asks at once
	ask := func(after time.Duration) {
		t.Helper()
		require.NoError(t, clock.BlockUntilContext(ctx, 1))
		for range int(after/noteEvery) - 1 {
			clock.Advance(noteEvery)
			require.NoError(t, clock.BlockUntilContext(ctx, 1))
		}
		clock.Advance(noteEvery)
		<-turns
	}
	for range 3 {
		ask(askAfter)
	}
	last := clock.Now()
	// A page of a hotel, or of a censor, is no answer of Telegram's.
	tg.Break(telegramtest.Fault{Method: "getMe", Times: 3, Status: 503})
	ask(askAfter)
	require.NoError(t, clock.BlockUntilContext(ctx, 1))
	clock.Advance(6 * time.Hour)
	<-turns
	require.NoError(t, clock.BlockUntilContext(ctx, 1))
	clock.Advance(noteEvery)
	<-turns
	list, err := desk.Outages.Blackouts(ctx, 9)
	require.NoError(t, err)
	require.Empty(t, list, "it is not over")
	require.NoError(t, clock.BlockUntilContext(ctx, 1))
	clock.Advance(noteEvery)
	<-turns // answered
	back := clock.Now()
	require.NoError(t, clock.BlockUntilContext(ctx, 1)) // and noted
	list, err = desk.Outages.Blackouts(ctx, 9)
	require.NoError(t, err)
	require.Equal(t, []claim.Blackout{{ID: list[0].ID, From: last, Until: back, By: claim.ByContact}}, list)

	answer := httptest.NewRecorder()
	publicBlackouts(desk).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/blackouts", nil))
	var public []blackoutJSON
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &public))
	require.Len(t, public, 1)
	require.Equal(t, blackoutJSON{"", last, &back, "contact"}, public[0])
	stop()
	require.NoError(t, <-ended)
}
