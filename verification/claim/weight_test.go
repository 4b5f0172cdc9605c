package claim

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/consensus/adversary"
)

// byRule decides by the real rule, with few voters.
var byRule = Rules{Policy: small.Policy, Judge: consensus.Bayes{Tempering: .5, Confidence: .8, MinVoters: 3}}

// voted is a claim on which so many people of that reliability have said it is false.
func voted(t *testing.T, n int, reliability float64) *Claim {
	t.Helper()
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", Truth, byRule))
	c.Ask(t0, crowd(n), byRule)
	for _, id := range crowd(n) {
		require.NoError(t, c.Answer(t0.Add(time.Minute), "answer."+string(id), id, Reply{Choice: False}, VoterWeight{Reliability: reliability}, byRule))
	}
	return c
}

func TestAVerdictThatWaitsStaysAsItWasReached(t *testing.T) {
	t.Parallel()
	c := voted(t, 3, .9)
	require.Equal(t, StatusDecided, c.Status)
	require.Equal(t, 3, c.Verdict.Voters)

	c.Reweigh(t0.Add(time.Hour), map[PersonID]VoterWeight{"a": {Reliability: .9}, "z": {Reliability: .1}}, byRule)
	require.Equal(t, StatusDecided, c.Status)
	require.Equal(t, KindDecided, c.fresh[len(c.fresh)-1].Kind(), "nothing is new, so nothing is noted")

	// All three turn out to be one voice: reviewers are shown that the verdict would not stand, and decide.
	together := map[PersonID]VoterWeight{}
	for _, id := range crowd(3) {
		together[id] = VoterWeight{Reliability: .9, CollusionGroup: "a"}
	}
	c.Reweigh(t0.Add(2*time.Hour), together, byRule)
	require.Equal(t, StatusDecided, c.Status)
	require.Equal(t, 3, c.Verdict.Voters)
	require.False(t, c.Since(byRule.Policy).Verdict.Decided)
	require.NoError(t, c.TakeIn(t0.Add(3*time.Hour), "take in", "reviewer", byRule))
	require.Equal(t, StatusOpen, c.Status)
	require.Equal(t, 1, c.Judge(byRule).Voters)
	require.Positive(t, c.Wanted())

	again := Replay(c.Code, c.fresh, 0, nil)
	require.Equal(t, c.Votes, again.Votes, "it is in the ledger")
	require.Equal(t, StatusOpen, again.Status)
}

func TestNothingIsReweighedOnceItIsOut(t *testing.T) {
	t.Parallel()
	c := voted(t, 3, .9)
	require.NoError(t, c.Approve(t0.Add(time.Hour), "yes", "reviewer", Consent{}, byRule))
	require.Equal(t, StatusPublished, c.Status)
	n := len(c.fresh)
	c.Reweigh(t0.Add(2*time.Hour), map[PersonID]VoterWeight{"a": {Reliability: .3}}, byRule)
	require.Len(t, c.fresh, n)
}

func TestGivesUpWhenNobodyStillToBeAskedCouldDecide(t *testing.T) {
	t.Parallel()
	r := Rules{Policy: small.Policy, Judge: consensus.Bayes{Tempering: .25, Confidence: .95, MinVoters: 3}}
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", Truth, r))
	c.Ask(t0, crowd(3), r)
	for i, answer := range []string{True, False, Unproven} {
		require.NoError(t, c.Answer(t0, fmt.Sprint(i), crowd(3)[i], Reply{Choice: answer}, VoterWeight{Reliability: .7}, r))
	}
	require.Equal(t, StatusUndecided, c.Status, "three more could not outweigh this")
}

func TestKnownClaims(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	require.ErrorIs(t, c.MakeKnown(t0, "k", "r", "perhaps", true, small), BadAnswer)
	byTwo(t, func(by PersonID) error { return c.MakeKnown(t0, string(by), by, False, true, small) })
	require.NoError(t, c.MakeKnown(t0, "k2", "r", False, true, small), "saying it again changes nothing")
	require.Equal(t, False, c.Known)
	require.ErrorIs(t, opened(t, Identity).MakeKnown(t0, "k", "r", False, true, small), NotOpen)
	require.ErrorIs(t, decided(t, Truth).MakeKnown(t0, "k", "r", False, true, small), NotOpen)
}

