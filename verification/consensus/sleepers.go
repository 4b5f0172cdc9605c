package consensus

import (
	"cmp"
	"math"
)

// sleepers is the hypothesis that some verifiers act together: on most claims they answer like everybody else, and on
// some, their targets, they all give one wrong answer. Every vote then has one of three sources: a person on their own,
// a member who is not called upon, a member who is. Expectation and maximisation over who is a member, which claims are
// targets, and how reliable everybody is on their own finds such a bloc down to a fifth of a hundred verifiers, where
// nothing that looks at one claim or one verifier at a time can.
type sleepers struct {
	*problem
	sides  []side  // by claim
	spoken []uint8 // by vote: saidA, saidB or saidElse
	sample []int32 // claims to learn from
	member []float64
	rely   []float64
	target []float64 // by claim: the chance that members were called upon there
	call   float64   // share of the claims that are targets
	fit    float64   // log-likelihood of the votes learned from
	known  bool      // use the settled outcomes
	honest []bool    // never members
	ties   [][]tie
}

// side reduces a claim to the two answers that can be its outcome: the known one or the most frequent, and the next.
type side struct{ a, b int32 }

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

// What a verifier said, as seen by the stories.
const (
	saidA = iota
	saidB
	saidElse
	sayings
)

func newSleepers(p *problem, mu []float64, honest []bool, ties [][]tie) *sleepers {
	s := &sleepers{problem: p, honest: honest, ties: ties, call: 0.1}
	s.sides = make([]side, len(p.Claims))
	for i := range p.Claims {
		// Of answers with as many votes the likelier comes first, so that names decide nothing.
		count := append([]float64(nil), mu[p.slot[i]:p.slot[i+1]]...)
		for j := p.start[i]; j < p.start[i+1]; j++ {
			count[p.what[j]]++
		}
		if k := p.settled[i]; k >= 0 {
			count[k] = math.Inf(1)
		}
		first := argmax(count, -1)
		s.sides[i] = side{int32(first), int32(argmax(count, first))}
	}
	s.spoken = make([]uint8, p.Votes())
	for i := range p.Claims {
		for j := p.start[i]; j < p.start[i+1]; j++ {
			s.spoken[j] = s.said(i, p.what[j])
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

func (s *sleepers) said(claim int, what int32) uint8 {
	switch what {
	case s.sides[claim].a:
		return saidA
	case s.sides[claim].b:
		return saidB
	}
	return saidElse
}

// begin sets out from a first guess of who the members are.
func (s *sleepers) begin(member []float64) {
	s.call = 0.1
	s.member = append([]float64(nil), member...)
	s.rely = make([]float64, len(member))
	for w := range s.rely {
		s.rely[w] = 0.7
		if s.honest[w] {
			s.member[w] = 0
		}
	}
}

// learn improves the guess until it stays, or for so many rounds.
func (s *sleepers) learn(rounds int) {
	t := newTables(len(s.member))
	for range rounds {
		t.fill(s)
		s.fit = 0
		targets, of := 1.0, 10.0
		for _, i := range s.sample {
			p, fit := s.stories(int(i), t.mixed)
			s.fit += fit
			s.target[i] = p[aTargeted] + p[bTargeted]
			targets += s.target[i]
			of++
			t.credit(s, int(i), &p)
		}
		s.call = min(0.5, max(0.005, targets/of))
		t.collect()
		change := s.update(t.message)
		mean, strength := spread(t.right, t.n)
		for w := range s.rely {
			q := likely((t.right[w] + mean*strength) / (t.n[w] + strength))
			change = max(change, math.Abs(q-s.rely[w]))
			s.rely[w] = q
		}
		if change < 0.01 {
			break
		}
	}
}

// finish looks at every claim with what was learned.
func (s *sleepers) finish() {
	t := newTables(len(s.member))
	t.fill(s)
	for i := range s.Claims {
		p, _ := s.stories(i, t.mixed)
		s.target[i] = p[aTargeted] + p[bTargeted]
	}
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

// stories weighs the four stories of a claim, and gives the log-likelihood of its votes.
func (s *sleepers) stories(i int, mixed []vote) (p [stories]float64, fit float64) {
	// The wrong answer that members are called upon to give is one of several.
	free, targeted := math.Log((1-s.call)/2), math.Log(s.call/2/float64(s.options(i)-1))
	p = [stories]float64{free, free, targeted, targeted}
	if s.known && s.settled[i] >= 0 { // side a is the outcome
		p[bFree], p[bTargeted] = -60, -60
	}
	for j := s.start[i]; j < s.start[i+1]; j++ {
		l := &mixed[s.who[j]][s.spoken[j]]
		p[0] += l[0]
		p[1] += l[1]
		p[2] += l[2]
		p[3] += l[3]
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
func (s *sleepers) update(message []float64) (change float64) {
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
		if len(s.ties[w]) > 0 {
			l -= prior / 2
			for _, t := range s.ties[w] {
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
func (s *sleepers) aloneFit() float64 {
	nobody := *s
	nobody.honest = make([]bool, len(s.honest))
	for w := range nobody.honest {
		nobody.honest[w] = true
	}
	nobody.target = make([]float64, len(s.target))
	nobody.begin(make([]float64, len(s.honest)))
	nobody.learn(passes)
	return nobody.fit
}

// odds are the log-odds of side a against side b when the bloc is heard with one voice: what its members say counts for
// what it tells about the outcome, given that they may have been called upon, and never for more than its most reliable
// member alone.
func (s *sleepers) odds(i int) float64 {
	k := float64(s.options(i))
	var own, bloc, voice float64
	free, called := [2]float64{}, [2]float64{}
	members := 0
	for j := s.start[i]; j < s.start[i+1]; j++ {
		w, y := s.who[j], s.spoken[j]
		if y == saidElse {
			continue
		}
		q := s.rely[w]
		weight := math.Log(q / (1 - q) * (k - 1))
		sign := 1.0
		if y == saidB {
			sign = -1
		}
		if s.member[w] < 0.5 {
			own += sign * weight * (1 - s.member[w])
			continue
		}
		members++
		voice = max(voice, math.Abs(weight))
		good, bad := math.Log(q), math.Log((1-q)/(k-1))
		push, not := math.Log(1-stray), math.Log(stray/2)
		if y == saidA {
			free[0], free[1] = free[0]+good, free[1]+bad
			called[0], called[1] = called[0]+not, called[1]+push
		} else {
			free[0], free[1] = free[0]+bad, free[1]+good
			called[0], called[1] = called[0]+push, called[1]+not
		}
	}
	if members > 0 {
		l := func(z int) float64 {
			return logSum(math.Log(1-s.call)+free[z], math.Log(s.call)+called[z])
		}
		bloc = min(max(l(0)-l(1), -voice), voice)
	}
	return own + bloc
}

func logSum(a, b float64) float64 {
	m := max(a, b)
	return m + math.Log(math.Exp(a-m)+math.Exp(b-m))
}
