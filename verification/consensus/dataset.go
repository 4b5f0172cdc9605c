package consensus

import (
	"math"
)

func active(p *dataset) int {
	seen := make([]bool, len(p.Verifiers))
	n := 0
	for _, w := range p.who {
		if !seen[w] {
			seen[w] = true
			n++
		}
	}
	return n
}

// exposure returns how many answers of others a verifier's own can be compared with, on average.
func (p *dataset) exposure() float64 {
	var pairs float64
	for i := range p.Claims {
		n := float64(p.start[i+1] - p.start[i])
		pairs += n * (n - 1)
	}
	return pairs / max(float64(active(p)), 1)
}

// dataset is what the estimators of a batch fit share: the votes, the known outcomes, and the plain shares of the votes that
// all of them start from.
type dataset struct {
	*Ballots
	settled []int32   // by claim: the slot of the known outcome, -1 where there is none
	share   []float64 // by slot: each answer's share of the claim's votes, or the known outcome
	prior   []float64 // closed questions: log of how often each answer is the outcome, going by the shares
	drift   float64   // how far an estimator may move that prior, in log units
}

const (
	rounds    = 15   // of expectation and maximisation at most
	tolerance = 2e-4 // mean change of a claim's probabilities below which there is no further round
	// votesForPrior is how many votes a claim must have on average before the shares say how often each answer is the
	// outcome; with fewer the estimators lean towards "equally often". By cross-validation, see docs/consensus.md.
	votesForPrior = 5
	// sharpen makes up for the mistakes that level the shares out.
	sharpen    = 1.15
	priorDrift = 0.3
)

func newDataset(b *Ballots, settled []int32) *dataset {
	p := &dataset{Ballots: b, settled: settled}
	p.share = make([]float64, b.slot[len(b.Claims)])
	for i := range b.Claims {
		m := p.share[b.slot[i]:b.slot[i+1]]
		if p.clamp(i, m) {
			continue
		}
		if b.start[i] == b.start[i+1] { // a group of copies that was split, and nobody else
			for z := range m {
				m[z] = 1 / float64(len(m))
			}
		}
		each := 1 / float64(b.start[i+1]-b.start[i])
		for j := b.start[i]; j < b.start[i+1]; j++ {
			m[b.what[j]] += each
		}
	}
	if b.closed {
		p.learnPrior()
	}
	return p
}

// clamp sets the probabilities of a claim to its known outcome and reports whether there is one.
func (p *dataset) clamp(claim int, m []float64) bool {
	s := p.settled[claim]
	if s < 0 {
		return false
	}
	clear(m)
	m[s] = 1
	return true
}

func (p *dataset) learnPrior() {
	p.prior = make([]float64, p.k)
	weight := make([]float64, p.k)
	p.tally(p.share, weight)
	perClaim := float64(p.Votes()) / float64(max(len(p.Claims), 1))
	trust := min(1, max(0, (perClaim-1)/(votesForPrior-1)))
	p.drift = priorDrift * trust
	for z, w := range weight {
		p.prior[z] = trust * sharpen * math.Log(w)
	}
}

// tally sets weight to each answer's smoothed share of the outcomes.
func (p *dataset) tally(mu, weight []float64) {
	const pseudo = 5
	for z := range weight {
		weight[z] = pseudo
	}
	for i := 0; i < len(mu); i += p.k {
		for z, m := range mu[i : i+p.k] {
			weight[z] += m
		}
	}
	total := float64(len(mu)/p.k + pseudo*p.k)
	for z := range weight {
		weight[z] /= total
	}
}

// moved follows what the outcomes now look like, but not far: an estimator that learns how often each answer is right
// from its own guesses ends by giving one answer to everything.
func (p *dataset) moved(mu, prior []float64) {
	p.tally(mu, prior)
	for z, w := range prior {
		prior[z] = min(max(math.Log(w), p.prior[z]-p.drift), p.prior[z]+p.drift)
	}
}

// softmax turns log weights into probabilities.
func softmax(l []float64) {
	best := l[0]
	for _, x := range l[1:] {
		best = max(best, x)
	}
	var sum float64
	for i, x := range l {
		l[i] = math.Exp(x - best)
		sum += l[i]
	}
	for i := range l {
		l[i] /= sum
	}
}

// replace normalises a claim's new log weights into its probabilities and returns how far they moved.
func replace(m, l []float64) float64 {
	softmax(l)
	var change float64
	for z, x := range l {
		change += math.Abs(x - m[z])
		m[z] = x
	}
	return change
}
