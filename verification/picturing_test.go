package verification

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestAPictureIsShownOnlyWhereNobodyIsHarmed tries every state of a claim: without a reviewer's word, without a name that may
// be said, or without a result that is out, no picture stands on a card.
func TestAPictureIsShownOnlyWhereNobodyIsHarmed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Replay("K7Q2MX", nil, 0, []Asker{{Person: "asker"}})
		c.Status = rapid.SampledFrom([]Status{
			StatusReceived, StatusScreening, StatusOpen, StatusStopped, StatusDecided, StatusPublished, StatusUndecided, StatusTakenDown, StatusMerged, StatusRefused,
		}).Draw(t, "status")
		c.Nameless = rapid.Bool().Draw(t, "nameless")
		hidden, clean := rapid.Bool().Draw(t, "hidden"), rapid.Bool().Draw(t, "clean")
		kind := rapid.SampledFrom([]string{"photo", "video", "document", "voice"}).Draw(t, "kind")
		if rapid.Bool().Draw(t, "media") {
			c.Content.Media = []Media{{Kind: kind, Ref: "r", Hidden: hidden, Clean: clean}}
		}
		by := rapid.SampledFrom([]PersonID{"reviewer", "asker"}).Draw(t, "by")
		err := c.AllowPicture(time.Now(), "x", by)
		_, shown := c.Picture()
		if shown {
			require.NoError(t, err)
			require.Equal(t, StatusPublished, c.Status)
			require.False(t, c.Nameless)
			require.False(t, hidden)
			require.True(t, kind == "photo" || clean)
			require.Equal(t, PersonID("reviewer"), by)
		}
		c.Status = StatusTakenDown
		_, shown = c.Picture()
		require.False(t, shown)
	})
}

func TestAnAnswerCountsWithItsOwnTime(t *testing.T) {
	t.Parallel()
	now := time.Date(2022, 1, 9, 18, 0, 0, 0, time.UTC)
	for given, want := range map[time.Duration]time.Time{
		0: now, 30 * time.Second: now, time.Hour: now.Add(-time.Hour), 7 * 24 * time.Hour: now.Add(-7 * 24 * time.Hour),
		8 * 24 * time.Hour: now, -time.Hour: now,
	} {
		require.Equal(t, want, orNow(underWay(now.Add(-given), now), now), "%s ago", given)
	}
	require.Equal(t, now, orNow(underWay(time.Time{}, now), now))
	f := Fact{Kind: Answered, At: now, Then: now.Add(-time.Hour), By: "v", Answer: True}
	c := Replay("K7Q2MX", []Fact{f}, 0, nil)
	require.Equal(t, now.Add(-time.Hour), c.Votes["v"].At)
}
