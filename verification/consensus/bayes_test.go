package consensus

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var truth = []string{"true", "misleading", "false", "unproven"}

func same(answer string, n int, q float64) []Vote {
	votes := make([]Vote, n)
	for i := range votes {
		votes[i] = Vote{Answer: answer, Reliability: q}
	}
	return votes
}

func TestBayesTable(t *testing.T) {
	t.Parallel()
	newcomer := Record{}.Reliability()
	for name, tc := range map[string]struct {
		votes   []Vote
		answer  string
		decided bool
	}{
		"nobody":                       {nil, "", false},
		"five newcomers agree":         {same("false", 5, newcomer), "false", false},
		"eight newcomers agree":        {same("false", 8, newcomer), "false", true},
		"five proven people agree":     {same("true", 5, .95), "true", true},
		"four proven are too few":      {same("true", 4, .99), "true", false},
		"an even split":                {append(same("true", 5, .8), same("false", 5, .8)...), "false", false},
		"an unknown answer is no vote": {same("perhaps", 9, .9), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := Default().Judge(truth, tc.votes)
			require.Equal(t, tc.answer, v.Answer)
			require.Equal(t, tc.decided, v.Decided, "confidence %.3f", v.Confidence)
		})
	}
}

func genVotes(t *rapid.T) []Vote {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Vote {
		return Vote{
			rapid.SampledFrom(truth).Draw(t, "answer"), rapid.Float64Range(.05, .99).Draw(t, "q"),
			rapid.SampledFrom([]string{"", "", "", "a", "b"}).Draw(t, "voice"),
		}
	}), 1, 15).Draw(t, "votes")
}

func TestOrderOfVotesChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		votes := genVotes(t)
		want := Default().Judge(truth, votes)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(votes), func(i, j int) { votes[i], votes[j] = votes[j], votes[i] })
		got := Default().Judge(truth, votes)
		require.InDelta(t, want.Confidence, got.Confidence, 1e-9)
		require.Equal(t, want.Decided, got.Decided)
	})
}

func TestAgreeingVoteOfReliablePersonNeverLowersConfidence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		votes := genVotes(t)
		before := Default().Judge(truth, votes)
		after := Default().Judge(truth, append(votes, Vote{Answer: before.Answer, Reliability: rapid.Float64Range(.3, .99).Draw(t, "q")}))
		require.Equal(t, before.Answer, after.Answer)
		require.GreaterOrEqual(t, after.Confidence, before.Confidence-1e-12)
	})
}

func TestConfidenceIsAProbability(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := Default().Judge(truth[:rapid.IntRange(1, 4).Draw(t, "k")], genVotes(t))
		require.GreaterOrEqual(t, v.Confidence, 0.0)
		require.LessOrEqual(t, v.Confidence, 1.0)
	})
}

func TestRecordLearns(t *testing.T) {
	t.Parallel()
	require.InDelta(t, 4.0/6, Record{}.Reliability(), 1e-12)
	r := Record{}
	for range 10 {
		r = r.Add(1)
	}
	require.InDelta(t, 14.0/16, r.Reliability(), 0.002)
	for range 1000 {
		r = r.Add(0)
	}
	require.Less(t, r.Reliability(), 0.05, "what was long ago fades")
}

func TestThoseWhoActTogetherAreHeardOnce(t *testing.T) {
	t.Parallel()
	bloc := same("false", 9, .8)
	for i := range bloc {
		bloc[i].Voice = "bloc"
	}
	v := Default().Judge(truth, bloc)
	require.Equal(t, 1, v.Voters)
	require.False(t, v.Decided)
	alone := Default().Judge(truth, same("false", 1, .8))
	require.InDelta(t, alone.Confidence, v.Confidence, 1e-12)
	bloc[8].Answer = "true"
	require.InDelta(t, alone.Confidence, Default().Judge(truth, bloc).Confidence, 1e-12, "most of them say so")
	require.Zero(t, Default().Judge(truth, bloc[7:]).Voters, "evenly split, they say nothing")
}

func BenchmarkJudge(b *testing.B) {
	votes := append(same("false", 9, .7), same("true", 6, .7)...)
	for b.Loop() {
		Default().Judge(truth, votes)
	}
}
