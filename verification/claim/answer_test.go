package claim

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

func TestWhoMayAnswerWhat(t *testing.T) {
	t.Parallel()
	truth, name := Reply{Choice: False}, Reply{Text: "Викрам"}
	long := Reply{Text: moderation.Foreign(strings.Repeat("я", 201))}
	for _, x := range []struct {
		name  string
		claim func(*testing.T) *Claim
		by    PersonID
		reply Reply
		err   error
	}{
		{"asked", func(t *testing.T) *Claim { return asked(t, Truth) }, "a", truth, nil},
		{"not knowing", func(t *testing.T) *Claim { return asked(t, Truth) }, "a", Reply{Choice: DontKnow}, nil},
		{"not asked", func(t *testing.T) *Claim { return asked(t, Truth) }, "x", truth, NotAsked},
		{"who wants to know", func(t *testing.T) *Claim { return asked(t, Truth) }, "asker", truth, OwnClaim},
		{"no question yet", func(*testing.T) *Claim { return fresh() }, "a", truth, NotOpen},
		{"another answer while it is reviewed", func(t *testing.T) *Claim { return decided(t, Truth) }, "a", Reply{Choice: True}, nil},
		{"published", func(t *testing.T) *Claim { return published(t, Truth) }, "a", truth, Closed},
		{"not an answer", func(t *testing.T) *Claim { return asked(t, Truth) }, "a", Reply{Choice: "maybe"}, BadAnswer},
		{"nothing", func(t *testing.T) *Claim { return asked(t, Truth) }, "a", Reply{}, BadAnswer},
		{"text where there are choices", func(t *testing.T) *Claim { return asked(t, Truth) }, "a", name, BadAnswer},
		{"none of the truths", func(t *testing.T) *Claim { return asked(t, Truth) }, "a", Reply{Choice: NoneOfThese}, BadAnswer},
		{"a name", func(t *testing.T) *Claim { return asked(t, Identity) }, "a", name, nil},
		{"a name of 200 letters", func(t *testing.T) *Claim { return asked(t, Identity) }, "a", Reply{Text: long.Text[:400]}, nil},
		{"a longer name", func(t *testing.T) *Claim { return asked(t, Identity) }, "a", long, BadAnswer},
		{"a name without letters", func(t *testing.T) *Claim { return asked(t, Identity) }, "a", Reply{Text: "?!"}, BadAnswer},
		{"a candidate that is still sealed", func(t *testing.T) *Claim { return decided(t, Identity) }, "a", Reply{Choice: "1"}, BadAnswer},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := x.claim(t)
			c.commit()
			err := c.Answer(t0, "cause", x.by, x.reply, VoterWeight{Reliability: .7}, small)
			if x.err != nil {
				require.ErrorIs(t, err, x.err)
				require.Empty(t, c.commit())
				return
			}
			require.NoError(t, err)
			require.Equal(t, &Answered{Meta: Meta{At: t0, Cause: "cause", By: x.by}, Answer: x.reply.Choice, Text: x.reply.Text, Weight: .7}, c.commit()[0])
		})
	}
}

func TestAnAnswerCanBeChangedUntilTheResultIsOut(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	for i, answer := range []string{True, True, DontKnow, False} {
		require.NoError(t, c.Answer(t0.Add(time.Duration(i)), "", "a", Reply{Choice: answer}, VoterWeight{Reliability: .5}, small))
	}
	require.Equal(t, []Kind{KindAnswered, KindAnswered, KindAnswered}, c.kinds(), "the same again is nothing new")
	require.Equal(t, map[PersonID]Vote{"a": {Answer: False, Weight: .5, At: t0.Add(3)}}, c.Votes)
	require.Equal(t, 1, c.Answered())
}

func TestOneNameWrittenInManyWaysIsOneCandidate(t *testing.T) {
	t.Parallel()
	c := asked(t, Identity)
	for i, text := range []string{"Викрам Рузахунов", "Ruzakhunov, Vikram", "Джамал"} {
		require.NoError(t, c.Answer(t0, "", crowd(3)[i], Reply{Text: moderation.Foreign(text)}, VoterWeight{Reliability: .5}, small))
	}
	require.Equal(t, []Candidate{{"1", "Викрам Рузахунов"}, {"2", "Джамал"}}, c.Candidates)
	require.Equal(t, StatusDecided, c.Status)
	require.EqualValues(t, "Викрам Рузахунов", c.AnswerText(c.Verdict.Answer))
	require.EqualValues(t, "Ruzakhunov, Vikram", c.Votes["b"].Text, "everybody's own words are kept")
}

func TestCandidatesAreShownFromTheSecondRoundOn(t *testing.T) {
	t.Parallel()
	c := asked(t, Identity)
	for i, text := range []string{"Викрам", "Джамал", "Азамат"} {
		require.NoError(t, c.Answer(t0, "", crowd(3)[i], Reply{Text: moderation.Foreign(text)}, VoterWeight{Reliability: .5}, small))
	}
	require.False(t, c.Asked["a"].Confirm)
	require.Equal(t, crowd(6)[3:], c.Ask(t0, crowd(6), small))
	require.True(t, c.Asked["d"].Confirm)
	require.Equal(t, []string{"1", "2", "3", NoneOfThese}, c.Answers())
	require.NoError(t, c.Answer(t0, "", "d", Reply{Choice: "1"}, VoterWeight{Reliability: .5}, small))
	require.NoError(t, c.Answer(t0, "", "e", Reply{Choice: NoneOfThese}, VoterWeight{Reliability: .5}, small))
	require.ErrorIs(t, c.Answer(t0, "", "f", Reply{Choice: "4"}, VoterWeight{Reliability: .5}, small), BadAnswer)
	require.NoError(t, c.Answer(t0, "", "f", Reply{Text: "Тимур"}, VoterWeight{Reliability: .5}, small), "who knows better may say so")
}

