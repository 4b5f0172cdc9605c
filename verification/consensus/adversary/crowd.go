package adversary

import (
	"math"
	"math/rand/v2"
)

// Crowd plays a crowd as real ones are: claims are easy, hard or misleading, people differ in ability, lean towards some
// answers, share some of that leaning, or do not look at all, a few give most of the votes, and outcomes are not equally
// frequent. Size, number of answers (2 to 12) and votes on a claim (2 to 10) follow from the seed too.
func Crowd(seed uint64) Play {
	r := rand.New(rand.NewPCG(seed, 0xc4003d)) //nolint:gosec // a play is repeated by its seed; nothing is secret
	k := []int{2, 2, 2, 3, 4, 5, 8, 12}[r.IntN(8)]
	claims, people, perClaim := 100+r.IntN(1500), 20+r.IntN(400), 2+r.IntN(9)
	prior := make([]float64, k)
	for z := range prior {
		prior[z] = math.Exp(r.NormFloat64() * 0.6)
	}
	ability := r.NormFloat64()*0.5 + 1.3 + math.Log(float64(k-1))
	differ, hardness := 0.3+r.Float64(), 1.8*r.Float64()
	careless, leaning := 0.3*r.Float64(), 0.25*r.Float64()
	shared := make([]float64, k)
	for z := range shared {
		shared[z] = r.NormFloat64() * leaning
	}
	crowd := make([]person, people)
	busy := 1.3 * r.Float64()
	for w := range crowd {
		crowd[w] = person{
			ability: ability + r.NormFloat64()*differ, careless: r.Float64() < careless, lean: make([]float64, k),
			load: math.Pow(float64(w+1), -busy),
		}
		for z := range crowd[w].lean {
			crowd[w].lean[z] = shared[z] + 0.7*r.NormFloat64()*leaning
		}
	}
	p := Play{Truth: map[string]string{}}
	for i := range claims {
		truth, lure := draw(r, prior), r.IntN(k)
		hard := r.NormFloat64() * hardness
		p.Truth[claim(i)] = answer(truth)
		for _, w := range busiest(r, crowd, min(perClaim, people)) {
			said := draw(r, crowd[w].odds(truth, lure, hard))
			p.Votes = append(p.Votes, Vote{claim(i), verifier(w), answer(said)})
		}
	}
	return p
}

type person struct {
	ability  float64   // log-odds of the right answer
	lean     []float64 // log-odds of each answer, whatever the outcome
	careless bool      // does not look
	load     float64   // how often they vote, beside others
}

// odds are the weights of what the person says.
func (p person) odds(truth, lure int, hard float64) []float64 {
	out := make([]float64, len(p.lean))
	for y := range out {
		l := p.lean[y]
		switch {
		case p.careless:
			l *= 2
		case y == truth:
			l += p.ability - 0.7*max(hard, 0) - 0.3*hard
		case y == lure:
			l += 0.9 * max(hard, 0)
		}
		out[y] = math.Exp(l)
	}
	return out
}

// busiest draws n different people, by how often they vote.
func busiest(r *rand.Rand, crowd []person, n int) []int {
	load := make([]float64, len(crowd))
	for w := range crowd {
		load[w] = crowd[w].load
	}
	out := make([]int, n)
	for i := range out {
		out[i] = draw(r, load)
		load[out[i]] = 0
	}
	return out
}

// draw gives an index by weight.
func draw(r *rand.Rand, weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	u := r.Float64() * sum
	last := 0
	for i, w := range weights {
		if w > 0 {
			last = i
			if u -= w; u < 0 {
				return i
			}
		}
	}
	return last
}
