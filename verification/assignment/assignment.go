// Package assignment decides whom to ask next, and about what. It is pure: what it needs to know comes in, whom to ask comes
// out.
//
// The bot asks; nobody chooses what to vote on. That choice by chance is the strongest defence against a pile-on, so
// chance comes from the caller, is part of every choice, and is never something that a volunteer can steer.
package assignment

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Candidate is somebody who could be asked.
type Candidate struct {
	ID          string
	Open        int     // questions that they were asked and have not answered yet
	Recent      int     // answers that they gave in the last day
	Reliability float64 // chance that an answer of theirs is right
	Voice       string  // of those who act together with them; "" for most
}

// Claim is what is known of a claim that wants people.
type Claim struct {
	Answers    int     // how many answers it can have
	Confidence float64 // probability of the best one by now; 0 when nobody has voted
	// Asked are the voices of groups of which somebody was asked already.
	Asked map[string]bool
}

// Pick chooses up to n of the candidates, by chance. Who can tell more about the claim, waits on fewer questions and
// answered fewer of late is likelier to be chosen, but nobody is ever sure to be, or not to be. Of those who act together
// one is asked at most. The order of the candidates does not matter, only rng does.
func Pick(rng *rand.Rand, c Claim, candidates []Candidate, n int) []string {
	pool := slices.Clone(candidates)
	slices.SortFunc(pool, func(a, b Candidate) int { return cmp.Compare(a.ID, b.ID) })
	pool = slices.CompactFunc(pool, func(a, b Candidate) bool { return a.ID == b.ID })
	most := 0.0
	for _, k := range pool {
		most = max(most, c.gain(k.Reliability))
	}
	drawn := draw(rng, len(pool), func(i int) float64 {
		k := pool[i]
		return share(c.gain(k.Reliability), most) / float64(1+k.Open) / (1 + float64(k.Recent)/restful)
	})
	picked := make([]string, 0, max(0, min(n, len(pool))))
	asked := map[string]bool{}
	for _, i := range drawn {
		k := pool[i]
		if len(picked) >= n {
			break
		}
		if k.Voice != "" && (c.Asked[k.Voice] || asked[k.Voice]) {
			continue
		}
		asked[k.Voice] = true
		picked = append(picked, k.ID)
	}
	return picked
}

// restful is how many answers in a day halve the chance to be asked again.
const restful = 10

// leastShare is what somebody who can tell us least counts, beside one who can tell most: enough that newcomers are heard
// and become known.
const leastShare = 0.25

func share(gain, most float64) float64 {
	if most <= 0 {
		return 1
	}
	return leastShare + (1-leastShare)*gain/most
}

// Waiting is a claim that wants people.
type Waiting struct {
	ID string
	Claim
	Rank float64 // see [Rank]
}

// Order puts claims in the order in which somebody of that reliability should be asked about them: among the most urgent
// by chance, those first on which they can tell us most. Claims on which somebody was asked who acts together with them
// come last.
func Order(rng *rand.Rand, waiting []Waiting, reliability float64, voice string) []string {
	const urgent = 5 // so many are drawn among; the rest follow by urgency, so that none waits for ever
	pool := slices.Clone(waiting)
	slices.SortFunc(pool, func(a, b Waiting) int {
		heard := func(w Waiting) int {
			if voice != "" && w.Asked[voice] {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(heard(a), heard(b)), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID))
	})
	pool = slices.CompactFunc(pool, func(a, b Waiting) bool { return a.ID == b.ID })
	first := pool[:min(urgent, len(pool))]
	most := 0.0
	for _, w := range first {
		most = max(most, w.gain(reliability))
	}
	ids := make([]string, 0, len(pool))
	for _, i := range draw(rng, len(first), func(i int) float64 {
		return share(first[i].gain(reliability), most) / float64(1+i)
	}) {
		ids = append(ids, first[i].ID)
	}
	for _, w := range pool[len(first):] {
		ids = append(ids, w.ID)
	}
	return ids
}

// draw gives 0 to n-1 in an order by chance in which the weightier come sooner (weighted sampling without replacement;
// Efraimidis and Spirakis, 2006).
func draw(rng *rand.Rand, n int, weight func(i int) float64) []int {
	when := make([]float64, n)
	order := make([]int, n)
	for i := range n {
		when[i], order[i] = rng.ExpFloat64()/max(weight(i), 1e-12), i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(when[a], when[b]) })
	return order
}

// Demand is who wants to know a claim.
type Demand struct {
	Askers   int // in all
	LastHour int // of those, who asked in the last hour
}

// Rank says how urgent a claim is: a lower one comes sooner. It is when the claim was opened, in milliseconds, brought
// forward by an hour for every doubling of those who ask, and by another for every doubling of those who asked of late: what
// spreads now does harm now. Time brings every claim to the front.
func Rank(opened time.Time, d Demand) float64 {
	doublings := math.Log2(float64(max(d.Askers, 1))) + math.Log2(float64(max(min(d.LastHour, d.Askers), 1)))
	return float64(opened.UnixMilli()) - doublings*float64(time.Hour.Milliseconds())
}

// gain is how much an answer of somebody of that reliability is expected to tell about the claim, in nats: the mutual
// information of their answer and the outcome (cf. Zheng et al., "QASCA", SIGMOD 2015).
func (c Claim) gain(reliability float64) float64 {
	k := float64(max(c.Answers, 2))
	best := min(max(c.Confidence, 1/k), 1-1e-9)
	q := min(max(reliability, 0.01), 0.99)
	wrong := (1 - q) / (k - 1)
	sayBest := best*q + (1-best)*wrong
	sayOther := (1 - sayBest) / (k - 1)
	said := -xlogx(sayBest) - (k-1)*xlogx(sayOther)
	given := -xlogx(q) - (k-1)*xlogx(wrong)
	return max(said-given, 0)
}

func xlogx(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x * math.Log(x)
}
