package verification_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// TestAnUpgradedBotRecognisesWhatItKnew has another version of the program write down by what claims are recognised.
func TestAnUpgradedBotRecognisesWhatItKnew(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	a, b := s.opened("u1", "anna", sayings[0][0]), s.opened("u2", "anna", sayings[1][0])
	other := matching.Features{Text: []byte("of another version"), Says: true}
	for _, code := range []claim.Code{a.Code, b.Code, "000000"} {
		require.NoError(t, s.store.SaveFeatures(ctx, code, other))
	}
	s.restart()
	require.Nil(t, s.receive("u3", "bota", sayings[0][1]).Into)
	require.NoError(t, s.desk.Renew(ctx))
	require.Equal(t, a.Code, s.receive("u4", "dana", sayings[0][1]).Into.Code)
	require.Equal(t, b.Code, s.receive("u5", "dana", sayings[1][1]).Into.Code)
	require.NotContains(t, s.remembered(), claim.Code("000000"), "there is no such claim")

	require.NoError(t, s.store.SaveFeatures(ctx, a.Code, other))
	require.Nil(t, s.receive("u6", "elena", sayings[0][1]).Into)
	require.NoError(t, s.desk.Renew(ctx))
	require.Nil(t, s.receive("u7", "fatima", sayings[0][1]).Into, "two versions side by side would undo it for ever")
}
