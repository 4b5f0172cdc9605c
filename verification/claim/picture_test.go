package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestAPictureIsShownOnlyWhereNobodyIsHarmed tries every state of a claim: without the word of a reviewer who took no part, without
// a name that may be said, or without a result that is out, no picture stands on a card, nor one that may hold hidden data.
func TestAPictureIsShownOnlyWhereNobodyIsHarmed(t *testing.T) {
	t.Parallel()
	shown := 0
	each([]Status{
		StatusReceived, StatusScreening, StatusOpen, StatusStopped, StatusDecided, StatusPublished, StatusUndecided, StatusTakenDown, StatusMerged, StatusRefused,
	}, func(status Status) {
		each([]string{"photo", "video", "document", "voice", ""}, func(kind string) {
			each([]PersonID{"reviewer", "asker", "voter", ""}, func(by PersonID) {
				for bits := range 8 {
					nameless, hidden, clean := bits&1 > 0, bits&2 > 0, bits&4 > 0
					c := Replay("K7Q2MX", nil, 0, []Requester{{Person: "asker"}})
					c.Status, c.Nameless, c.Votes = status, nameless, map[PersonID]Vote{"voter": {Answer: True}}
					if kind != "" {
						c.Content.Media = []Media{{Kind: kind, Ref: "r", Hidden: hidden, Clean: clean}}
					}
					if by != "" {
						if status == StatusPublished {
							require.Error(t, c.AllowPicture(t0, "x", by), "nobody adds to what is out")
							c.Status = StatusDecided
						}
						_ = c.AllowPicture(t0, "x", by) // what is refused must change nothing
						c.Status = status
					}
					_, is := c.Picture()
					may := status == StatusPublished && by == "reviewer" && !nameless && !hidden && (kind == "photo" || clean && kind != "")
					require.Equal(t, may, is, "%s, %q, by %q, nameless %t, hidden %t, clean %t", status, kind, by, nameless, hidden, clean)
					if is {
						shown++
						require.NoError(t, c.AllowPicture(t0, "y", by))
						_, is = c.Picture()
						require.False(t, is, "it can be taken back")
					}
				}
			})
		})
	})
	require.Equal(t, 5, shown)
}

func each[E any](list []E, do func(E)) {
	for _, e := range list {
		do(e)
	}
}

func TestAnAnswerCountsWithItsOwnTime(t *testing.T) {
	t.Parallel()
	now := time.Date(2022, 1, 9, 18, 0, 0, 0, time.UTC)
	for given, want := range map[time.Duration]time.Time{
		0: now, 30 * time.Second: now, time.Hour: now.Add(-time.Hour), 7 * 24 * time.Hour: now.Add(-7 * 24 * time.Hour),
		8 * 24 * time.Hour: now, -time.Hour: now,
	} {
		require.Equal(t, want, OrNow(UnderWay(now.Add(-given), now), now), "%s ago", given)
	}
	require.Equal(t, now, OrNow(UnderWay(time.Time{}, now), now))
	f := &Answered{Meta: Meta{At: now, Then: now.Add(-time.Hour), By: "v"}, Answer: True}
	c := Replay("K7Q2MX", []Event{f}, 0, nil)
	require.Equal(t, now.Add(-time.Hour), c.Votes["v"].At)
}
