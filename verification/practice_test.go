package verification_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// knownClaims has a reviewer make so many claims to practise on.
func (s *stage) knownClaims(n int) []claim.Code {
	s.t.Helper()
	s.reviewer("judge")
	var codes []claim.Code
	for k := range n {
		cause := fmt.Sprint("known", k)
		c, err := s.desk.Submit(s.t.Context(), cause, s.person("judge"), "at judge", claim.Content{Text: moderation.Foreign("Бұл рас па? " + cause)})
		require.NoError(s.t, err)
		_, err = s.desk.Choose(s.t.Context(), cause+".open", "judge", c.Code, claim.Truth)
		require.NoError(s.t, err)
		_, err = s.makeKnown("judge", cause+".known", c.Code, claim.False)
		require.NoError(s.t, err)
		codes = append(codes, c.Code)
	}
	return codes
}

// asksOf are the claims that wait for somebody.
func (s *stage) asksOf(id claim.PersonID) []claim.Code {
	s.t.Helper()
	w, err := s.store.Workload(s.t.Context(), id)
	require.NoError(s.t, err)
	var codes []claim.Code
	for _, seat := range w.Open() {
		codes = append(codes, seat.Code)
	}
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

	require.Empty(t, s.asksOf("new"), "nothing is asked for having joined")
	require.NoError(t, s.desk.Feed(t.Context()))
	waiting := s.asksOf("new")
	require.Len(t, waiting, 2, "as many as of others")
	for i, answer := range []string{claim.False, claim.True} {
		require.Contains(t, known, waiting[i])
		_, err := s.desk.Answer(t.Context(), fmt.Sprint("a", i), s.person("new"), waiting[i], claim.Reply{Choice: answer})
		require.NoError(t, err)
		// Changing it afterwards makes nobody look better.
		_, err = s.desk.Answer(t.Context(), fmt.Sprint("b", i), s.person("new"), waiting[i], claim.Reply{Choice: claim.False})
		require.NoError(t, err)
	}
	require.Empty(t, s.asksOf("new"), "nothing follows at once, which would tell practice from work")
	p := s.person("new")
	require.False(t, p.Training, "two were enough")
	require.Equal(t, 2, p.Practised)
	require.InDelta(t, 1, p.Record.Right, .02, "one of two was right")
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Empty(t, s.asksOf("new"))
}

// Whatever a new volunteer is asked first may be practice or work.
func TestTheFirstQuestionsDoNotTellPracticeFromWork(t *testing.T) {
	t.Parallel()
	for way, ask := range map[string]func(s *stage) error{
		"asked unasked": func(s *stage) error { return s.desk.Feed(s.t.Context()) },
		"by /next": func(s *stage) error {
			_, _, err := s.desk.Next(s.t.Context(), s.person("new"))
			return err
		},
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			first := map[bool]int{}
			for seed := range 20 {
				s := newStage(t)
				s.seed = uint64(seed)
				s.rules.Policy.Practice, s.rules.Policy.OpenAsks = 2, 1
				s.restart()
				known := s.knownClaims(1)
				s.opened("real", "citizen", sayings[0][0])
				s.join("new")
				require.True(t, s.person("new").Training)
				require.NoError(t, ask(s))
				waiting := s.asksOf("new")
				require.Len(t, waiting, 1)
				first[waiting[0] == known[0]]++
			}
			require.Positive(t, first[true], "practice comes first at times")
			require.Positive(t, first[false], "and work does")
		})
	}
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
	_, err := s.desk.TakeDown(t.Context(), "down", s.person("judge"), known[0], claim.WithdrawnHarmful, "it names somebody")
	require.NoError(t, err)
	s.join("new")
	require.False(t, s.person("new").Training)
}

func TestAssessmentIsStoredAndUsed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := &play{question: claim.Truth, clock: s.clock}
	s.perform(p)
	require.NoError(t, s.desk.Assess(t.Context()))
	a, found, err := s.store.Assessment(t.Context())
	require.NoError(t, err)
	require.True(t, found)
	for i := range verifiers {
		require.Positive(t, a.Of[claim.PersonID(fmt.Sprint("v", i+1))].Reliability)
	}
	require.Empty(t, a.Groups)
	groups, err := s.desk.Groups(t.Context(), s.person("r1"))
	require.NoError(t, err)
	require.Empty(t, groups)
	_, err = s.desk.Groups(t.Context(), s.person("v1"))
	require.ErrorIs(t, err, claim.NotReviewer)
}

