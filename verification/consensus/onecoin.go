package consensus

import "math"

// oneCoin estimates one reliability for every verifier: they give the right answer with that chance and else any other
// one. It needs few votes and works for open questions too, where every claim has answers of its own (Zhao et al.,
// VLDB 2012, without the false positives). Likelihoods are raised to a power below 1.
//
// It returns the probabilities by slot, those of settled claims as they would have followed without the outcome, and
// the reliabilities.
func (p *dataset) oneCoin() (mu, reliability []float64) {
	const (
		power        = 0.75
		right, wrong = 8.0, 4.0
	)
	mu = append([]float64(nil), p.share...)
	r, n := make([]float64, len(p.Verifiers)), make([]float64, len(p.Verifiers))
	for _, w := range p.who {
		n[w]++
	}
	lr, lw := make([]float64, len(r)), make([]float64, len(r))
	prior := make([]float64, p.k)
	most := p.k
	for i := range p.Claims {
		most = max(most, p.options(i))
	}
	buffer := make([]float64, most)
	others := make([]float64, most+1) // log of how many wrong answers there are
	for i := 2; i < len(others); i++ {
		others[i] = math.Log(float64(i - 1))
	}

	weigh := func(i int, odds func(w int32) float64) []float64 {
		l := buffer[:p.options(i)]
		clear(l)
		if p.closed {
			copy(l, prior)
		}
		for j := p.start[i]; j < p.start[i+1]; j++ {
			l[p.what[j]] += odds(p.who[j]) + power*others[len(l)]
		}
		return l
	}
	for range rounds {
		for w := range r {
			r[w] = right
		}
		for i := range p.Claims {
			m := mu[p.slot[i]:p.slot[i+1]]
			for j := p.start[i]; j < p.start[i+1]; j++ {
				r[p.who[j]] += m[p.what[j]]
			}
		}
		if p.closed {
			p.moved(mu, prior)
		}
		for w := range r {
			q := likely(r[w] / (n[w] + right + wrong))
			lr[w], lw[w] = power*math.Log(q), power*math.Log(1-q)
			lr[w] -= lw[w]
		}
		var change float64
		for i := range p.Claims {
			if p.settled[i] < 0 {
				change += replace(mu[p.slot[i]:p.slot[i+1]], weigh(i, func(w int32) float64 { return lr[w] }))
			}
		}
		if change < tolerance*float64(len(p.Claims)) {
			break
		}
	}
	for i := range p.Claims {
		s := p.settled[i]
		if s < 0 {
			continue
		}
		hit := map[int32]float64{}
		for j := p.start[i]; j < p.start[i+1]; j++ {
			if p.what[j] == s {
				hit[p.who[j]] = 1
			}
		}
		replace(mu[p.slot[i]:p.slot[i+1]], weigh(i, func(w int32) float64 {
			q := likely((r[w] - hit[w]) / (n[w] - 1 + right + wrong))
			return power * math.Log(q/(1-q))
		}))
	}
	for w := range r {
		r[w] = likely(r[w] / (n[w] + right + wrong))
	}
	return mu, r
}

// likely keeps a reliability away from certainty.
func likely(q float64) float64 { return min(max(q, 0.01), 0.99) }
