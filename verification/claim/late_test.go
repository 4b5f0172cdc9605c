package claim

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/consensus"
)

// engine are rules that weigh votes as the bot does.
func engine() Rules {
	rule := consensus.Default()
	rule.MinVoters = 3
	r := small
	r.Judge = rule
	return r
}

// outWithLate is a claim whose result, False, is out by the answers of a to e, and about which f to l were asked in time.
func outWithLate(r Rules) *Claim {
	c := fresh()
	r.Policy.RoundSize, r.Policy.MaxAsked = 12, 12
	_ = c.Open(t0, "chosen", Truth, r)
	c.Ask(t0, crowd(12), r)
	for _, id := range crowd(5) {
		_ = c.Answer(t0.Add(10*time.Minute), "answer."+string(id), id, Reply{Choice: False}, VoterWeight{Reliability: .85}, r)
	}
	_ = c.Approve(t0.Add(20*time.Minute), "approve", "reviewer", Consent{}, r)
	c.commit()
	return c
}

// in20 is when the result of outWithLate is out.
var in20 = t0.Add(20 * time.Minute)

func TestAnAnswerOfBeforeTheResultCountsThoughItComesLate(t *testing.T) {
	t.Parallel()
	r := engine()
	c := outWithLate(r)
	require.Equal(t, StatusPublished, c.Status)
	now := t0.Add(20 * time.Hour)
	yes := func(id PersonID, at time.Time) error {
		return c.Answer(now, "late."+string(id), id, Reply{Choice: True, At: at}, VoterWeight{Reliability: .9}, r)
	}
	require.ErrorIs(t, yes("f", time.Time{}), Closed, "an answer of now")
	require.ErrorIs(t, yes("f", in20.Add(time.Second)), Closed, "who gave it could have seen the result")
	require.ErrorIs(t, yes("f", now.Add(-8*24*time.Hour)), Closed, "that is no delay")
	require.ErrorIs(t, yes("x", in20), Closed, "who was not asked")
	require.ErrorIs(t, yes("asker", in20), Closed)
	require.ErrorIs(t, yes("a", in20), Closed, "nobody changes their mind after the end")
	require.Empty(t, c.kinds())

	require.NoError(t, yes("f", in20))
	require.NoError(t, yes("g", t0.Add(-time.Hour)))
	require.Equal(t, t0, c.Votes["g"].At, "nobody answers before they are asked")
	require.Equal(t, in20, c.Votes["f"].At)
	require.NoError(t, yes("h", in20))
	require.Equal(t, StatusPublished, c.Status)
	require.Equal(t, False, c.Verdict.Answer, "nothing is changed by itself")
	require.Equal(t, in20, c.EndedAt, "nor is the end any later")
	require.NotNil(t, c.Challenge)
	require.Less(t, c.Challenge.Confidence, .75)
	require.True(t, c.Waits())
	require.NoError(t, c.AddEvidence(now, "source", "f", &Evidence{Link: "https://example.org"}, SawIt, r), "with their source")
	require.ErrorIs(t, c.AddEvidence(now, "source 2", "i", &Evidence{Link: "https://example.org"}, SawIt, r), Closed)

	require.ErrorIs(t, c.Approve(now, "keep", "f", Consent{}, r), Involved)
	require.ErrorIs(t, c.Approve(now, "keep", "asker", Consent{}, r), Involved)
	require.NoError(t, c.Approve(now, "keep", "reviewer2", Consent{}, r))
	require.Nil(t, c.Challenge)
	require.True(t, c.Upheld("keep"))
	require.False(t, c.Waits())
	require.ErrorIs(t, c.Uphold(now, "again", "reviewer2"), NotOpen)
	for _, id := range []PersonID{"i", "j", "k"} {
		require.NoError(t, yes(id, in20))
	}
	require.Equal(t, True, c.Challenge.Answer, "more of them, and a reviewer is asked again")
	byTwo(t, func(by PersonID) error { return c.Correct(now, string("correct"+by), by, True, "late answers", r) })
	require.Nil(t, c.Challenge)
	require.False(t, c.Waits())
	require.NoError(t, yes("l", in20))
	require.Nil(t, c.Challenge, "what a reviewer said stands")
}

func TestWhoIsCutOffWhenTheResultComesOutIsHeardAsLongAsTheyAre(t *testing.T) {
	t.Parallel()
	r := engine()
	c := fresh()
	r.Policy.RoundSize = 12
	require.NoError(t, c.Open(t0, "chosen", Truth, r))
	c.Ask(t0, crowd(12), r)
	c.Account(t0.Add(5*time.Minute), dark(Mangystau, time.Minute, 0), []PersonID{"f", "g", "h"})
	for _, id := range crowd(5) {
		require.NoError(t, c.Answer(t0.Add(10*time.Minute), "answer."+string(id), id, Reply{Choice: False}, VoterWeight{Reliability: .85}, r))
	}
	require.NoError(t, c.Approve(in20, "approve", "reviewer", Consent{}, r))
	now := t0.Add(20 * time.Hour)
	late := func(id PersonID, reply Reply) error {
		return c.Answer(now, fmt.Sprint("late.", id, reply.At), id, reply, VoterWeight{Reliability: .9}, r)
	}
	require.ErrorIs(t, late("f", Reply{Choice: True, At: now.Add(-time.Hour)}), Closed, "they were back by then")
	require.ErrorIs(t, late("i", Reply{Choice: True, Dark: true}), Closed, "they were not cut off when it came out")
	for _, id := range []PersonID{"f", "g", "h"} {
		require.NoError(t, late(id, Reply{Choice: True, At: now.Add(-time.Hour), Dark: true}))
	}
	require.NotNil(t, c.Challenge)
}

