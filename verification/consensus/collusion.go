package consensus

import (
	"cmp"
	"math"
)

// collusion is the hypothesis that some verifiers act together: on most claims they answer like everybody else, and on
// some, their targets, they all give one wrong answer. Every vote then has one of three sources: a person on their own,
// a member who is not called upon, a member who is. Expectation and maximisation over who is a member, which claims are
// targets, and how reliable everybody is on their own finds such a bloc down to a fifth of a hundred verifiers, where
// nothing that looks at one claim or one verifier at a time can.
type collusion struct {
	*dataset
	labels int     // different answers: all of a closed question, openLabels of an open one
	sides  []side  // by claim: labels of the two answers that can be its outcome
	spoken []int32 // by vote: the label of the answer
	sample []int32 // claims to learn from
	member []float64
	rely   []float64
	rows   []float64 // by verifier, answer, outcome: what they answer when left alone
	target []float64 // by claim: the chance that members were called upon there
	call   float64   // share of the claims that are targets
	fit    float64   // log-likelihood of the votes learned from
	known  bool      // use the settled outcomes
	honest []bool    // never members
	graph  [][]edge
}

// side reduces a claim to two answers, by label and by slot: the known one or the most frequent, and the next.
type side struct{ a, b, slotA, slotB int32 }

const (
	stray   = 0.03 // chance that a member who is called upon gives another answer
	damping = 0.5
	passes  = 40
	// enoughVotes is how many votes are learned from: with more, an even spread of the claims is.
	enoughVotes = 100_000
)

// The four stories of a claim: the outcome is a or b, and members were or were not called upon to say the other.
const (
	aFree = iota
	bFree
	aTargeted
	bTargeted
	stories
)

func newCollusion(p *dataset, mu []float64, honest []bool, ties [][]edge) *collusion {
	s := &collusion{dataset: p, honest: honest, graph: ties, labels: p.k}
	if !p.closed {
		s.labels = openLabels
	}
	s.sides = make([]side, len(p.Claims))
	var count []float64
	for i := range p.Claims {
		// Of answers with as many votes the likelier comes first, so that names decide nothing.
		count = append(count[:0], mu[p.slot[i]:p.slot[i+1]]...)
		for j := p.start[i]; j < p.start[i+1]; j++ {
			count[p.what[j]]++
		}
		if k := p.settled[i]; k >= 0 {
			count[k] = math.Inf(1)
		}
		first := argmax(count, -1)
		second := argmax(count, first)
		s.sides[i] = side{s.label(int32(first), 0), s.label(int32(second), 1), int32(first), int32(second)}
	}
	s.spoken = make([]int32, p.Votes())
	for i := range p.Claims {
		for j := p.start[i]; j < p.start[i+1]; j++ {
			switch p.what[j] {
			case s.sides[i].slotA:
				s.spoken[j] = s.sides[i].a
			case s.sides[i].slotB:
				s.spoken[j] = s.sides[i].b
			default:
				s.spoken[j] = s.label(p.what[j], openLabels-1)
			}
		}
	}
	stride := 1 + (p.Votes()-1)/enoughVotes
	for i := 0; i < len(p.Claims); i += stride {
		s.sample = append(s.sample, int32(i))
	}
	s.target = make([]float64, len(p.Claims))
	return s
}

func argmax[T cmp.Ordered](count []T, except int) int {
	best := -1
	for i, c := range count {
		if i != except && (best < 0 || c > count[best]) {
			best = i
		}
	}
	return best
}

// copy is the same hypothesis, to be learned from another guess.
func (s *collusion) copy() *collusion {
	other := *s
	other.target = make([]float64, len(s.target))
	return &other
}

// label is the answer itself on a closed question, and the given part on an open one.
func (s *collusion) label(slot, part int32) int32 {
	if s.closed {
		return slot
	}
	return part
}

// begin sets out from a first guess of who the members are.
func (s *collusion) begin(member []float64) {
	s.call = 0.1
	s.member = append([]float64(nil), member...)
	s.rely = make([]float64, len(member))
	s.rows = make([]float64, len(member)*s.labels*s.labels)
	for w := range s.rely {
		s.rely[w] = 0.7
		s.row(w, s.rely[w], nil, 0)
		if s.honest[w] {
			s.member[w] = 0
		}
	}
}

// learn improves the guess until it stays, or for so many rounds.
func (s *collusion) learn(rounds int) {
	t := newLikelihoods(len(s.member), s.labels)
	for range rounds {
		t.fill(s)
		s.fit = 0
		targets, of := 1.0, 10.0
		for _, i := range s.sample {
			p, fit := s.stories(int(i), t)
			s.fit += fit
			s.target[i] = p[aTargeted] + p[bTargeted]
			targets += s.target[i]
			of++
			t.credit(s, int(i), &p)
		}
		s.call = min(0.5, max(0.005, targets/of))
		if max(s.update(t.collect()), s.learnRows(t.own)) < 0.01 {
			break
		}
	}
}

