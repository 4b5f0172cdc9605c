package consensus

import (
	"math"
)

// likelihood says how likely it is that one verifier gives one answer when another is the outcome: left alone, and when
// members are called upon to give that answer, or to give a different one.
type likelihood struct {
	free  float64 // log, left alone
	here  said    // this answer is what members are called upon to give
	other said    // another one is
}

// said is the log-likelihood when it is not known whether the verifier is a member, and what it would be if they were and
// if they were not, relative to that.
type said struct{ log, member, alone float64 }

// likelihoods hold those of one round, by verifier, answer and outcome, and what the round says of everybody.
type likelihoods struct {
	labels  int
	of      []likelihood
	own     []float64 // answers given for reasons of their own, by verifier, answer, outcome
	message []float64 // log-odds of being a member
	factor  []float64 // part of that, before its logarithm is taken
}

func newLikelihoods(verifiers, labels int) *likelihoods {
	n := verifiers * labels * labels
	return &likelihoods{
		labels, make([]likelihood, n), make([]float64, n), make([]float64, verifiers), make([]float64, verifiers),
	}
}

// fill computes the likelihoods from what is believed of everybody.
func (t *likelihoods) fill(s *collusion) {
	clear(t.own)
	clear(t.message)
	k := t.labels
	for w, m := range s.member {
		t.factor[w] = 1
		for y := range k {
			for z := range k {
				at := (w*k+y)*k + z
				alone := s.rows[at]
				t.of[at] = likelihood{math.Log(alone), mixture(m, 1-stray, alone), mixture(m, stray/float64(k-1), alone)}
			}
		}
	}
}

func mixture(m, member, alone float64) said {
	l := m*member + (1-m)*alone
	return said{math.Log(l), member / l, alone / l}
}

// credit tells what the stories of a claim say of everybody who voted on it.
func (t *likelihoods) credit(s *collusion, i int, p *[stories]float64) {
	const small, large = 1e-200, 1e200
	k := t.labels
	a, b := int(s.sides[i].a), int(s.sides[i].b)
	free := p[aFree] + p[bFree] // nobody is called upon: members answer like everybody else
	for j := s.start[i]; j < s.start[i+1]; j++ {
		w, y := int(s.who[j]), int(s.spoken[j])
		at := (w*k + y) * k
		pushB, pushA := t.pushed(at+a, y == b), t.pushed(at+b, y == a)
		member := free + p[aTargeted]*pushB.member + p[bTargeted]*pushA.member
		alone := free + p[aTargeted]*pushB.alone + p[bTargeted]*pushA.alone
		f := t.factor[w] * (member / alone)
		if f < small || f > large { // logarithms are taken of products, not of each factor
			t.message[w] += math.Log(f)
			f = 1
		}
		t.factor[w] = f
		rest := 1 - s.member[w]
		t.own[at+a] += p[aFree] + p[aTargeted]*rest*pushB.alone
		t.own[at+b] += p[bFree] + p[bTargeted]*rest*pushA.alone
	}
}

// pushed is what is said of an answer when members are called upon to give it, or another one.
func (t *likelihoods) pushed(at int, it bool) *said {
	if it {
		return &t.of[at].here
	}
	return &t.of[at].other
}

// collect gives everybody's log-odds of being a member.
func (t *likelihoods) collect() []float64 {
	for w, f := range t.factor {
		t.message[w] += math.Log(f)
	}
	return t.message
}

// learnRows estimates what everybody answers for each outcome when left alone: their habits, leaning towards their plain
// reliability, so that people who share a habit are not taken for people who act together.
func (s *collusion) learnRows(own []float64) (change float64) {
	k := s.labels
	right, n := make([]float64, len(s.member)), make([]float64, len(s.member))
	for w := range right {
		for y := range k {
			for z := range k {
				n[w] += own[(w*k+y)*k+z]
			}
			right[w] += own[(w*k+y)*k+y]
		}
	}
	mean, strength := spread(right, n)
	for w := range right {
		q := likely((right[w] + mean*strength) / (n[w] + strength))
		change = max(change, math.Abs(q-s.rely[w]))
		s.rely[w] = q
	}
	lean := s.habit(own)
	for w, q := range s.rely {
		s.row(w, q, own, lean)
	}
	return change
}

// habit says how many answers to one outcome a habit must outweigh: few where people's answers to different outcomes
// differ more than chance would have it, many where they do not (moments, as in [spread]).
func (s *collusion) habit(own []float64) float64 {
	const fewest, most = 40, 400
	k := s.labels
	var beyond, even float64
	for w, q := range s.rely {
		for z := range k {
			n := 0.0
			for y := range k {
				n += own[(w*k+y)*k+z]
			}
			if n > 2 {
				d := own[(w*k+z)*k+z]/n - q
				beyond += n * (d*d - q*(1-q)/n)
				even += n * q * (1 - q)
			}
		}
	}
	if beyond <= 0 {
		return most
	}
	return min(most, max(fewest, even/beyond-1))
}

// row sets what a verifier of reliability q answers for each outcome, given the answers counted; own may be nil.
func (s *collusion) row(w int, q float64, own []float64, lean float64) {
	k := s.labels
	for z := range k {
		total := 0.0
		for y := range k {
			at := (w*k+y)*k + z
			x := (1 - q) / float64(k-1)
			if y == z {
				x = q
			}
			if !s.closed { // a few names at a time: a, b, and the others together
				x = openRow(y, z, q)
			} else if own != nil {
				x = lean*x + own[at]
			}
			s.rows[at] = x
			total += x
		}
		for y := range k {
			s.rows[(w*k+y)*k+z] /= total
		}
	}
}

// openLabels are those of an open question: side a, side b, and all other names.
const openLabels = 3

func openRow(y, z int, q float64) float64 {
	const names = 4 // that a mistake is made among
	switch y {
	case z:
		return q
	case openLabels - 1:
		return (1 - q) * (names - 2) / (names - 1)
	}
	return (1 - q) / (names - 1)
}

// spread gives the mean reliability and how many answers a verifier must have given to count as much for themselves as
// everybody's mean does: many where people are alike, few where they differ (moments of a beta-binomial).
func spread(right, n []float64) (mean, strength float64) {
	const fewest, most = 12, 150
	sum, of := 8.0, 12.0
	for w := range n {
		sum += right[w]
		of += n[w]
	}
	mean = sum / of
	var beyond, weight float64
	for w := range n {
		if n[w] > 1 {
			d := right[w]/n[w] - mean
			beyond += n[w] * (d*d - mean*(1-mean)/n[w])
			weight += n[w]
		}
	}
	if beyond <= 0 {
		return mean, most
	}
	return mean, min(most, max(fewest, mean*(1-mean)/(beyond/weight)-1))
}
