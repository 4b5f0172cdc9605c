package verification_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// What waits for a reviewer may be what must not be asked: until then nobody joins it, and nobody is shown it.
func TestNobodyJoinsWhatIsStopped(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	calls := []string{"Все выходите на площадь Республики завтра в шесть часов вечера", "Все выходите на площадь Республики завтра в шесть вечера, говорят"}
	c := s.opened("u1", "anna", calls[0])
	require.Equal(t, claim.StatusStopped, c.Status)
	for i, text := range calls {
		r := s.receive(fmt.Sprint("s", i), "bota", text)
		require.Nil(t, r.Into)
		require.Empty(t, r.Like)
		_, err := s.desk.Pick(t.Context(), fmt.Sprint("p", i), "bota", r.Claim.Code, c.Code)
		require.Equal(t, claim.NotOpen, err)
	}
	require.Equal(t, []claim.PersonID{"anna"}, askers(s.claim(c.Code)))
}

// Of what was offered, only that is picked which may still be shown.
func TestNobodyPicksWhatWasWithdrawnMeanwhile(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.reviewer("r")
	c := s.opened("u1", "anna", sayings[0][0])
	r := s.receive("u2", "bota", sayings[0][2])
	require.Len(t, r.Like, 1)
	_, err := s.desk.TakeDown(t.Context(), "down", s.person("r"), c.Code, claim.WithdrawnHarmful, "harm")
	require.NoError(t, err)
	_, err = s.desk.Pick(t.Context(), "u3", "bota", r.Claim.Code, c.Code)
	require.Equal(t, claim.NotOpen, err)
	require.Equal(t, []claim.PersonID{"anna"}, askers(s.claim(c.Code)))
}

// Of a question that was refused nothing is kept by which it could be found.
func TestWhatIsRefusedIsNotRecognised(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.Screeners = 2
	s.restart()
	ctx := t.Context()
	c := s.receive("u1", "anna", sayings[0][0]).Claim
	_, err := s.desk.ChooseIdentity(ctx, "u2", "anna", c.Code, claim.ShownByState, "Хабар, 9 қаңтар")
	require.NoError(t, err)
	require.Contains(t, s.remembered(), c.Code)
	s.clock.Advance(49 * time.Hour)
	require.NoError(t, sweep(ctx, s.desk))
	require.Equal(t, claim.StatusRefused, s.claim(c.Code).Status)
	require.Empty(t, s.remembered())
}

// TestWhatIsRecognisedNeedsTheKeysOfTheBot: two bots that were sent the same keep nothing that is the same.
func TestWhatIsRecognisedNeedsTheKeysOfTheBot(t *testing.T) {
	t.Parallel()
	kept := func() (f matching.Features) {
		s := newStage(t)
		s.opened("u1", "anna", sayings[0][0])
		_, err := s.store.Changes(context.Background(), "", func(_ claim.Code, known *matching.Features) { f = *known })
		require.NoError(t, err)
		return f
	}
	one, other := kept(), kept()
	require.NotEmpty(t, one.Text)
	require.NotEqual(t, one.Text, other.Text)
}

// Once what was sent is erased there is nothing that volunteers could be asked about: it stays where it was joined or merged.
func TestWhatIsErasedIsNotTakenApart(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.reviewer("r")
	first := s.opened("u1", "anna", sayings[0][0])
	joined := s.receive("u2", "bota", sayings[0][1]).Claim
	merged := s.opened("u3", "bota", sayings[1][0])
	_, err := s.merge("r", "merge", merged.Code, first.Code)
	require.NoError(t, err)
	for _, code := range []claim.Code{joined.Code, merged.Code} {
		require.NoError(t, s.store.Erase(ctx, code, verification.Everything))
		_, err := s.split("r", "split."+string(code), code)
		require.Equal(t, claim.NotOpen, err)
	}
	_, err = s.desk.SetApart(ctx, "apart", "bota", joined.Code)
	require.Equal(t, claim.NotOpen, err)
	require.Equal(t, []claim.PersonID{"anna", "bota"}, askers(s.claim(first.Code)))
}

// A result that is out needs nobody to be asked: it can be taken out of what it was merged into for as long as it stands.
func TestAResultIsTakenApartWhenItsFilesAreErased(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.reviewer("r")
	s.join("v1", "v2", "v3")
	into, c := s.opened("u1", "anna", sayings[0][0]), s.opened("u2", "bota", sayings[1][0])
	s.publish(c.Code)
	_, err := s.merge("r", "merge", c.Code, into.Code)
	require.NoError(t, err)
	require.NoError(t, s.store.Erase(ctx, c.Code, verification.Everything))
	c, err = s.split("r", "split", c.Code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusPublished, c.Status)
}
