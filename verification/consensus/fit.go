package consensus

import (
	"fmt"
	"math"
)

// Known holds what is known besides the votes. All of it may be empty.
type Known struct {
	Settled map[string]string // claim to its outcome
	Trusted []string          // verifiers who belong to no bloc
	Invites map[string]string // verifier to who invited them
}

// Policy decides which estimates are published.
type Policy struct {
	Confidence float64 // from which probability, in (0.5, 1)
	MinVoices  int     // independent voices for the answer
	// LargestGroup is the share of the verifiers that may act together without being found while there are too few
	// votes to find them; agreement that such a bloc could bring about is not published. 0 to 0.5.
	LargestGroup float64
}

// DefaultPolicy returns the policy of the lab and the bot. Only the lab reads which claims the fit would publish by it.
func DefaultPolicy() Policy { return Policy{Confidence: 0.9, MinVoices: 3, LargestGroup: 0.45} }

// Estimate is the result of a batch fit for one claim.
type Estimate struct {
	Answer     int32   // index in Answers; -1 for none of these
	Confidence float64 // the calibrated probability that it is right
	Voices     int     // independent voices: verifiers, a bloc or a group of copies counting as one
	For        int     // those that gave the answer
	Publish    bool
	Reason     string // why, or why not
}

// Report is the result of a batch fit.
type Report struct {
	Claims      []Estimate
	Reliability []float64       // by verifier: the chance that an answer of theirs is right
	Copies      [][]int32       // groups of verifiers who give each other's answers
	Collusion   *CollusionGroup // nil when none was found
}

// Fit estimates every claim and every verifier from all votes. It is deterministic, and linear in the votes.
func Fit(b *Ballots, known Known, policy Policy) *Report {
	settled, honest, t := known.index(b)
	p := newDataset(b, settled)
	r := &Report{Copies: copies(p)}
	if len(r.Copies) > 0 {
		p = newDataset(merged(b, r.Copies), settled)
	}
	o := p.ensemble()
	d := findCollusion(p, o, honest, t)
	r.Reliability = o.reliability
	if d != nil {
		r.Collusion = d.group
		if d.group.Certain {
			r.Reliability = d.rely
		}
	}
	for _, g := range r.Copies {
		for _, w := range g {
			r.Reliability[w] = r.Reliability[g[0]]
		}
	}
	j := newJudge(p, o, policy)
	j.collusion, j.exposed, j.tied = d, p.exposure() >= exposed, t.share() > 0.5
	r.Claims = make([]Estimate, len(b.Claims))
	for i := range r.Claims {
		r.Claims[i] = j.estimate(i)
	}
	return r
}

// index translates names to indices. Names without a vote are left out.
func (k Known) index(b *Ballots) (settled []int32, honest []bool, t socialGraph) {
	verifiers := make(map[string]int32, len(b.Verifiers))
	if len(k.Trusted)+len(k.Invites) > 0 {
		for w, name := range b.Verifiers {
			verifiers[name] = int32(w)
		}
	}
	honest = make([]bool, len(b.Verifiers))
	for _, name := range k.Trusted {
		if w, ok := verifiers[name]; ok {
			honest[w] = true
		}
	}
	t = make(socialGraph, len(b.Verifiers))
	for w, name := range b.Verifiers {
		if inviter, ok := verifiers[k.Invites[name]]; ok {
			t.add(int32(w), inviter, inviteStrength)
		}
	}
	timing(b, t)
	answers := make(map[string]int32, len(b.Answers))
	for a, name := range b.Answers {
		answers[name] = int32(a)
	}
	settled = make([]int32, len(b.Claims))
	for i, name := range b.Claims {
		settled[i] = -1
		if outcome, ok := k.Settled[name]; ok {
			if a, ok := answers[outcome]; ok {
				settled[i] = int32(b.slotOf(i, a))
			}
		}
	}
	return settled, honest, t
}

// judge applies the policy to the claims.
type judge struct {
	*dataset
	opinion
	collusion *detection
	policy    Policy
	exposed   bool
	tied      bool // it is known who invited most of the verifiers
	// The same words are made once, and not for each of a million claims.
	notSure string
	said    map[reason]string
}

type reason struct {
	format string
	a, b   int
}

