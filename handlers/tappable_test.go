package handlers

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// TestCommandsWithACodeWorkWhenTheyAreTapped: what shows something is a link with the code, what changes something is copied, and what is
// a link or code already stays as it is.
func TestCommandsWithACodeWorkWhenTheyAreTapped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"see /review T06TBM":    `see <a href="https://t.me/rastau_bot?start=review_T06TBM">/review T06TBM</a>`,
		"(/status T06-TBM)":     `(<a href="https://t.me/rastau_bot?start=status_T06TBM">/status T06-TBM</a>)`,
		"/why 3F8-PQ2, /card X": `<a href="https://t.me/rastau_bot?start=why_3F8PQ2">/why 3F8-PQ2</a>, /card X`,
		"/protect T06-TBM.":     "<code>/protect T06-TBM</code>.",
		"/hold T06-TBM REASON":  "<code>/hold T06-TBM</code> REASON",
		"like /status K7Q-2MX":  "like <code>/status K7Q-2MX</code>",
		"/status CODE":          "/status CODE",
		"/nothing T06-TBM":      "/nothing T06-TBM",
		"at /review T06TBM of <code>/hold T06-TBM</code>": `at <a href="https://t.me/rastau_bot?start=review_T06TBM">/review T06TBM</a> of <code>/hold T06-TBM</code>`,
	} {
		require.Equal(t, want, tappable{botName: "rastau_bot"}.tap(text))
	}
	require.Equal(t, "<code>/review T06TBM</code>", tappable{}.tap("/review T06TBM"), "nobody knows where the bot is")
	for name := range byLink {
		require.Contains(t, commands, name)
	}
}

// TestALinkChangesNothing: whoever sends a link around has nothing done by those who tap it.
func TestALinkChangesNothing(t *testing.T) {
	t.Parallel()
	for name := range commands {
		if byLink[name] != nil {
			continue
		}
		done, err := (&talk{}).linked(name + "_T06TBM")
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
