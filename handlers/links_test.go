package handlers

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// TestALinkChangesNothing: whoever sends a link around has nothing done by those who tap it.
func TestALinkChangesNothing(t *testing.T) {
	t.Parallel()
	for name := range commands {
		if byLink[name] != nil {
			continue
		}
		done, err := (&session{}).linked(name + "_T06TBM")
		require.False(t, done, name)
		require.NoError(t, err)
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

// TestCommandsAreTheSameEverywhere: what is made tappable is a command, and what a link may give is done.
func TestCommandsAreTheSameEverywhere(t *testing.T) {
	t.Parallel()
	for name := range commands {
		require.True(t, input.IsCommand[name], name)
	}
	require.Len(t, input.IsCommand, len(commands))
	for name := range input.OpensByLink {
		require.Contains(t, byLink, name)
		require.Contains(t, commands, name)
	}
	require.Len(t, byLink, len(input.OpensByLink))
}
