package consensus

// Ablation returns what each estimator says alone, by its name, and their blend. It serves measuring only, and is here
// because the estimators are.
func Ablation(b *Ballots) map[string][]Estimate {
	settled, _, _ := Known{}.index(b)
	p := newDataset(b, settled)
	coin, _ := p.oneCoin()
	parts := map[string][]float64{
		"majority": p.share, "one coin": coin, "weighted": p.weighted(), "blend": p.ensemble().mu,
	}
	if b.closed {
		parts["confusion"] = p.confusion()
	}
	out := map[string][]Estimate{}
	for name, mu := range parts {
		out[name] = p.estimates(mu)
	}
	return out
}

// Majority returns what most votes on each claim say. It serves measuring only.
func Majority(b *Ballots) []Estimate {
	settled, _, _ := Known{}.index(b)
	p := newDataset(b, settled)
	return p.estimates(p.share)
}

func (p *dataset) estimates(mu []float64) []Estimate {
	j := newJudge(p, opinion{mu: mu}, DefaultPolicy())
	out := make([]Estimate, len(p.Claims))
	for i := range out {
		out[i] = j.estimate(i)
	}
	return out
}
