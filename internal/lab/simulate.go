package lab

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/consensus/adversary"
)

// Attack is a line of the table of attacks: a scenario, and what is known when it is judged.
type Attack struct {
	adversary.Scenario
	Tree    bool // it is known who invited whom
	Unaided bool // nothing is settled and nobody trusted
}

// Outcome is the outcome of an attack, in shares.
type Outcome struct {
	Majority        float64 // of the targets, on which a plain majority is right
	TargetsRight    float64
	TargetsWrong    float64 // published, and wrong
	OthersRight     float64
	OthersPublished float64
	Precision       float64 // of what was published of the others
}

// Attacks returns the attacks of the table that `rastau simulate` prints.
func Attacks() []Attack {
	var all []Attack
	for _, sybils := range []float64{0, .1, .2, .3, .4, .45} {
		all = append(all, Attack{Scenario: adversary.Standard(100, sybils)})
	}
	for _, sybils := range []float64{0, .4, .45} {
		mixed, pile := adversary.Standard(100, sybils), adversary.Standard(100, sybils)
		mixed.Name, mixed.Mixed = "mixed", true
		pile.Name, pile.PileOn = "pile-on", true
		all = append(all, Attack{Scenario: mixed}, Attack{Scenario: pile})
	}
	all = append(all, Attack{Scenario: adversary.Standard(100, .4), Unaided: true})
	for _, sybils := range []float64{0, .2, .3, .4, .45} {
		s := adversary.Standard(300, sybils)
		all = append(all, Attack{Scenario: s}, Attack{Scenario: s, Tree: true})
	}
	return all
}

// Judge simulates an attack with the given number of seeds, starting with the first, and returns the average outcome.
func (a Attack) Judge(first uint64, seeds int) Outcome {
	var o Outcome
	var targets, others, published float64
	for i := range seeds {
		p := a.Perform(first + uint64(i)) //nolint:gosec // a count is not negative
		var c consensus.Collector
		for _, v := range p.Votes {
			c.Add([]byte(v.Claim), []byte(v.Verifier), []byte(v.Answer), 0)
		}
		var known consensus.Known
		if !a.Unaided {
			known.Settled, known.Trusted = p.Settled, p.Trusted
		}
		if a.Tree {
			known.Invites = p.Invites
		}
		b := c.Ballots()
		majority := consensus.Majority(b)
		for i, e := range consensus.Fit(b, known, consensus.DefaultPolicy()).Claims {
			right := 0.0
			if e.Answer >= 0 && b.Answers[e.Answer] == p.Truth[b.Claims[i]] {
				right = 1
			}
			switch {
			case p.Target[b.Claims[i]]:
				targets++
				o.TargetsRight += right
				if b.Answers[majority[i].Answer] == p.Truth[b.Claims[i]] {
					o.Majority++
				}
				if e.Publish {
					o.TargetsWrong += 1 - right
				}
			default:
				others++
				o.OthersRight += right
				if e.Publish {
					published++
					o.Precision += right
				}
			}
		}
	}
	o.Majority /= max(targets, 1)
	o.TargetsRight /= max(targets, 1)
	o.TargetsWrong /= max(targets, 1)
	o.OthersPublished = published / max(others, 1)
	o.OthersRight /= max(others, 1)
	o.Precision /= max(published, 1)
	return o
}

// Simulate writes the table of attacks.
func Simulate(out io.Writer, first uint64, seeds int) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "1000 claims, 10 votes each, 200 of them targets; means of %s from %d\n", english.Count(seeds, "seed"), first)
	fmt.Fprintln(w, "verifiers\tskill, votes\tsybils\tknown\tmajority right\ttargets right\tpublished wrong\tothers right\tpublished\tprecision")
	for _, a := range Attacks() {
		known := "50 settled, 5 trusted"
		if a.Unaided {
			known = "nothing"
		}
		if a.Tree {
			known += ", invitations"
		}
		o := a.Judge(first, seeds)
		majority, targets, wrong := "–", "–", "–"
		if a.Sybils > 0 {
			majority = fmt.Sprintf("%.3f", o.Majority)
			targets, wrong = fmt.Sprintf("%.3f", o.TargetsRight), fmt.Sprintf("%.3f", o.TargetsWrong)
		}
		fmt.Fprintf(w, "%d\t%s\t%.0f%%\t%s\t%s\t%s\t%s\t%.3f\t%.3f\t%.3f\n", a.Verifiers, a.Name, 100*a.Sybils, known, majority, targets, wrong,
			o.OthersRight, o.OthersPublished, o.Precision)
	}
	return w.Flush()
}
