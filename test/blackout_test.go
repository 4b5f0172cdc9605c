package test

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/claim"
)

// TestWhatTelegramKeptCountsWithItsOwnTime has the bot cut off for twenty hours, in which somebody answers, and a frightened
// person writes forty messages: all of it is taken, as of when it was sent.
func TestWhatTelegramKeptCountsWithItsOwnTime(t *testing.T) {
	t.Parallel()
	h := newHouse(t, io.Discard, 2, func(s *config.Settings) {
		s.Policy.RoundSize, s.Policy.MaxAsked, s.Policy.MinVoters, s.Policy.Confidence = 2, 4, 2, 0.4
	})
	ctx := t.Context()
	s := &script{house: h, people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}, last: map[string]telegramtest.Message{}}
	for _, name := range []string{"Marat", "Ilya"} {
		s.person("verifier", name, "en")
	}
	s.person("person", "Dana", "en")
	s.person("reviewer", "Olga", "en")
	dana := s.people["Dana"]
	require.NoError(t, h.app.Desk.Outages.InTouch(ctx, h.clock.Now()))
	dana.Says("Is it true that the bridge on the Chu road is closed for the whole month?")
	h.settle()
	s.deed(dana, "Dana", "presses", "[Is it true]")
	s.told()
	require.Len(t, s.codes, 1)
	code, ok := claim.ParseCode(s.codes[0])
	require.True(t, ok)

	// The next time that the bot asks for updates, no answer comes.
	back := make(chan struct{})
	h.tg.Break(telegramtest.Fault{Method: "getUpdates", Until: back})
	dana.Says("/status " + s.codes[0])
	_, err := dana.Waits(ctx, telegramtest.Containing("volunteers are checking"))
	require.NoError(t, err)
	h.clock.Advance(time.Hour)
	sent := h.clock.Now().Truncate(time.Second) // Telegram dates messages by the second
	s.people["Marat"].Says("/vote " + s.codes[0] + " false")
	s.people["Olga"].Says("/blackout mangystau on")
	for range 40 {
		dana.Says("Do you know anything about what happens at the bridge?")
		h.clock.Advance(10 * time.Second)
	}
	h.clock.Advance(20 * time.Hour)
	require.NoError(t, h.app.Tick(ctx))
	require.NoError(t, h.app.Desk.Outages.InTouch(ctx, h.clock.Now()))
	close(back)
	h.settle()
	c, err := h.app.Desk.Claim(ctx, code)
	require.NoError(t, err)
	require.Len(t, c.Votes, 1)
	for _, v := range c.Votes {
		require.Equal(t, sent, v.At)
	}
	require.Greater(t, c.Paused(h.clock.Now()), 20*time.Hour, "while it was cut off, no time passed")
	for _, a := range c.Asked {
		require.NotEqual(t, claim.Back, a.State, "and nobody lost what they were asked")
	}
	dark, err := h.app.Desk.Outages.Blackouts(ctx, 10)
	require.NoError(t, err)
	at := map[claim.Region]time.Time{}
	for _, b := range dark {
		at[b.Region] = b.From
	}
	require.Equal(t, sent, at[claim.Mangystau], "a blackout that was declared meanwhile counts from then")
	for _, m := range dana.Inbox() {
		require.NotContains(t, m.Text, "faster than I can read")
	}
}
