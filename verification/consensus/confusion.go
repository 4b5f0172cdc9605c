package consensus

import "math"

// confusion estimates what every verifier answers for each outcome: the model of Dawid and Skene (Applied Statistics,
// 1979) with Dirichlet pseudo-counts, as in BCC (Kim and Ghahramani, AISTATS 2012), and likelihoods raised to a power
// below 1. With many answers the rows are too many to be learned, and lean towards the verifier's plain reliability.
//
// It returns the probabilities by slot and, for claims with a known outcome, those that would have followed without it.
func (p *dataset) confusion() []float64 {
	const (
		power          = 0.75
		pseudo         = 5.0 // pseudo-counts of a row; the right answer has four times the weight of each wrong one
		right, wrong   = 8.0, 4.0
		manyRowsFrom   = 5
		leanPerAnswer  = 2.0
		leanAtMost     = 12.0
		diagonalWeight = 4.0
	)
	k := p.k
	lean := min(leanAtMost, leanPerAnswer*max(0, float64(k-manyRowsFrom)))
	off := pseudo / (diagonalWeight + float64(k-1))
	mu := append([]float64(nil), p.share...)
	table := make([]float64, len(p.Verifiers)*k*k) // by verifier, answer given, outcome
	counts := make([]float64, len(table))
	prior, l := make([]float64, k), make([]float64, k)

	count := func() {
		clear(counts)
		for i := range p.Claims {
			m := mu[i*k : i*k+k]
			for j := p.start[i]; j < p.start[i+1]; j++ {
				row := counts[(int(p.who[j])*k+int(p.what[j]))*k:][:k]
				for z, x := range m {
					row[z] += x
				}
			}
		}
	}
	// row is the chance of each answer by a verifier when the outcome is z, after votes were counted.
	row := func(c []float64, z int, q float64, to []float64) {
		var sum float64
		for y := range k {
			x := c[y*k+z] + off + lean*(1-q)/float64(k-1)
			if y == z {
				x = c[y*k+z] + diagonalWeight*off + lean*q
			}
			to[y] = x
			sum += x
		}
		for y := range to {
			to[y] = power * math.Log(to[y]/sum)
		}
	}
	reliability := func(c []float64) float64 {
		r, n := right, right+wrong
		for y := range k {
			for z := range k {
				n += c[y*k+z]
			}
			r += c[y*k+y]
		}
		return r / n
	}
	for range rounds {
		count()
		p.moved(mu, prior)
		for w := range p.Verifiers {
			c, t := counts[w*k*k:][:k*k], table[w*k*k:][:k*k]
			q := 0.0
			if lean > 0 {
				q = reliability(c)
			}
			for z := range k {
				row(c, z, q, l)
				for y := range k {
					t[y*k+z] = l[y]
				}
			}
		}
		var change float64
		for i := range p.Claims {
			if p.settled[i] >= 0 {
				continue
			}
			copy(l, prior)
			for j := p.start[i]; j < p.start[i+1]; j++ {
				t := table[(int(p.who[j])*k+int(p.what[j]))*k:][:k]
				for z, x := range t {
					l[z] += x
				}
			}
			change += replace(mu[i*k:i*k+k], l)
		}
		if change < tolerance*float64(len(p.Claims)) {
			break
		}
	}
	// What would have been said of the settled claims: their own votes are taken out of the counts.
	one := make([]float64, k*k)
	for i := range p.Claims {
		if p.settled[i] < 0 {
			continue
		}
		copy(l, prior)
		to := make([]float64, k)
		for j := p.start[i]; j < p.start[i+1]; j++ {
			copy(one, counts[int(p.who[j])*k*k:][:k*k])
			one[int(p.what[j])*k+int(p.settled[i])]--
			q := reliability(one)
			for z := range k {
				row(one, z, q, to)
				l[z] += to[p.what[j]]
			}
		}
		replace(mu[i*k:i*k+k], l)
	}
	return mu
}
