package handlers

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
)

// TestAStrangerLearnsNothingOfWhatIsNotOut: whoever has nothing but a code reads one sentence, whatever becomes of the claim.
func TestAStrangerLearnsNothingOfWhatIsNotOut(t *testing.T) {
	t.Parallel()
	now := time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	of := func(status verification.Status) *verification.Claim {
		c := named()
		c.Status, c.Version, c.OutAt = status, 0, time.Time{}
		c.ShownBy, c.Deadline = "the video of Aigul from block 4, Qazaqstan", now.Add(time.Hour)
		c.Stopped, c.RefusedFor, c.PublishAt = verification.StoppedForHarm, string(verification.PerhapsMinor), now.Add(time.Minute)
		c.Askers = []verification.Asker{{Person: "own"}, {Person: "joined", Via: "ZZZZZZ"}, {Sealed: []byte{1}}}
		return c
	}
	for l, s := range speakers(t) {
		read := func(id verification.PersonID, c *verification.Claim) string {
			return view.Status(s, c, id, view.Progress{Now: now})
		}
		for _, stranger := range []verification.PersonID{"stranger", ""} {
			for _, status := range []verification.Status{
				verification.StatusReceived, verification.StatusScreening, verification.StatusOpen, verification.StatusStopped, verification.StatusDecided,
			} {
				require.Equal(t, s.T("status.pending", "Code", "K7Q-2MX"), read(stranger, of(status)), "%s, %s", status, l)
			}
			for _, status := range []verification.Status{verification.StatusRefused, verification.StatusLapsed, verification.StatusTakenDown} {
				require.Equal(t, s.T("status.unchecked", "Code", "K7Q-2MX"), read(stranger, of(status)), "%s, %s", status, l)
			}
		}
		require.Contains(t, read("own", of(verification.StatusScreening)), "Aigul", "who wrote it reads it")
		require.NotContains(t, read("joined", of(verification.StatusScreening)), "Aigul", "who did not write it does not")
		require.Equal(t, s.T("claim.stopped.harm", "Code", "K7Q-2MX"), read("joined", of(verification.StatusStopped)))
		require.Contains(t, read("own", of(verification.StatusOpen)), "09.01.2022 13:00")

		again := of(verification.StatusOpen)
		again.OutAt = now
		require.Contains(t, read("stranger", again), "09.01.2022 13:00", "what was out is checked once more, and everybody may know")
		again.Status = verification.StatusStopped
		require.Equal(t, s.T("status.pending", "Code", "K7Q-2MX"), read("stranger", again), "… but not why it is stopped")
	}
}