func TestPracticeKeepsTheBoundsOfWork(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.Practice = 9
	s.restart()
	s.knownClaims(4)
	s.join("new")
	for range 3 {
		require.NoError(t, s.desk.Feed(t.Context()))
		require.Len(t, s.asksOf("new"), s.rules.Policy.OpenAsks, "no more questions at once than of any")
	}
}

// Once somebody else wants to know it, what is practised on is asked of everybody, and still of those who practise.
func TestWhatOthersAskIsAskedOfAll(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.rules.Policy.Practice = 1
	s.restart()
	s.join("old")
	s.reviewer("r")
	text := sayings[0][0]
	s.rules.Policy.OpenAsks = 9
	c := s.opened("u1", "r", text)
	require.Contains(t, s.asksOf("old"), c.Code)
	_, err := s.desk.Skip(ctx, "u2", s.person("old"), c.Code)
	require.NoError(t, err)
	_, err = s.makeKnown("r", "u3", c.Code, claim.False)
	require.NoError(t, err)
	s.join("other")
	_, err = s.desk.SetPerson(ctx, "other", func(p *claim.Person) { p.Training = false })
	require.NoError(t, err)
	require.NoError(t, s.desk.Feed(ctx))
	require.Empty(t, s.asksOf("other"))
	require.NotNil(t, s.receive("u4", "anna", sayings[0][1]).Into, "it is recognised")
	require.NoError(t, s.desk.Feed(ctx))
	require.Contains(t, s.asksOf("other"), c.Code)
}

func TestWhoIsForgottenIsInNoQueue(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.rules.Policy.Practice = 1
	s.restart()
	s.knownClaims(1)
	s.join("new")
	waiting := func() []claim.PersonID {
		ids, err := s.store.Sample(ctx, claim.Queue{Language: claim.Kazakh, Subject: "practice"}, 9)
		require.NoError(t, err)
		return ids
	}
	require.Equal(t, []claim.PersonID{"new"}, waiting())
	require.NoError(t, s.desk.Forget(ctx, "new"))
	require.Empty(t, waiting())
}

func TestWhatIsSentForPracticeIsRefusedOncePeopleAskIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.reviewer("r")
	c, err := s.desk.Practise(ctx, "u1", s.person("r"), "at r", said(sayings[0][0]), claim.False)
	require.NoError(t, err)
	require.Equal(t, claim.StatusReceived, c.Status, "nobody is asked yet")
	again, err := s.desk.Practise(ctx, "u1", s.person("r"), "at r", said(sayings[0][0]), claim.False)
	require.NoError(t, err)
	require.Equal(t, c.Code, again.Code, "it came twice")
	require.Equal(t, 1, again.Proposal.Number)
	s.opened("u2", "anna", sayings[0][1])
	_, err = s.desk.Confirm(ctx, "u3", s.person("r2"), c.Code, 1)
	require.ErrorIs(t, err, claim.OfCitizens)
	_, err = s.desk.Practise(ctx, "u4", s.person("r"), "at r", said(sayings[0][2]), claim.False)
	if err != nil { // what is the same beyond doubt
		require.ErrorIs(t, err, claim.OfCitizens)
	}

	c, err = s.desk.Practise(ctx, "u5", s.person("r"), "at r", said(sayings[1][0]), claim.False)
	require.NoError(t, err)
	c, err = s.desk.Confirm(ctx, "u6", s.person("r2"), c.Code, 1)
	require.NoError(t, err)
	require.Equal(t, claim.StatusOpen, c.Status)
	require.Equal(t, claim.False, c.Known)
	require.Equal(t, s.clock.Now().Add(s.rules.Policy.Deadline), c.Deadline)

	// A call to gather is looked at first, as of anybody.
	c, err = s.desk.Practise(ctx, "u7", s.person("r"), "at r", said("Все на площадь Республики сегодня в 18:00! Приходите все!"), claim.False)
	require.NoError(t, err)
	c, err = s.desk.Confirm(ctx, "u8", s.person("r2"), c.Code, 1)
	require.NoError(t, err)
	require.Equal(t, claim.StatusStopped, c.Status)
	require.Empty(t, c.Known)
}
