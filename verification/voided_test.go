package verification_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

func TestWhoseApprovalIsVoidIsToldSo(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	code := s.identity()
	for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
		_, err := s.desk.Answer(ctx, string(id), s.person(id), code, claim.Reply{Text: "Викрам Рузахунов"})
		require.NoError(t, err)
	}
	_, err := s.desk.Approve(ctx, "yes", s.person("r1"), code, s.claim(code).DraftTag(), claim.Consent{})
	require.NoError(t, err)
	_, err = s.desk.AddEvidence(ctx, "source", s.person("v1"), code, &claim.Evidence{Link: moderation.Foreign("https://example.org/x")}, "")
	require.NoError(t, err)
	s.heard.all()
	_, err = s.desk.TakeIn(ctx, "take in", s.person("r2"), code)
	require.NoError(t, err)
	heard := s.heard.all()
	require.Contains(t, heard, "voided r1: decided v0")
	require.Contains(t, heard, "review r1: decided v0", "and reads the new draft")
	require.NotContains(t, heard, "voided r2: decided v0")
}
