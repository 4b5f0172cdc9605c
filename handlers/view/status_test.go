package view_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// TestAStrangerLearnsNothingOfWhatIsNotOut: whoever has nothing but a code reads one sentence, whatever becomes of the claim.
func TestAStrangerLearnsNothingOfWhatIsNotOut(t *testing.T) {
	t.Parallel()
	now := time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	of := func(status claim.Status) *claim.Claim {
		c := named()
		c.Status, c.Version, c.OutAt = status, 0, time.Time{}
		c.ShownBy, c.Deadline = "the video of Aigul from block 4, Qazaqstan", now.Add(time.Hour)
		c.Stopped, c.RefusedFor, c.PublishAt = claim.StoppedForHarm, string(claim.PerhapsMinor), now.Add(time.Minute)
		c.Requesters = []claim.Requester{{Person: "own"}, {Person: "joined", Via: "ZZZZZZ"}, {Sealed: []byte{1}}}
		return c
	}
	for l, s := range speakers(t) {
		read := func(id claim.PersonID, c *claim.Claim) string {
			return view.Status(s, c, id, view.Progress{Now: now})
		}
		for _, stranger := range []claim.PersonID{"stranger", ""} {
			for _, status := range []claim.Status{
				claim.StatusReceived, claim.StatusScreening, claim.StatusOpen, claim.StatusStopped, claim.StatusDecided,
			} {
				require.Equal(t, s.T("status.pending", "Code", "K7Q-2MX"), read(stranger, of(status)), "%s, %s", status, l)
			}
			for _, status := range []claim.Status{claim.StatusRefused, claim.StatusLapsed, claim.StatusTakenDown} {
				require.Equal(t, s.T("status.unchecked", "Code", "K7Q-2MX"), read(stranger, of(status)), "%s, %s", status, l)
			}
		}
		require.Contains(t, read("own", of(claim.StatusScreening)), "Aigul", "who wrote it reads it")
		require.NotContains(t, read("joined", of(claim.StatusScreening)), "Aigul", "who did not write it does not")
		require.Equal(t, s.T("claim.stopped.harm", "Code", "K7Q-2MX"), read("joined", of(claim.StatusStopped)))
		require.Contains(t, read("own", of(claim.StatusOpen)), s.Moment(now.Add(time.Hour)))

		again := of(claim.StatusOpen)
		again.OutAt = now
		require.Contains(t, read("stranger", again), s.Moment(now.Add(time.Hour)), "what was out is checked once more, and everybody may know")
		again.Status = claim.StatusStopped
		require.Equal(t, s.T("status.pending", "Code", "K7Q-2MX"), read("stranger", again), "… but not why it is stopped")
	}
}

// TestWhereAClaimStandsIsSaidOfEveryStatus in every language.
func TestWhereAClaimStandsIsSaidOfEveryStatus(t *testing.T) {
	t.Parallel()
	for _, s := range speakers(t) {
		for _, status := range []claim.Status{
			claim.StatusReceived, claim.StatusScreening, claim.StatusOpen, claim.StatusStopped, claim.StatusDecided,
			claim.StatusPublished, claim.StatusUndecided, claim.StatusTakenDown, claim.StatusMerged, claim.StatusLapsed,
			claim.StatusRefused,
		} {
			c := out(claim.False)
			c.Status = status
			require.NotEmpty(t, view.Standing(s, c, time.Time{}), status)
		}
		c := out(claim.False)
		c.ApprovedBy = []claim.PersonID{"olga", "talant"}
		said := view.Standing(s, c, time.Time{})
		require.Contains(t, said, "2")
		require.Contains(t, said, s.Time(c.EndedAt))
		require.NotContains(t, said, "olga")
	}
}
