package verification_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// TestOpenDataNameNobodyAsTheBotDoes: who has them and a name of the bot's own cannot tell what that one answered.
func TestOpenDataNameNobodyAsTheBotDoes(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.reviewer("reviewer")
	voters := []claim.PersonID{"volunteer-1", "volunteer-2", "volunteer-3"}
	s.join(voters...)
	c := s.opened("u1", "anna", sayings[0][0])
	for _, id := range voters {
		_, err := s.desk.Answer(ctx, "a."+string(id), s.person(id), c.Code, claim.Reply{Choice: claim.False})
		require.NoError(t, err)
	}
	_, err := s.desk.Approve(ctx, "approve", s.person("reviewer"), c.Code, "", claim.Consent{})
	require.NoError(t, err)
	var open []claim.OpenClaim
	require.NoError(t, s.desk.Export(ctx, func(o claim.OpenClaim) error {
		open = append(open, o)
		return nil
	}))
	require.Len(t, open, 1)
	require.Len(t, open[0].Votes, len(voters))
	text, err := json.Marshal(open)
	require.NoError(t, err)
	for _, name := range append(voters, "anna", "reviewer") {
		require.NotContains(t, string(text), name)
		require.NotContains(t, string(text), s.vault.PseudonymOf("voter", string(name))[:12], "nor by another domain's")
	}
}
