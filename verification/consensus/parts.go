package consensus

// Parts gives what each estimator would say alone, by its name, and the blend of them: for measuring, so that it can be
// seen what each is good for.
func Parts(b *Ballots) map[string][]Estimate {
	settled, _, _ := Known{}.index(b)
	p := newProblem(b, settled)
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

// Majority is what most votes on each claim say.
func Majority(b *Ballots) []Estimate {
	settled, _, _ := Known{}.index(b)
	p := newProblem(b, settled)
	return p.estimates(p.share)
}

func (p *problem) estimates(mu []float64) []Estimate {
	j := newJudge(p, opinion{mu: mu}, DefaultPolicy())
	out := make([]Estimate, len(p.Claims))
	for i := range out {
		out[i] = j.estimate(i)
	}
	return out
}