func TestLateAnswersDecideWhatWasUndecided(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.Ask(t0, []PersonID{"x"}, small)
	require.NoError(t, c.Answer(t0.Add(time.Minute), "1", "a", Reply{Choice: False}, VoterWeight{Reliability: .7}, small))
	c.Tick(t0.Add(48*time.Hour), small)
	c.commit()
	at := t0.Add(47 * time.Hour)
	require.NoError(t, c.Answer(t0.Add(60*time.Hour), "2", "b", Reply{Choice: False, At: at}, VoterWeight{Reliability: .7}, small))
	require.Equal(t, []Kind{KindAnswered}, c.kinds(), "not enough yet")
	require.NoError(t, c.Answer(t0.Add(60*time.Hour), "3", "c", Reply{Choice: False, At: at}, VoterWeight{Reliability: .7}, small))
	require.Equal(t, []Kind{KindAnswered, KindGivenBack, KindDecided}, c.kinds())
	require.Equal(t, StatusDecided, c.Status, "and reviewers look, as always")
}

// TestOnlyDisagreementAndOnlyOfBeforeTheEndReopens holds the rule against answers by chance.
func TestOnlyDisagreementAndOnlyOfBeforeTheEndReopens(t *testing.T) {
	t.Parallel()
	r := engine()
	type late struct {
		id     PersonID
		answer string
		at     time.Time
		weight float64
	}
	rapid.Check(t, func(t *rapid.T) {
		ids := crowd(12)[5:]
		var all []late
		for _, id := range ids {
			all = append(all, late{
				id, rapid.SampledFrom(append([]string{DontKnow}, TruthAnswers...)).Draw(t, "answer"),
				t0.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "minutes")) * time.Minute),
				rapid.Float64Range(.3, .95).Draw(t, "weight"),
			})
		}
		play := func(list []late) *Claim {
			c := outWithLate(r)
			for _, l := range list {
				err := c.Answer(t0.Add(9*time.Hour), "late."+string(l.id), l.id, Reply{Choice: l.answer, At: l.at}, VoterWeight{Reliability: l.weight}, r)
				require.Equal(t, l.at.After(in20), err != nil, "it counts if it was given before the end, and only then")
			}
			require.Equal(t, StatusPublished, c.Status)
			require.Equal(t, 1, c.Version, "no result changes by itself")
			return c
		}
		c := play(all)
		other := play(rapid.Permutation(all).Draw(t, "order"))
		require.Equal(t, c.Challenge != nil, other.Challenge != nil, "in whatever order they come")
		if c.Challenge != nil {
			require.Equal(t, *c.Challenge, *other.Challenge)
		}
		require.Equal(t, Disagrees(c.Judge(r), False), c.Challenge != nil)

		agreeing := slices.DeleteFunc(slices.Clone(all), func(l late) bool { return l.answer != False && l.answer != DontKnow || l.weight < .5 })
		require.Nil(t, play(agreeing).Challenge, "agreement reopens nothing")
		for i, l := range all { // one more who disagrees in the same way never takes it back
			if c.Challenge == nil || l.answer == False || l.answer == DontKnow || l.answer != c.Challenge.Answer || l.at.After(in20) || l.weight < .5 {
				continue
			}
			without := play(slices.Delete(slices.Clone(all), i, i+1))
			if without.Challenge != nil && without.Challenge.Answer == c.Challenge.Answer {
				require.LessOrEqual(t, without.Challenge.Confidence, c.Challenge.Confidence+1e-9)
			}
		}
	})
}

// TestALateAnswerThatAgreesAgainTakesTheDoubtAway without a reviewer.
func TestALateAnswerThatAgreesAgainTakesTheDoubtAway(t *testing.T) {
	t.Parallel()
	r := engine()
	c := outWithLate(r)
	now := t0.Add(time.Hour)
	for i, id := range []PersonID{"f", "g", "h"} {
		require.NoError(t, c.Answer(now, fmt.Sprint(i), id, Reply{Choice: True, At: in20}, VoterWeight{Reliability: .9}, r))
	}
	require.NotNil(t, c.Challenge)
	for i, id := range []PersonID{"i", "j", "k", "l"} {
		require.NoError(t, c.Answer(now, fmt.Sprint("more", i), id, Reply{Choice: False, At: in20}, VoterWeight{Reliability: .9}, r))
	}
	require.Nil(t, c.Challenge)
	require.Equal(t, False, c.Verdict.Answer)
}

func TestALateClaimIsAsUrgentAsIfItHadComeInTime(t *testing.T) {
	t.Parallel()
	c := Replay("K7Q2MX", nil, 0, nil)
	c.Record(&Received{Meta: Meta{At: t0, Then: t0.Add(-20 * time.Hour), Cause: "sent"}, Language: Kazakh, Content: &Content{Text: "Рас па?"}})
	require.NoError(t, c.Open(t0.Add(time.Minute), "chosen", Truth, small))
	require.Equal(t, t0.Add(time.Minute-20*time.Hour), c.urgentSince())
	require.Equal(t, t0.Add(48*time.Hour+time.Minute), c.Deadline, "and has all its time")
	c = fresh()
	require.NoError(t, c.Open(t0, "chosen", Truth, small))
	require.Equal(t, t0, c.urgentSince())
}
