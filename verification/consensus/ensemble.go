package consensus

import "math"

// A blend says how much each estimator counts in the mean of their probabilities.
type blend struct{ confusion, oneCoin, weighted, share float64 }

// blends range from "the votes on a claim are independent" to "agreement says little more than itself". No estimator is
// best everywhere; their mean is never far from the best, and the plain shares keep it from claiming more than a
// crowd can know. Chosen by cross-validation, see docs/consensus.md; settled claims choose among them.
var blends = []struct {
	blend
	belief float64 // before any claim is settled
}{
	{blend{.75, .25, 0, 0}, .15},
	{independent, .25},
	{usual, .4},
	{blend{.30, .10, .25, .35}, .2},
}

var (
	usual       = blend{.50, .15, .15, .20}
	independent = blend{.60, .20, .10, .10}
)

// calm is the excess agreement below which the votes on a claim look independent, where there are enough to see it. On
// real sets it is 1.2 to 4.
const calm = 1.15

// opinion is what the estimators say, by slot.
type opinion struct {
	mu          []float64 // the blend
	reliability []float64 // by verifier
	excess      float64   // agreement beyond independence, in units of what chance gives
	camps       []float64 // by verifier: the direction of that excess
}

// ensemble blends the estimators. Claims with a known outcome get the probabilities that would have followed without it.
func (p *dataset) ensemble() opinion {
	coin, reliability := p.oneCoin()
	average := p.weighted()
	confusion := coin
	if p.closed {
		confusion = p.confusion()
	}
	shares := p.smoothShares()
	mix := func(b blend, s int) float64 {
		return b.confusion*confusion[s] + b.oneCoin*coin[s] + b.weighted*average[s] + b.share*shares[s]
	}
	excess, camps := newAgreement(p, reliability).leading()
	first := usual
	if excess < calm && p.exposure() >= exposed {
		first = independent
	}
	b := p.chooseBlend(mix, first)
	mu := confusion
	if !p.closed {
		mu = make([]float64, len(coin))
	}
	for s := range mu {
		mu[s] = mix(b, s)
	}
	return opinion{mu, reliability, excess, camps}
}

// smoothShares are the shares of the votes with one more vote spread over all answers, so that two of two are not taken
// for certain.
func (p *dataset) smoothShares() []float64 {
	out := make([]float64, len(p.share))
	for i := range p.Claims {
		m := out[p.slot[i]:p.slot[i+1]]
		n := float64(p.start[i+1]-p.start[i]) + 1
		for z := range m {
			m[z] = 1 / float64(len(m)) / n
		}
		for j := p.start[i]; j < p.start[i+1]; j++ {
			m[p.what[j]] += 1 / n
		}
	}
	return out
}

// chooseBlend averages the blends by how well they foretold the settled claims; without any it is the first guess.
func (p *dataset) chooseBlend(mix func(b blend, slot int) float64, first blend) blend {
	const surprise = 0.02 // no outcome counts as less likely: one odd settled claim does not decide
	posterior := make([]float64, len(blends))
	known := 0
	for i, s := range p.settled {
		if s >= 0 && p.start[i+1] > p.start[i] {
			known++
			for k := range blends {
				posterior[k] += math.Log(max(mix(blends[k].blend, int(p.slot[i]+s)), surprise))
			}
		}
	}
	if known == 0 {
		return first
	}
	for k := range blends {
		posterior[k] += math.Log(blends[k].belief)
	}
	softmax(posterior)
	var b blend
	for k, w := range posterior {
		b.confusion += w * blends[k].confusion
		b.oneCoin += w * blends[k].oneCoin
		b.weighted += w * blends[k].weighted
		b.share += w * blends[k].share
	}
	return b
}