// finish looks at every claim with what was learned.
func (s *collusion) finish() {
	t := newLikelihoods(len(s.member), s.labels)
	t.fill(s)
	for i := range s.Claims {
		p, _ := s.stories(i, t)
		s.target[i] = p[aTargeted] + p[bTargeted]
	}
}

// stories weighs the four stories of a claim, and gives the log-likelihood of its votes.
func (s *collusion) stories(i int, t *likelihoods) (p [stories]float64, fit float64) {
	// The wrong answer that members are called upon to give is one of several.
	free, targeted := math.Log((1-s.call)/2), math.Log(s.call/2/float64(s.options(i)-1))
	p = [stories]float64{free, free, targeted, targeted}
	if s.known && s.settled[i] >= 0 { // side a is the outcome
		p[bFree], p[bTargeted] = -60, -60
	}
	k := t.labels
	a, b := int(s.sides[i].a), int(s.sides[i].b)
	for j := s.start[i]; j < s.start[i+1]; j++ {
		y := int(s.spoken[j])
		at := (int(s.who[j])*k + y) * k
		p[aFree] += t.of[at+a].free
		p[bFree] += t.of[at+b].free
		p[aTargeted] += t.pushed(at+a, y == b).log
		p[bTargeted] += t.pushed(at+b, y == a).log
	}
	best := max(p[0], p[1], p[2], p[3])
	var sum float64
	for h := range p {
		p[h] = math.Exp(p[h] - best)
		sum += p[h]
	}
	for h := range p {
		p[h] /= sum
	}
	return p, best + math.Log(sum)
}

// update moves everybody's chance of being a member; ties pull those who belong together the same way.
func (s *collusion) update(message []float64) (change float64) {
	var mean float64
	for _, m := range s.member {
		mean += m / float64(len(s.member))
	}
	mean = min(0.5, max(0.02, mean))
	prior := math.Log(mean / (1 - mean))
	next := make([]float64, len(s.member))
	for w := range next {
		if s.honest[w] {
			continue
		}
		l := message[w] + prior
		if len(s.graph[w]) > 0 {
			l -= prior / 2
			for _, t := range s.graph[w] {
				l += t.strength * (2*s.member[t.to] - 1)
			}
		}
		next[w] = (1-damping)*s.member[w] + damping*min(0.999, max(0.001, 1/(1+math.Exp(-l))))
		change = max(change, math.Abs(next[w]-s.member[w]))
	}
	s.member = next
	return change
}

// aloneFit is the log-likelihood when nobody is a member.
func (s *collusion) aloneFit() float64 {
	nobody := s.copy()
	nobody.honest = make([]bool, len(s.honest))
	for w := range nobody.honest {
		nobody.honest[w] = true
	}
	nobody.begin(make([]float64, len(s.honest)))
	nobody.learn(passes)
	return nobody.fit
}

// odds are the log-odds of side a against side b when the bloc is heard with one voice: what its members say counts for
// what it tells about the outcome, given that they may have been called upon, and never for more than its most reliable
// member alone.
func (s *collusion) odds(i int) float64 {
	k := s.labels
	a, b := int(s.sides[i].a), int(s.sides[i].b)
	var own, voice float64
	free, called := [2]float64{}, [2]float64{} // log-likelihood of what members say, when a and when b is the outcome
	members := 0
	for j := s.start[i]; j < s.start[i+1]; j++ {
		w, y := int(s.who[j]), int(s.spoken[j])
		ifA, ifB := math.Log(s.rows[(w*k+y)*k+a]), math.Log(s.rows[(w*k+y)*k+b])
		if s.member[w] < 0.5 {
			own += (ifA - ifB) * (1 - s.member[w])
			continue
		}
		members++
		voice = max(voice, math.Abs(ifA-ifB))
		free[0], free[1] = free[0]+ifA, free[1]+ifB
		push, not := math.Log(1-stray), math.Log(stray/float64(k-1))
		called[0] += either(y == b, push, not)
		called[1] += either(y == a, push, not)
	}
	if members == 0 {
		return own
	}
	l := func(z int) float64 { return logSum(math.Log(1-s.call)+free[z], math.Log(s.call)+called[z]) }
	return own + min(max(l(0)-l(1), -voice), voice)
}

func logSum(a, b float64) float64 {
	m := max(a, b)
	return m + math.Log(math.Exp(a-m)+math.Exp(b-m))
}

func either(it bool, yes, no float64) float64 {
	if it {
		return yes
	}
	return no
}
