package assignment

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func crowd(n int, reliability float64) []Candidate {
	pool := make([]Candidate, n)
	for i := range pool {
		pool[i] = Candidate{ID: fmt.Sprint(i), Reliability: reliability}
	}
	return pool
}

// often counts how often each is among the picked.
func often(times int, c Claim, pool []Candidate, n int) map[string]int {
	rng := rand.New(rand.NewPCG(1, 2))
	count := map[string]int{}
	for range times {
		for _, id := range Pick(rng, c, pool, n) {
			count[id]++
		}
	}
	return count
}

func TestPickIsFairAmongEquals(t *testing.T) {
	t.Parallel()
	count := often(4000, Claim{Answers: 4}, crowd(20, .7), 5)
	for id, n := range count {
		require.InDelta(t, 1000, n, 150, id)
	}
	require.Len(t, count, 20)
}

func TestWhoCanTellMoreIsAskedMoreButNobodyNever(t *testing.T) {
	t.Parallel()
	pool := crowd(20, .7)
	pool[0].Reliability = .95
	pool[1].Reliability = .25 // tells nothing about one of four answers
	pool[2].Open = 2
	pool[3].Recent = 30
	count := often(4000, Claim{Answers: 4}, pool, 5)
	require.Greater(t, count["0"], count["5"]*5/4)
	for _, id := range []string{"1", "2", "3"} {
		require.Less(t, count[id], count["5"]*3/4, id)
		require.Positive(t, count[id], id)
	}
}

// A pile-on needs to get into the draw for a claim of its choice. A bloc gets one voice there, however many it is.
func TestPileOnCannotSteerTheDraw(t *testing.T) {
	t.Parallel()
	pool := crowd(40, .7)
	for i := range 20 {
		pool[i].Voice = "bloc"
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		members := 0
		for _, id := range Pick(rng, Claim{Answers: 4}, pool, 10) {
			if len(id) == 1 || id[0] == '1' {
				members++
			}
		}
		require.LessOrEqual(t, members, 1)
	}
	for _, id := range Pick(rng, Claim{Answers: 4, Asked: map[string]bool{"bloc": true}}, pool, 20) {
		require.NotContains(t, []string{"0", "5", "19"}, id)
	}
}

func TestPickRules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Candidate {
			return Candidate{
				ID: rapid.StringMatching(`[a-d][0-9]`).Draw(t, "id"), Open: rapid.IntRange(0, 3).Draw(t, "open"),
				Recent: rapid.IntRange(0, 50).Draw(t, "recent"), Reliability: rapid.Float64Range(0, 1).Draw(t, "q"),
			}
		})).Draw(t, "pool")
		n := rapid.IntRange(-1, 10).Draw(t, "n")
		c := Claim{Answers: rapid.IntRange(0, 6).Draw(t, "answers"), Confidence: rapid.Float64Range(0, 1).Draw(t, "p")}
		people := map[string]bool{}
		for _, k := range pool {
			people[k.ID] = true
		}
		picked := Pick(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)), c, pool, n)
		require.Len(t, picked, max(0, min(n, len(people))))
		seen := map[string]bool{}
		for _, id := range picked {
			require.False(t, seen[id], "nobody twice")
			require.True(t, people[id])
			seen[id] = true
		}
	})
}

func TestGain(t *testing.T) {
	t.Parallel()
	unknown, settled := Claim{Answers: 4}, Claim{Answers: 4, Confidence: .99}
	require.Greater(t, unknown.gain(.9), unknown.gain(.7), "who is right more often tells more")
	require.Greater(t, unknown.gain(.7), settled.gain(.7), "what is nearly certain leaves little to tell")
	require.InDelta(t, 0, unknown.gain(.25), 1e-9, "who guesses tells nothing")
	rapid.Check(t, func(t *rapid.T) {
		c := Claim{Answers: rapid.IntRange(0, 30).Draw(t, "k"), Confidence: rapid.Float64Range(0, 1).Draw(t, "p")}
		require.GreaterOrEqual(t, c.gain(rapid.Float64Range(0, 1).Draw(t, "q")), 0.0)
	})
}

func TestUrgentClaimsComeFirstAndNoneStarves(t *testing.T) {
	t.Parallel()
	opened := time.Date(2022, 1, 9, 18, 0, 0, 0, time.UTC)
	require.Less(t, Rank(opened, Demand{Askers: 8}), Rank(opened, Demand{Askers: 1}), "many ask")
	require.Less(t, Rank(opened, Demand{Askers: 1}), Rank(opened.Add(4*time.Hour), Demand{Askers: 8}), "it has waited")
	require.Less(t, Rank(opened, Demand{Askers: 8, LastHour: 6}), Rank(opened, Demand{Askers: 8, LastHour: 1}), "it spreads")
	require.InDelta(t, Rank(opened, Demand{}), Rank(opened, Demand{Askers: 1, LastHour: 1}), 0, "one asker is no crowd")
	require.InDelta(t, Rank(opened, Demand{Askers: 2, LastHour: 2}), Rank(opened, Demand{Askers: 2, LastHour: 9}), 0, "no more of late than in all")

	var waiting []Waiting
	for i := range 30 {
		waiting = append(waiting, Waiting{ID: fmt.Sprint(i), Claim: Claim{Answers: 4}, Rank: float64(i)})
	}
	waiting[1].Asked = map[string]bool{"bloc": true}
	rng := rand.New(rand.NewPCG(5, 6))
	first := map[string]int{}
	for range 2000 {
		ids := Order(rng, waiting, .8, "bloc")
		require.Len(t, ids, 30)
		require.Equal(t, "1", ids[29], "somebody of their group was asked")
		first[ids[0]]++
	}
	require.Greater(t, first["0"], first["4"])
	require.Positive(t, first["4"], "chance decides among the most urgent")
	require.Zero(t, first["20"])
}