// ended is a claim as its ledger would have it after these votes, with a result out at the time given.
func ended(code string, votes []adversary.Vote, out time.Time) *Claim {
	c := Replay(Code(code), nil, 0, nil)
	c.Status, c.Question, c.OutAt = StatusPublished, Truth, out
	for i, v := range votes {
		answer := map[string]string{"a0": True, "a1": False}[v.Answer]
		c.Votes[PersonID(v.Verifier)] = Vote{Answer: answer, At: t0.Add(time.Duration(i) * time.Minute)}
	}
	return c
}

func TestAssessmentFindsThoseWhoActTogether(t *testing.T) {
	t.Parallel()
	s := adversary.Standard(60, .35)
	s.Claims, s.Targets = 600, .25
	p := s.Perform(5)
	byClaim := map[string][]adversary.Vote{}
	for _, v := range p.Votes {
		byClaim[v.Claim] = append(byClaim[v.Claim], v)
	}
	e := NewElections()
	for _, code := range slices.Sorted(maps.Keys(byClaim)) {
		c := ended(code, byClaim[code], time.Time{})
		if outcome, known := p.Settled[code]; known {
			c.Known = map[string]string{"a0": True, "a1": False}[outcome]
		}
		e.Add(c)
	}
	e.Known.Trusted = p.Trusted
	a := e.Assess(t0)
	voices := map[string]int{}
	for id, s := range a.Of {
		require.Positive(t, s.Reliability)
		if s.CollusionGroup != "" {
			require.True(t, p.Sybil[string(id)], "an honest person is called a member")
			voices[s.CollusionGroup]++
		}
	}
	require.Len(t, voices, 1)
	require.Len(t, a.Groups, 1)
	require.GreaterOrEqual(t, len(a.Groups[0].Members), 19, "of 21")
	require.Empty(t, a.Suspects(a.Groups[0].Members[3]), "those in a group never see it")
	require.Len(t, a.Suspects("somebody else"), 1)
}

func TestAnswersGivenAfterTheResultWasOutTellNothing(t *testing.T) {
	t.Parallel()
	e := NewElections()
	e.Add(ended("K7Q2MX", []adversary.Vote{{Verifier: "early", Answer: "a0"}, {Verifier: "late", Answer: "a0"}}, t0.Add(30*time.Second)))
	require.Equal(t, map[PersonID]bool{"early": true}, e.Voters)
}

func TestACallToGoSomewhereWaitsForAReviewer(t *testing.T) {
	t.Parallel()
	open := func(t *testing.T) *Claim {
		t.Helper()
		c := Replay("K7Q2MX", nil, 0, []Requester{{Person: "asker"}})
		c.Record(&Received{Meta: Meta{At: t0}, Content: &Content{Text: "Все выходите на площадь сегодня вечером!"}})
		require.NoError(t, c.Open(t0, "chosen", Truth, small))
		return c
	}
	c := open(t)
	require.Equal(t, StatusStopped, c.Status)
	require.Zero(t, c.Wanted())
	require.Empty(t, c.Ask(t0, crowd(3), small))
	require.ErrorIs(t, c.Release(t0, "r", "asker", small), Involved)
	at := t0.Add(10 * time.Hour)
	require.NoError(t, c.Release(at, "r", "reviewer", small))
	require.Equal(t, StatusOpen, c.Status)
	require.Equal(t, at.Add(small.Policy.Deadline), c.Deadline, "it has all its time from then on")
	require.ErrorIs(t, c.Release(at, "r2", "reviewer", small), NotOpen)

	c = open(t)
	c.Tick(c.Due(), small)
	require.Equal(t, StatusUndecided, c.Status, "nobody let it through")
}
