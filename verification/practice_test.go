package verification_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/screening"
)

// knownClaims has a reviewer make so many claims to practise on.
func (s *stage) knownClaims(n int) []verification.Code {
	s.t.Helper()
	s.reviewer("judge")
	var codes []verification.Code
	for k := range n {
		cause := fmt.Sprint("known", k)
		c, err := s.desk.Submit(s.t.Context(), cause, s.person("judge"), "at judge", verification.Content{Text: screening.Foreign("Бұл рас па? " + cause)})
		require.NoError(s.t, err)
		_, err = s.desk.Choose(s.t.Context(), cause+".open", "judge", c.Code, verification.Truth)
		require.NoError(s.t, err)
		_, err = s.makeKnown("judge", cause+".known", c.Code, verification.False)
		require.NoError(s.t, err)
		codes = append(codes, c.Code)
	}
	return codes
}

// asksOf are the claims that wait for somebody.
func (s *stage) asksOf(id verification.PersonID) []verification.Code {
	s.t.Helper()
	codes, err := s.store.Asks(s.t.Context(), id, s.clock.Now())
	require.NoError(s.t, err)
	return codes
}

func TestPracticeRound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.Practice = 2
	s.restart()
	known := s.knownClaims(3)
	s.join("new")
	require.True(t, s.person("new").Training)

	answers := []string{verification.False, verification.True}
	for i := range 2 {
		waiting := s.asksOf("new")
		require.Len(t, waiting, 1)
		require.Contains(t, known, waiting[0])
		_, err := s.desk.Answer(t.Context(), fmt.Sprint("a", i), s.person("new"), waiting[0], verification.Reply{Choice: answers[i]})
		require.NoError(t, err)
		// Changing it afterwards makes nobody look better.
		_, err = s.desk.Answer(t.Context(), fmt.Sprint("b", i), s.person("new"), waiting[0], verification.Reply{Choice: verification.False})
		require.NoError(t, err)
	}
	p := s.person("new")
	require.False(t, p.Training, "two were enough")
	require.Equal(t, 2, p.Practised)
	require.InDelta(t, 1, p.Record.Right, .02, "one of two was right")
	require.Empty(t, s.asksOf("new"))
}

func TestNobodyIsAskedAboutRealClaimsWhilePractising(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.Practice = 1
	s.restart()
	s.knownClaims(1)
	s.join("new")
	c, err := s.desk.Submit(t.Context(), "real", s.person("citizen"), "at citizen", verification.Content{Text: "Бұл рас па?"})
	require.NoError(t, err)
	_, err = s.desk.Choose(t.Context(), "real.open", "citizen", c.Code, verification.Truth)
	require.NoError(t, err)
	require.NotContains(t, s.asksOf("new"), c.Code)

	// Whoever leaves the practice round lying is asked after a day all the same.
	s.clock.Advance(25 * time.Hour)
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Contains(t, s.asksOf("new"), c.Code)
}

func TestWithoutKnownClaimsThereIsNoPracticeRound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.Practice = 3
	s.restart()
	s.join("new")
	require.False(t, s.person("new").Training)
}

func TestAWithdrawnClaimIsNoMoreToPractiseOn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.Practice = 1
	s.restart()
	known := s.knownClaims(1)
	_, err := s.desk.TakeDown(t.Context(), "down", s.person("judge"), known[0], verification.WithdrawnHarmful, "it names somebody")
	require.NoError(t, err)
	s.join("new")
	require.False(t, s.person("new").Training)
}

func TestAssessmentIsStoredAndUsed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := &play{question: verification.Truth, clock: s.clock}
	s.perform(p)
	require.NoError(t, s.desk.Assess(t.Context()))
	a, found, err := s.store.Assessment(t.Context())
	require.NoError(t, err)
	require.True(t, found)
	for i := range verifiers {
		require.Positive(t, a.Of[verification.PersonID(fmt.Sprint("v", i+1))].Reliability)
	}
	require.Empty(t, a.Groups)
	groups, err := s.desk.Groups(t.Context(), s.person("r1"))
	require.NoError(t, err)
	require.Empty(t, groups)
	_, err = s.desk.Groups(t.Context(), s.person("v1"))
	require.ErrorIs(t, err, verification.NotReviewer)
}
