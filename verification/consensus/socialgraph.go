package consensus

import (
	"math"
	"slices"
)

// edge says that two verifiers are likelier than others to be on the same side: one invited the other, or they keep
// answering one right after the other.
type edge struct {
	to       int32
	strength float64 // log-odds that one being a member gives the other
}

const (
	inviteStrength = 1.5
	timingStrength = 1.5
	// A pair must be rarer than this by chance before its timing counts: there are many pairs.
	timingSurprise  = 14.0 // nats
	togetherAtLeast = 5
)

type socialGraph [][]edge

func (t socialGraph) add(a, b int32, strength float64) {
	if a != b {
		t[a] = append(t[a], edge{b, strength})
		t[b] = append(t[b], edge{a, strength})
	}
}

// share returns the share of the verifiers who have an edge.
func (t socialGraph) share() float64 {
	n := 0.0
	for _, to := range t {
		if len(to) > 0 {
			n++
		}
	}
	return n / max(float64(len(t)), 1)
}

// smooth averages the value of every verifier with those of their neighbours.
func (t socialGraph) smooth(v []float64) []float64 {
	for range 3 {
		next := append([]float64(nil), v...)
		for w, to := range t {
			if len(to) == 0 {
				continue
			}
			var sum float64
			for _, x := range to {
				sum += v[x.to]
			}
			next[w] = (v[w] + sum/float64(len(to))) / 2
		}
		v = next
	}
	return v
}

// pair is two verifiers, the lower index first, in one sortable number.
func pair(a, b int32) uint64 {
	if a > b {
		a, b = b, a
	}
	return uint64(a)<<32 | uint64(b)
}

func members(p uint64) (a, b int32) { return int32(p >> 32), int32(p & math.MaxUint32) }

// eachRun calls for every pair with how often it is in the list, which it sorts.
func eachRun(pairs []uint64, do func(p uint64, times int)) {
	slices.Sort(pairs)
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j] == pairs[i] {
			j++
		}
		do(pairs[i], j-i)
		i = j
	}
}

// timing ties verifiers who answer one right after the other far more often than the order of answers would bring about
// by chance. It looks at the order only, so that a message to everybody or a night without power changes nothing.
func timing(b *Ballots, t socialGraph) {
	if len(b.at) == 0 {
		return
	}
	var pairs []uint64
	var order []int32
	for i := range b.Claims {
		order = order[:0]
		for j := b.start[i]; j < b.start[i+1]; j++ {
			order = append(order, j)
		}
		slices.SortFunc(order, func(x, y int32) int {
			if b.at[x] != b.at[y] {
				return int(max(-1, min(1, b.at[x]-b.at[y])))
			}
			return int(b.who[x] - b.who[y])
		})
		for k := 1; k < len(order); k++ {
			if b.at[order[k-1]] == 0 || b.at[order[k]] == 0 {
				continue
			}
			pairs = append(pairs, pair(b.who[order[k-1]], b.who[order[k]]))
		}
	}
	index := newIndex(b)
	eachRun(pairs, func(p uint64, together int) {
		if together < togetherAtLeast {
			return
		}
		u, v := members(p)
		var expected float64
		index.shared(u, v, func(claim int, _, _ int32) {
			expected += 2 / float64(b.start[claim+1]-b.start[claim])
		})
		// Chernoff's bound on a Poisson tail.
		x := float64(together)
		if x > expected && x*math.Log(x/expected)-x+expected > timingSurprise {
			t.add(u, v, timingStrength)
		}
	})
}

// index lists the votes of each verifier, by claim.
type index struct {
	*Ballots
	first []int32 // len(Verifiers)+1
	claim []int32
	what  []int32
}

func newIndex(b *Ballots) *index {
	x := &index{Ballots: b, first: make([]int32, len(b.Verifiers)+1), claim: make([]int32, b.Votes()), what: make([]int32, b.Votes())}
	for _, w := range b.who {
		x.first[w+1]++
	}
	for w := range b.Verifiers {
		x.first[w+1] += x.first[w]
	}
	next := append([]int32(nil), x.first...)
	for i := range b.Claims {
		for j := b.start[i]; j < b.start[i+1]; j++ {
			w := b.who[j]
			x.claim[next[w]], x.what[next[w]] = int32(i), b.what[j]
			next[w]++
		}
	}
	return x
}

// shared calls for every claim that both voted on.
func (x *index) shared(u, v int32, do func(claim int, a, b int32)) {
	i, j := x.first[u], x.first[v]
	for i < x.first[u+1] && j < x.first[v+1] {
		switch {
		case x.claim[i] < x.claim[j]:
			i++
		case x.claim[i] > x.claim[j]:
			j++
		default:
			do(int(x.claim[i]), x.what[i], x.what[j])
			i++
			j++
		}
	}
}