func TestNoneOfTheseIsNeverAResult(t *testing.T) {
	t.Parallel()
	c := asked(t, Place)
	for i, text := range []string{"Алматы", "Тараз", "Орал"} {
		require.NoError(t, c.Answer(t0, "", crowd(3)[i], Reply{Text: moderation.Foreign(text)}, VoterWeight{Reliability: .5}, small))
	}
	c.Ask(t0, crowd(6), small)
	for _, id := range crowd(6)[3:] {
		require.NoError(t, c.Answer(t0, "", id, Reply{Choice: NoneOfThese}, VoterWeight{Reliability: .5}, small))
	}
	require.Equal(t, StatusUndecided, c.Status)
}

func TestALoneProposalIsNotHalfRightByStandingAlone(t *testing.T) {
	t.Parallel()
	r := small
	var field []string
	r.Judge = judgeFunc(func(answers []string, _ []consensus.Vote) consensus.Verdict {
		field = answers
		return consensus.Verdict{}
	})
	c := asked(t, Identity)
	require.NoError(t, c.Answer(t0, "", "a", Reply{Text: "Викрам"}, VoterWeight{Reliability: .5}, r))
	require.Equal(t, []string{"1", NoneOfThese, "unproposed2", "unproposed3"}, field)
}

type judgeFunc func([]string, []consensus.Vote) consensus.Verdict

func (f judgeFunc) Judge(answers []string, votes []consensus.Vote) consensus.Verdict {
	return f(answers, votes)
}

func TestAVerdictIsFrozenWhileItIsReviewed(t *testing.T) {
	t.Parallel()
	c := decided(t, Truth)
	c.commit()
	require.NoError(t, c.Answer(t0, "", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	require.Equal(t, []Kind{KindAnswered}, c.kinds())
	require.NoError(t, c.Answer(t0, "", "b", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	require.Equal(t, []Kind{KindAnswered}, c.kinds())
	require.Equal(t, False, c.Verdict.Answer, "what comes later stays out")
	require.Equal(t, 2, c.Since(small.Policy).Answers)
	require.ErrorIs(t, c.TakeIn(t0, "", "a", small), Involved)
	require.NoError(t, c.TakeIn(t0, "", "reviewer1", small))
	require.Equal(t, []Kind{KindDecided}, c.kinds())
	require.Equal(t, True, c.Verdict.Answer)
	require.ErrorIs(t, c.TakeIn(t0, "", "reviewer1", small), AlreadyDone)
	require.NoError(t, c.Answer(t0, "", "b", Reply{Choice: Unproven}, VoterWeight{Reliability: .5}, small))
	require.NoError(t, c.TakeIn(t0, "", "reviewer1", small))
	require.Equal(t, []Kind{KindAnswered, KindDoubted, KindWidened}, c.kinds())
	require.Equal(t, StatusOpen, c.Status)
	require.Equal(t, 3, c.Wanted())
}

func TestEvidence(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	source := &Evidence{Link: "https://example.org"}
	require.ErrorIs(t, c.AddEvidence(t0, "1", "a", source, SawIt, small), NotAsked, "first the answer")
	require.NoError(t, c.Answer(t0, "2", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	c.commit()
	require.ErrorIs(t, c.AddEvidence(t0, "3", "x", source, "", small), NotAsked)
	require.ErrorIs(t, c.AddEvidence(t0, "4", "a", nil, "", small), Empty)
	require.ErrorIs(t, c.AddEvidence(t0, "5", "a", source, "hearsay", small), Empty)
	require.Empty(t, c.kinds())
	require.NoError(t, c.AddEvidence(t0, "6", "a", source, "", small))
	require.NoError(t, c.AddEvidence(t0, "7", "a", nil, SawIt, small))
	require.Equal(t, []Evidence{*source}, c.Evidence)
	require.NoError(t, c.Answer(t0, "8", "a", Reply{Choice: False}, VoterWeight{Reliability: .5}, small))
	require.Equal(t, SawIt, c.Votes["a"].EvidenceBasis)
	require.ErrorIs(t, published(t, Truth).AddEvidence(t0, "9", "a", source, "", small), Closed)
}

func TestWhoIsStruckCountsNoLonger(t *testing.T) {
	t.Parallel()
	c := decided(t, Truth)
	for _, id := range crowd(2) {
		require.NoError(t, c.AddEvidence(t0, "", id, &Evidence{Text: moderation.Foreign(string(id))}, "", small))
	}
	c.commit()
	c.Strike(t0, "1", []PersonID{"x"}, small)
	require.Empty(t, c.kinds(), "who was not asked has said nothing")
	c.Strike(t0, "2", []PersonID{"a", "x"}, small)
	require.Equal(t, []Kind{KindStruck, KindDoubted}, c.kinds())
	require.Equal(t, []PersonID{"b", "c"}, c.Voters())
	require.Equal(t, []Evidence{{Text: "b"}}, c.Evidence)
	require.Equal(t, 1, c.Wanted(), "somebody else is asked")
	require.False(t, c.MayAsk("a"))
	ended := published(t, Truth)
	ended.commit()
	ended.Strike(t0, "3", crowd(3), small)
	require.Empty(t, ended.kinds(), "what is out is corrected by people, not by itself")
}
