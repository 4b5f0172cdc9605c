// Package adversary plays volunteers among whom some act together, to measure what verdicts withstand. Everything follows
// from the seed.
package adversary

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Scenario is a play: who votes on what, and who of them lies where.
type Scenario struct {
	Name      string
	Claims    int
	Verifiers int
	PerClaim  int     // votes on each claim
	Answers   int     // 2 when 0
	Sybils    float64 // share of the verifiers who act together
	Targets   float64 // share of the claims on which they give the same wrong answer; elsewhere they are honest
	Skill     float64 // chance that an honest answer is right
	Mixed     bool    // skill is spread, Beta(7.5, 2.5), instead of the same for all
	PileOn    bool    // sybils vote on a target twice as often as chance would have it
	Settled   int     // claims whose outcome is known
	Trusted   int     // honest verifiers who are known to be
}

// Standard is the attack that the tables are made of, with the given number and share of sybils.
func Standard(verifiers int, sybils float64) Scenario {
	return Scenario{
		Name: "uniform", Claims: 1000, Verifiers: verifiers, PerClaim: 10, Sybils: sybils, Targets: 0.2, Skill: 0.75,
		Settled: 50, Trusted: 5,
	}
}

// Vote is one answer.
type Vote struct{ Claim, Verifier, Answer string }

// Play is what came of a scenario.
type Play struct {
	Votes   []Vote
	Truth   map[string]string // every claim's outcome
	Target  map[string]bool
	Sybil   map[string]bool
	Settled map[string]string
	Trusted []string
	Invites map[string]string // who invited whom; one honest person let the first sybil in
}

// Perform plays a scenario.
func (s Scenario) Perform(seed uint64) Play {
	r := rand.New(rand.NewPCG(seed, 0x5a57a0)) //nolint:gosec // a play is repeated by its seed; nothing is secret
	k := max(s.Answers, 2)
	p := Play{
		Truth: map[string]string{}, Target: map[string]bool{}, Sybil: map[string]bool{}, Settled: map[string]string{},
		Invites: map[string]string{},
	}
	skill := make([]float64, s.Verifiers)
	for w := range skill {
		skill[w] = s.Skill
		if s.Mixed {
			skill[w] = beta(r, 7.5, 2.5)
		}
	}
	people := r.Perm(s.Verifiers)
	sybils := int(math.Round(s.Sybils * float64(s.Verifiers)))
	sybil := make([]bool, s.Verifiers)
	for _, w := range people[:sybils] {
		sybil[w], p.Sybil[verifier(w)] = true, true
	}
	p.invite(r, people[sybils:], people[:sybils])
	for _, w := range people[sybils:][:min(s.Trusted, len(people)-sybils)] {
		p.Trusted = append(p.Trusted, verifier(w))
	}
	target := make([]bool, s.Claims)
	for _, i := range r.Perm(s.Claims)[:int(s.Targets*float64(s.Claims))] {
		target[i] = true
	}
	for i := range s.Claims {
		truth := r.IntN(k)
		wrong := (truth + 1 + r.IntN(k-1)) % k
		p.Truth[claim(i)] = answer(truth)
		if target[i] && sybils > 0 {
			p.Target[claim(i)] = true
		}
		for _, w := range s.voters(r, sybil, target[i]) {
			said := truth
			switch {
			case sybil[w] && target[i]:
				said = wrong
			case r.Float64() >= skill[w]:
				said = (truth + 1 + r.IntN(k-1)) % k
			}
			p.Votes = append(p.Votes, Vote{claim(i), verifier(w), answer(said)})
		}
	}
	for _, i := range r.Perm(s.Claims)[:min(s.Settled, s.Claims)] {
		p.Settled[claim(i)] = p.Truth[claim(i)]
	}
	return p
}

// voters draws who is asked about a claim.
func (s Scenario) voters(r *rand.Rand, sybil []bool, target bool) []int {
	if !s.PileOn || !target {
		return r.Perm(s.Verifiers)[:s.PerClaim]
	}
	type ticket struct {
		w    int
		when float64
	}
	// The earliest of exponential waiting times is a draw without replacement by weight.
	drawn := make([]ticket, 0, s.Verifiers)
	for w, bad := range sybil {
		rate := 1.0
		if bad {
			rate = 2
		}
		drawn = append(drawn, ticket{w, r.ExpFloat64() / rate})
	}
	var out []int
	for range s.PerClaim {
		best := 0
		for i, t := range drawn {
			if t.when < drawn[best].when {
				best = i
			}
		}
		out = append(out, drawn[best].w)
		drawn[best].when = math.Inf(1)
	}
	return out
}

// invite grows two trees, each person invited by somebody of their own kind who came before.
func (p *Play) invite(r *rand.Rand, honest, sybils []int) {
	for i, w := range honest {
		if i > 0 {
			p.Invites[verifier(w)] = verifier(honest[r.IntN(i)])
		}
	}
	for i, w := range sybils {
		if i > 0 {
			p.Invites[verifier(w)] = verifier(sybils[r.IntN(i)])
		} else if len(honest) > 0 {
			p.Invites[verifier(w)] = verifier(honest[r.IntN(len(honest))])
		}
	}
}

func claim(i int) string    { return fmt.Sprintf("c%d", i) }
func verifier(w int) string { return fmt.Sprintf("v%d", w) }
func answer(a int) string   { return fmt.Sprintf("a%d", a) }

// beta draws from a Beta distribution as a ratio of two gamma variables.
func beta(r *rand.Rand, a, b float64) float64 {
	x, y := gamma(r, a), gamma(r, b)
	return x / (x + y)
}

// gamma draws by the method of Marsaglia and Tsang (ACM TOMS, 2000), for shapes of at least 1.
func gamma(r *rand.Rand, shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}
