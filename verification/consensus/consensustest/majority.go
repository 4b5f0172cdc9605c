// Package consensustest has a judge for tests, of which a reader can tell by counting what it decides.
package consensustest

import (
	"slices"

	"github.com/rastau/rastau/verification/consensus"
)

// Majority decides for the answer that more than half of at least that many voters gave.
type Majority int

// Judge counts the votes for each of the answers. Weights do not matter to it.
func (m Majority) Judge(answers []string, votes []consensus.Vote) consensus.Verdict {
	count := map[string]int{}
	v := consensus.Verdict{}
	for _, vote := range votes {
		if slices.Contains(answers, vote.Answer) {
			count[vote.Answer]++
			v.Voters++
		}
	}
	for _, a := range answers {
		if n := count[a]; n > 0 && n > count[v.Answer] {
			v.Answer, v.Confidence = a, float64(n)/float64(v.Voters)
		}
	}
	v.Decided = v.Voters >= int(m) && 2*count[v.Answer] > v.Voters
	return v
}
