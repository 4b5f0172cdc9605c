package consensus

import (
	"math"
)

// CollusionGroup is a group of verifiers who seem to act together.
type CollusionGroup struct {
	Members []int32 // verifiers
	Targets float64 // share of the claims on which they were called upon
	Gain    float64 // how much better the votes are explained by it, in nats
	// Certain is false where nothing but the votes speaks for it: they tell that there are two camps, and not which of
	// them is honest.
	Certain bool
}

// Exposure is how much work a verifier shares with others on average: votes times other voters. Below this a bloc could
// hide; found on simulated attacks, see docs/consensus.md.
const exposed = 500

// detection is what the search for a bloc came to.
type detection struct {
	*collusion
	group *CollusionGroup
	power float64 // exponent of the log-odds, from the settled claims
}

// findCollusion looks for verifiers who act together. The leading eigenvector of excess agreement is the first guess, once
// with each sign.
func findCollusion(p *dataset, o opinion, honest []bool, t socialGraph) *detection {
	const (
		gate  = 1.1 // a bloc that can be found lifts the eigenvalue over what chance gives
		first = 12  // rounds before the better of the two guesses is known
	)
	ratio, vector := newAgreement(p, o.reliability).leading()
	if ratio < gate {
		return nil
	}
	var best *collusion
	vector = t.smooth(vector)
	base := newCollusion(p, o.mu, honest, t)
	base.known = true
	for _, sign := range []float64{1, -1} {
		s := base.copy()
		s.begin(guess(vector, sign))
		s.learn(first)
		// Where nothing is settled, the larger camp is not the bloc.
		if p.known() < enoughSettled && s.camp() > 0.5 {
			continue
		}
		if best == nil || s.fit > best.fit {
			best = s
		}
	}
	if best == nil {
		return nil
	}
	best.learn(passes - first)
	best.finish()
	gain := best.fit - best.aloneFit()
	if gain < max(needed(float64(active(p)), t), worth*float64(best.learned())) {
		return nil
	}
	d := &detection{collusion: best, power: 0.85}
	sure := false
	for w := range honest {
		sure = sure || honest[w] || len(t[w]) > 0
	}
	if known := d.foretell(o); known != 0 {
		if known < 0 {
			return nil
		}
		sure = true
	}
	d.group = &CollusionGroup{Targets: best.call, Gain: gain, Certain: sure}
	for w, m := range best.member {
		if m >= 0.5 {
			d.group.Members = append(d.group.Members, int32(w))
		}
	}
	if len(d.group.Members) < 2 {
		return nil
	}
	return d
}

// worth is the least gain for each vote, in nats: with very many votes for each verifier some model always fits a little
// better than another.
const worth = 0.006

// learned counts the votes that were learned from.
func (s *collusion) learned() (n int) {
	for _, i := range s.sample {
		n += int(s.start[i+1] - s.start[i])
	}
	return n
}

// needed is the gain that a bloc must bring. Fitting one chance of membership for each verifier gains about half a nat
// each where there is no bloc, and a third where ties leave less freedom.
func needed(w float64, t socialGraph) float64 {
	return (0.5-0.17*t.share())*w + (2.5-t.share())*math.Sqrt(w)
}

// enoughSettled is from how many settled claims they tell which of two camps is the honest one.
const enoughSettled = 10

// known counts the settled claims.
func (p *dataset) known() (n int) {
	for _, s := range p.settled {
		if s >= 0 {
			n++
		}
	}
	return n
}

// camp is the share of the verifiers who seem to be members.
func (s *collusion) camp() float64 {
	n := 0.0
	for _, m := range s.member {
		if m >= 0.5 {
			n++
		}
	}
	return n / float64(len(s.member))
}

func guess(vector []float64, sign float64) []float64 {
	var square float64
	for _, x := range vector {
		square += x * x
	}
	sd := math.Sqrt(square/float64(len(vector))) + 1e-12
	m := make([]float64, len(vector))
	for w, x := range vector {
		m[w] = 0.05 + 0.9/(1+math.Exp(-2*sign*x/sd))
	}
	return m
}

// foretell compares how well the settled claims are foretold with the bloc and without: above 0 when it is no worse,
// below when it is, 0 when too few are settled. It also learns how far the odds can be believed.
func (d *detection) foretell(o opinion) int {
	powers := []float64{0.4, 0.6, 0.85, 1}
	belief := []float64{math.Log(.15), math.Log(.25), math.Log(.4), math.Log(.2)}
	var without float64
	with := make([]float64, len(powers))
	n := 0
	for i, s := range d.settled {
		if s < 0 {
			continue
		}
		n++
		without += math.Log(max(o.mu[d.slot[i]+s], 0.02))
		l := d.odds(i)
		for k, power := range powers {
			with[k] += math.Log(max(1/(1+math.Exp(-power*l)), 0.02)) // side a is the outcome
		}
	}
	if n < enoughSettled {
		return 0
	}
	best := math.Inf(-1)
	for k := range with {
		best = max(best, with[k])
	}
	for k := range with {
		with[k] += belief[k]
	}
	softmax(with)
	d.power = 0
	for k, p := range with {
		d.power += p * powers[k]
	}
	const luck = 3.0 // nats; a few settled claims can be hard
	if best < without-luck {
		return -1
	}
	return 1
}

// judge gives the probabilities of a claim's answers with the bloc heard once.
func (d *detection) judge(i int, mu []float64) []float64 {
	out := make([]float64, len(mu))
	s := d.sides[i]
	two := mu[s.slotA] + mu[s.slotB]
	a := 1 / (1 + math.Exp(-d.power*d.odds(i)))
	copy(out, mu)
	out[s.slotA], out[s.slotB] = two*a, two*(1-a)
	return out
}
