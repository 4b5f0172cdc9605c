package consensus

import (
	"math"
	"sort"
)

// Vote is one person's answer on one claim, and the chance that an answer of theirs is right, within (0, 1).
type Vote struct {
	Answer      string
	Reliability float64
}

// Verdict is what the votes on a claim amount to.
type Verdict struct {
	Answer     string  // the best answer; "" when nobody voted
	Confidence float64 // the probability that it is right, 0 to 1
	Voters     int     // how many votes it rests on
	Decided    bool    // sure enough to be a result
}

// Judge is how a verdict follows from votes. answers are all that could be given; a vote for another one is ignored.
type Judge interface {
	Judge(answers []string, votes []Vote) Verdict
}

// Bayes is the streaming Bayesian rule of Manino, Tran-Thanh and Jennings ("Streaming Bayesian inference for
// crowdsourced classification", NeurIPS 2019) with tempered likelihoods: a vote by someone of reliability q adds
// T·(log q − log((1−q)/(K−1))) to the log-odds of its answer, K being the number of answers.
type Bayes struct {
	// Tempering, T, is in (0, 1]. People are not independent; untempered posteriors claim .95 where .82 is right.
	Tempering float64
	// Confidence is the posterior from which a claim counts as decided, in (0.5, 1).
	Confidence float64
	// MinVoters is the least number of votes that a decision rests on.
	MinVoters int
}

var _ Judge = Bayes{}

// Default is the rule with its published starting values.
func Default() Bayes { return Bayes{Tempering: 0.25, Confidence: 0.9, MinVoters: 5} }

// Judge weighs the votes. Their order does not matter; of equally likely answers the first in alphabetical order is
// named, and never decided.
func (b Bayes) Judge(answers []string, votes []Vote) Verdict {
	odds := make(map[string]float64, len(answers))
	for _, a := range answers {
		odds[a] = 0
	}
	k := float64(max(len(odds), 2))
	var v Verdict
	for _, vote := range votes {
		if _, ok := odds[vote.Answer]; !ok {
			continue
		}
		q := min(max(vote.Reliability, 0.01), 0.99)
		odds[vote.Answer] += b.Tempering * (math.Log(q) - math.Log((1-q)/(k-1)))
		v.Voters++
	}
	if v.Voters == 0 {
		return v
	}
	names := make([]string, 0, len(odds))
	for a := range odds {
		names = append(names, a)
	}
	sort.Strings(names)
	best := names[0]
	for _, a := range names[1:] {
		if odds[a] > odds[best] {
			best = a
		}
	}
	var sum float64
	for _, a := range names {
		sum += math.Exp(odds[a] - odds[best])
	}
	// An answer that cannot be compared with another is not made certain by standing alone.
	if len(names) == 1 {
		sum += math.Exp(-odds[best])
	}
	v.Answer, v.Confidence = best, 1/sum
	v.Decided = v.Voters >= b.MinVoters && v.Confidence >= b.Confidence
	return v
}

// Record is what is known of a person's earlier answers.
type Record struct {
	Right    float64 // sum of the probabilities of the answers that they gave, on claims since decided
	Answered int     // how many such claims there were
}

// The prior of a newcomer: as if 4 of 6 answers had been right (α = 4, β = 2).
const (
	priorRight = 4
	priorWrong = 2
)

// Reliability is the chance that the person's next answer is right: (α + Right) / (α + β + Answered).
func (r Record) Reliability() float64 {
	return (priorRight + r.Right) / (priorRight + priorWrong + float64(r.Answered))
}

// Add returns the record after one more claim was decided, on which the person gave an answer of that probability.
func (r Record) Add(probability float64) Record {
	return Record{Right: r.Right + probability, Answered: r.Answered + 1}
}
