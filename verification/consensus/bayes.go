package consensus

import (
	"maps"
	"math"
	"slices"
	"sort"
)

// Vote is one person's answer on one claim, and the chance that an answer of theirs is right, within (0, 1). People of
// the same Voice, if it is not "", act together and are heard once.
type Vote struct {
	Answer      string
	Reliability float64
	Voice       string
}

// Verdict is what the votes on a claim amount to.
type Verdict struct {
	Answer     string  // the best answer; "" when nobody voted
	Confidence float64 // the probability that it is right, 0 to 1
	Voters     int     // how many independent voices it rests on
	For        int     // how many of those gave the answer
	Decided    bool    // sure enough to be a result
	Rule       Bayes   // by which it was decided, for who counts again
}

// Judge is a rule that turns votes into a verdict. answers are the possible answers; votes for others are ignored.
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

// Default returns the rule with its published starting values.
func Default() Bayes { return Bayes{Tempering: 0.25, Confidence: 0.9, MinVoters: 5} }

// Judge weighs the votes, in any order. Of equally likely answers it returns the first in alphabetical order, undecided.
func (b Bayes) Judge(answers []string, votes []Vote) Verdict {
	odds := make(map[string]float64, len(answers))
	for _, a := range answers {
		odds[a] = 0
	}
	v := Verdict{Rule: b}
	with := make(map[string]int, len(answers))
	for _, vote := range oneVoiceEach(votes, odds) {
		odds[vote.Answer] += b.Weight(vote.Reliability, len(odds))
		with[vote.Answer]++
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
	v.Answer, v.Confidence, v.For = best, 1/sum, with[best]
	v.Decided = v.Voters >= b.MinVoters && v.Confidence >= b.Confidence
	return v
}

// Weight returns what a vote adds to the log-odds of its answer, among so many answers.
func (b Bayes) Weight(reliability float64, answers int) float64 {
	q := likely(reliability)
	return b.Tempering * (math.Log(q) - math.Log((1-q)/float64(max(answers, 2)-1)))
}

// oneVoiceEach drops impossible answers and merges the votes of those who act together into one: what most of them say, with
// the weight of the most reliable who says so, or nothing if they are evenly split.
func oneVoiceEach(votes []Vote, possible map[string]float64) []Vote {
	out := make([]Vote, 0, len(votes))
	var together map[string][]Vote
	for _, v := range votes {
		if _, ok := possible[v.Answer]; !ok {
			continue
		}
		v.Reliability = likely(v.Reliability)
		if v.Voice == "" {
			out = append(out, v)
			continue
		}
		if together == nil {
			together = map[string][]Vote{}
		}
		together[v.Voice] = append(together[v.Voice], v)
	}
	for _, name := range slices.Sorted(maps.Keys(together)) {
		count := map[string]int{}
		for _, v := range together[name] {
			count[v.Answer]++
		}
		var said Vote
		most, even := 0, false
		for _, v := range together[name] {
			switch n := count[v.Answer]; {
			case n > most:
				said, most, even = v, n, false
			case n == most && v.Answer != said.Answer:
				even = true
			case n == most && v.Reliability > said.Reliability:
				said = v
			}
		}
		if !even {
			out = append(out, said)
		}
	}
	return out
}

// Record summarises a person's earlier answers.
type Record struct {
	Right    float64 // sum of the probabilities of the answers that they gave, on claims since decided
	Answered float64 // how many such claims there were; older ones count less
}

// fade is how much a record keeps when an answer is added: what somebody answered two hundred claims ago counts a third.
// It is answers that let it fade, and not time: nobody is worse for having been cut off.
const fade = 1 - 1.0/200

// The prior of a newcomer: as if 4 of 6 answers had been right (α = 4, β = 2).
const (
	priorRight = 4
	priorWrong = 2
)

// Reliability returns the probability that the person's next answer is right: (α + Right) / (α + β + Answered).
func (r Record) Reliability() float64 {
	return (priorRight + r.Right) / (priorRight + priorWrong + r.Answered)
}

// Add returns the record after one more claim was decided, on which the person gave an answer of that probability.
func (r Record) Add(probability float64) Record {
	return Record{Right: fade*r.Right + probability, Answered: fade*r.Answered + 1}
}
