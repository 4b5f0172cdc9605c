package verification_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// proposedMerge is a claim of which r1 wants that it goes on as another one.
func (s *stage) proposedMerge() *claim.Claim {
	s.t.Helper()
	s.panel(map[claim.PersonID]string{"r1": "1", "r2": "2", "r3": "3"})
	first, other := s.opened("u1", "anna", sayings[0][0]), s.opened("u2", "bota", sayings[1][0])
	_, err := s.desk.Merge(s.t.Context(), "u3", s.person("r1"), first.Code, other.Code)
	require.NoError(s.t, err)
	s.heard.all()
	return s.claim(first.Code)
}

func TestTheOthersHearThatAReviewerIsGone(t *testing.T) {
	t.Parallel()
	for name, goes := range map[string]func(s *stage) error{
		"banned": func(s *stage) error {
			_, err := s.desk.Ban(s.t.Context(), "ban", "operator", "r1")
			return err
		},
		"left":      func(s *stage) error { return s.desk.Leave(s.t.Context(), "leave", "r1") },
		"forgotten": func(s *stage) error { return s.desk.Forget(s.t.Context(), "r1") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			c := s.proposedMerge()
			require.NoError(t, goes(s))
			require.Empty(t, s.claim(c.Code).Proposal.Change)
			said := s.heard.all()
			require.Contains(t, said, "alert of retired by  r2: open v0")
			require.Contains(t, said, "alert of retired by  r3: open v0")
			waiting, err := s.desk.Waiting(t.Context(), s.person("r2"), 9)
			require.NoError(t, err)
			require.Empty(t, waiting)
		})
	}
}

// TestNothingTakesEffectByTheWordOfWhoIsGone: their record is gone, and nothing was done on the claims that waited.
func TestNothingTakesEffectByTheWordOfWhoIsGone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	c := s.proposedMerge()
	require.NoError(t, s.store.DeletePerson(t.Context(), "r1"))
	_, err := s.desk.Confirm(t.Context(), "u4", s.person("r2"), c.Code, c.Proposal.Number)
	require.ErrorIs(t, err, claim.NoProposal)
	require.Equal(t, claim.StatusOpen, s.claim(c.Code).Status)
	require.Empty(t, s.claim(c.Code).Proposal.Change)
}