// newJudge judges by the policy alone.
func newJudge(p *dataset, o opinion, policy Policy) *judge {
	return &judge{
		dataset: p, opinion: o, policy: policy, exposed: true,
		notSure: fmt.Sprintf("not sure enough: %.2f is needed", policy.Confidence), said: map[reason]string{},
	}
}

func (j *judge) estimate(i int) Estimate {
	mu := j.mu[j.slot[i]:j.slot[i+1]]
	called := 0.0
	if d := j.collusion; d != nil {
		called = d.target[i]
		if d.group.Certain {
			mu = d.judge(i, mu)
		}
	}
	best := 0
	for z, x := range mu {
		if x > mu[best]+1e-12 {
			best = z
		}
	}
	e := Estimate{Answer: j.answerOf(i, best), Confidence: mu[best]}
	all, with := 0, 0
	blocSaid := map[int32]bool{}
	for v := j.start[i]; v < j.start[i+1]; v++ {
		if j.collusion != nil && j.collusion.member[j.who[v]] >= 0.5 {
			blocSaid[j.what[v]] = true
			continue
		}
		all++
		if int(j.what[v]) == best {
			with++
		}
	}
	e.Voices, e.For = all, with
	if len(blocSaid) > 0 {
		e.Voices++
	}
	if len(blocSaid) == 1 && blocSaid[int32(best)] {
		e.For++
	}
	if s := j.settled[i]; s >= 0 {
		e.Answer, e.Confidence, e.Publish, e.Reason = j.answerOf(i, int(s)), 1, true, "settled: the outcome is known"
		return e
	}
	e.Publish, e.Reason = j.policyOn(e, called)
	return e
}

func (j *judge) policyOn(e Estimate, called float64) (bool, string) {
	switch {
	case e.Answer < 0:
		return false, "none of the answers given is likely"
	case e.For < j.policy.MinVoices:
		return false, j.say("%d independent voices for it, %d are needed", e.For, j.policy.MinVoices)
	case e.Confidence < j.policy.Confidence:
		return false, j.notSure
	case j.collusion != nil && !j.collusion.group.Certain && called > 0.05:
		return false, "two camps disagree here and nothing tells which is independent; settled claims or trusted verifiers would"
	case j.collusion != nil && j.collusion.group.Certain && e.Confidence < j.surer(called):
		return false, fmt.Sprintf("%d verifiers who act together may have been called upon here", len(j.collusion.group.Members))
	case j.collusion == nil && !j.exposed && j.tied && e.Confidence < j.surer(0):
		return false, "too few votes are shared to rule out people who act together"
	case j.collusion == nil && !j.exposed && !j.tied && j.couldBeForced(e):
		return false, "too few votes are shared to rule out people who act together"
	}
	return true, j.say("%d of %d independent voices agree", e.For, e.Voices)
}

// say puts two numbers into a reason.
func (j *judge) say(format string, a, b int) string {
	key := reason{format, a, b}
	if s, ok := j.said[key]; ok {
		return s
	}
	s := fmt.Sprintf(format, a, b)
	j.said[key] = s
	return s
}

// surer is the confidence that is asked for where a bloc is at work: half the usual doubt, and an eighth on claims
// on which it may have been called upon.
func (j *judge) surer(called float64) float64 {
	const suspected = 0.1
	if called > suspected {
		return 1 - (1-j.policy.Confidence)/8
	}
	return 1 - (1-j.policy.Confidence)/2
}

// couldBeForced tells whether a hidden bloc of the largest size, called upon to give a wrong answer, would bring about so
// much agreement on it by the luck of who was asked more than once in a hundred times.
func (j *judge) couldBeForced(e Estimate) bool {
	const often = 0.01
	var q float64
	for _, r := range j.reliability {
		q += r / float64(len(j.reliability))
	}
	return binomialTail(e.Voices, e.For, j.policy.LargestGroup+(1-j.policy.LargestGroup)*(1-q)) > often
}

// binomialTail returns the probability of m or more successes out of n. For this one sum, gonum would be a dependency of its
// own.
func binomialTail(n, m int, p float64) float64 {
	var tail float64
	for k := m; k <= n; k++ {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(k + 1))
		c, _ := math.Lgamma(float64(n - k + 1))
		tail += math.Exp(a - b - c + float64(k)*math.Log(p) + float64(n-k)*math.Log(1-p))
	}
	return tail
}
