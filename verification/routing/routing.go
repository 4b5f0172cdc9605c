// Package routing decides whom to ask next. It is pure: what it needs to know comes in, whom to ask comes out.
//
// The bot asks; nobody chooses what to vote on. That choice at random is the strongest defence against a pile-on, so
// randomness comes from the caller and is never something that a volunteer can steer.
package routing

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// Candidate is somebody who could be asked.
type Candidate struct {
	ID   string
	Open int // questions that they were asked and have not answered yet
}

// Pick chooses up to n of the candidates: those with the least unanswered questions first, at random among equals.
// The order of the candidates does not matter, only rng does.
func Pick(rng *rand.Rand, candidates []Candidate, n int) []string {
	pool := slices.Clone(candidates)
	slices.SortFunc(pool, func(a, b Candidate) int { return cmp.Compare(a.ID, b.ID) })
	pool = slices.CompactFunc(pool, func(a, b Candidate) bool { return a.ID == b.ID })
	rng.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	slices.SortStableFunc(pool, func(a, b Candidate) int { return cmp.Compare(a.Open, b.Open) })
	picked := make([]string, 0, max(0, min(n, len(pool))))
	for _, c := range pool[:max(0, min(n, len(pool)))] {
		picked = append(picked, c.ID)
	}
	return picked
}
