package consensus

// weighted is the Bayesian weighted average of Li, Rubinstein and Cohn ("Exploiting worker correlation for label
// aggregation", ICML 2019): a verifier's weight is (15+n)/(b+Σ|outcome−answer|²). It says nothing about which wrong
// answers they give, and so holds where there are few votes.
func (p *dataset) weighted() []float64 {
	const strength = 15.0
	mu := append([]float64(nil), p.share...)
	weight, miss, n := make([]float64, len(p.Verifiers)), make([]float64, len(p.Verifiers)), make([]float64, len(p.Verifiers))
	var disagreement float64
	for i := range p.Claims {
		m := mu[p.slot[i]:p.slot[i+1]]
		for j := p.start[i]; j < p.start[i+1]; j++ {
			disagreement += 1 - m[p.what[j]]
			n[p.who[j]]++
		}
	}
	b := strength * max(disagreement/float64(max(p.Votes(), 1)), 0.01)
	most := 0
	for i := range p.Claims {
		most = max(most, p.options(i))
	}
	buffer := make([]float64, most)
	average := func(i int) []float64 {
		l := buffer[:p.options(i)]
		clear(l)
		var sum float64
		for j := p.start[i]; j < p.start[i+1]; j++ {
			l[p.what[j]] += weight[p.who[j]]
			sum += weight[p.who[j]]
		}
		for z := range l {
			if sum == 0 {
				l[z] = 1 / float64(len(l))
			} else {
				l[z] /= sum
			}
		}
		return l
	}
	for range rounds {
		clear(miss)
		for i := range p.Claims {
			m := mu[p.slot[i]:p.slot[i+1]]
			var square float64
			for _, x := range m {
				square += x * x
			}
			for j := p.start[i]; j < p.start[i+1]; j++ {
				miss[p.who[j]] += square - 2*m[p.what[j]] + 1
			}
		}
		for w := range weight {
			weight[w] = (strength + n[w]) / (b + miss[w])
		}
		var change float64
		for i := range p.Claims {
			if p.settled[i] >= 0 {
				continue
			}
			m := mu[p.slot[i]:p.slot[i+1]]
			for z, x := range average(i) {
				change += max(x-m[z], m[z]-x)
				m[z] = x
			}
		}
		if change < tolerance*float64(len(p.Claims)) {
			break
		}
	}
	for i := range p.Claims {
		if p.settled[i] >= 0 { // one claim among many: its own part in the weights is small
			copy(mu[p.slot[i]:p.slot[i+1]], average(i))
		}
	}
	return mu
}
