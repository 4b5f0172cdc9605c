//go:build !race

package lab_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/lab"
	"github.com/rastau/rastau/verification/consensus"
)

// TestTheBotsRuleUnderAttack judges each claim as the bot does: by the rule for one claim, with how often everybody is right and who acts
// together taken from the fit of all votes. It prints the table of docs/consensus.md.
func TestTheBotsRuleUnderAttack(t *testing.T) {
	t.Parallel()
	const seeds = 5
	t.Logf("%-9s  %-12s  %-6s  %-7s  %-13s  %-15s  %-16s  %s", "verifiers", "skill, votes", "sybils", "known", "targets right", "published wrong", "others published", "precision")
	for _, a := range lab.Attacks() {
		if a.Verifiers != 100 {
			continue
		}
		o := byTheBotsRule(a, seeds)
		known := "settled"
		if a.Unaided {
			known = "nothing"
		}
		right, wrong := "–", "–"
		if a.Sybils > 0 {
			right, wrong = fmt.Sprintf("%.3f", o.TargetsRight), fmt.Sprintf("%.3f", o.TargetsWrong)
		}
		t.Logf("%-9d  %-12s  %-6s  %-7s  %-13s  %-15s  %-16.3f  %.3f", a.Verifiers, a.Name, fmt.Sprintf("%.0f%%", a.Sybils*100), known, right, wrong, o.OthersPublished, o.Precision)
		require.GreaterOrEqual(t, o.Precision, .99)
		if a.Sybils > 0 && !a.Unaided {
			require.LessOrEqual(t, o.TargetsWrong, .005)
		}
		if a.Unaided {
			require.LessOrEqual(t, o.TargetsWrong, .03)
		}
	}
}

// byTheBotsRule plays an attack with as many seeds as asked for, and averages.
func byTheBotsRule(a lab.Attack, seeds uint64) lab.Outcome {
	var o lab.Outcome
	var targets, others, published float64
	for seed := uint64(1); seed <= seeds; seed++ {
		p := a.Perform(seed)
		var c consensus.Collector
		for _, v := range p.Votes {
			c.Add([]byte(v.Claim), []byte(v.Verifier), []byte(v.Answer), 0)
		}
		var known consensus.Known
		if !a.Unaided {
			known.Settled, known.Trusted = p.Settled, p.Trusted
		}
		b := c.Ballots()
		fitted := fittedVoters(b, consensus.Fit(b, known, consensus.DefaultPolicy()))
		votes := map[string][]consensus.Vote{}
		for _, v := range p.Votes {
			vote := fitted[v.Verifier]
			vote.Answer = v.Answer
			votes[v.Claim] = append(votes[v.Claim], vote)
		}
		for _, code := range b.Claims {
			if known.Settled[code] != "" {
				continue
			}
			verdict := consensus.Default().Judge(b.Answers, votes[code])
			right := 0.0
			if verdict.Answer == p.Truth[code] {
				right = 1
			}
			switch {
			case p.Target[code]:
				targets++
				o.TargetsRight += right
				if verdict.Decided {
					o.TargetsWrong += 1 - right
				}
			default:
				others++
				if verdict.Decided {
					published++
					o.Precision += right
				}
			}
		}
	}
	o.TargetsRight, o.TargetsWrong = o.TargetsRight/max(targets, 1), o.TargetsWrong/max(targets, 1)
	o.OthersPublished, o.Precision = published/others, o.Precision/published
	return o
}

// fittedVoters gives for each voter a vote without an answer: what the bot takes from a fit.
func fittedVoters(b *consensus.Ballots, r *consensus.Report) map[string]consensus.Vote {
	fitted := map[string]consensus.Vote{}
	for i, name := range b.Verifiers {
		fitted[name] = consensus.Vote{Reliability: r.Reliability[i]}
	}
	together := func(group string, members []int32) {
		for _, i := range members {
			vote := fitted[b.Verifiers[i]]
			vote.Voice = group
			fitted[b.Verifiers[i]] = vote
		}
	}
	if r.Collusion != nil && r.Collusion.Certain {
		together("bloc", r.Collusion.Members)
	}
	for i, members := range r.Copies {
		together(fmt.Sprintf("copies %d", i), members)
	}
	return fitted
}
