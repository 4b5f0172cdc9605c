package routing

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPickIsFairAmongEquals(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	var pool []Candidate
	for i := range 20 {
		pool = append(pool, Candidate{ID: fmt.Sprint(i)})
	}
	count := map[string]int{}
	for range 4000 {
		for _, id := range Pick(rng, pool, 5) {
			count[id]++
		}
	}
	for id, n := range count {
		require.InDelta(t, 1000, n, 150, id)
	}
	require.Len(t, count, 20)
}

func TestPickRules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Candidate {
			return Candidate{rapid.StringMatching(`[a-d][0-9]`).Draw(t, "id"), rapid.IntRange(0, 3).Draw(t, "open")}
		})).Draw(t, "pool")
		n := rapid.IntRange(-1, 10).Draw(t, "n")
		seed := rapid.Uint64().Draw(t, "seed")
		open := map[string]int{}
		for _, c := range pool {
			if _, ok := open[c.ID]; !ok {
				open[c.ID] = c.Open
			}
		}
		picked := Pick(rand.New(rand.NewPCG(seed, 0)), pool, n)
		require.Len(t, picked, max(0, min(n, len(open))))
		seen := map[string]bool{}
		for _, id := range picked {
			require.False(t, seen[id], "nobody twice")
			require.Contains(t, open, id)
			seen[id] = true
		}
	})
}
