package verification_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// ledOn is a published claim that was merged into one that is open.
func (s *stage) ledOn() (gone, stays claim.Code) {
	s.t.Helper()
	p := &play{question: claim.Truth, clock: s.clock}
	for _, st := range p.steps() {
		require.NoError(s.t, st.do(s.t.Context(), s.desk), st.name)
		if st.name == "sweep" {
			break
		}
	}
	stays = s.opened("sentb", "citizen3", sayings[1][0]).Code
	s.mergeByTwo(p.code, stays)
	return p.code, stays
}

func (s *stage) mergeByTwo(code, into claim.Code) {
	s.t.Helper()
	for _, id := range []claim.PersonID{"r1", "r2"} {
		_, err := s.desk.Merge(s.t.Context(), string("merge"+code+claim.Code(id)), s.person(id), code, into)
		require.NoError(s.t, err)
	}
	require.Equal(s.t, claim.StatusMerged, s.claim(code).Status)
}

func TestWhatWasMergedIsQuotedNowhere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	gone, _ := s.ledOn()
	require.True(t, s.claim(gone).Public().Quote.Empty())
}

func TestWhatIsWithdrawnTakesAlongWhatLeadsToIt(t *testing.T) {
	t.Parallel()
	for name, ends := range map[string]func(s *stage, stays claim.Code) error{
		"withdrawn": func(s *stage, stays claim.Code) error {
			_, err := s.desk.TakeDown(s.t.Context(), "down", s.person("r2"), stays, claim.WithdrawnHarmful, "")
			return err
		},
		"closed": func(s *stage, stays claim.Code) error {
			_, err := s.desk.Protect(s.t.Context(), "protect", s.person("r2"), stays)
			return err
		},
		"by way of another one": func(s *stage, stays claim.Code) error {
			third := s.opened("sentc", "citizen4", "Tomorrow all schools of the region stay closed because of the frost").Code
			s.mergeByTwo(stays, third)
			_, err := s.desk.TakeDown(s.t.Context(), "down", s.person("r2"), third, claim.WithdrawnHarmful, "")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			gone, stays := s.ledOn()
			require.NoError(t, ends(s, stays))
			c := s.claim(gone)
			require.Equal(t, claim.StatusTakenDown, c.Status)
			require.True(t, c.Public().Quote.Empty())
			require.NotEmpty(t, c.Withdrawn)
		})
	}
}

// TestWhatIsMergedIntoWhatIsWithdrawnIsWithdrawn: the one that goes on was withdrawn while it was merged.
func TestWhatIsMergedIntoWhatIsWithdrawnIsWithdrawn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := &play{question: claim.Truth, clock: s.clock}
	for _, st := range p.steps() {
		require.NoError(t, st.do(t.Context(), s.desk), st.name)
		if st.name == "sweep" {
			break
		}
	}
	stays := s.opened("sentb", "citizen3", sayings[1][0]).Code
	_, err := s.desk.TakeDown(t.Context(), "down", s.person("r2"), stays, claim.WithdrawnHarmful, "")
	require.NoError(t, err)
	for _, id := range []claim.PersonID{"r1", "r2"} {
		_, err := s.desk.Merge(t.Context(), string("merge"+id), s.person(id), p.code, stays)
		require.NoError(t, err)
	}
	require.Equal(t, claim.StatusTakenDown, s.claim(p.code).Status)
}
