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
		j := judge{problem: p, opinion: opinion{mu: mu}, exposed: true, policy: DefaultPolicy()}
		for i := range b.Claims {
			out[name] = append(out[name], j.estimate(i))
		}
	}
	return out
}
