package lab

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/consensus/adversary"
)

// Crowded is the accuracy of an estimator over many simulated crowds.
type Crowded struct {
	Score         // means
	Worst float64 // least difference to majority
	Below int     // crowds in which it is more than a hundredth below majority
}

// methods are what is compared: the parts of the engine, and the engine vote by vote and at once.
var methods = []string{"majority", "confusion", "one coin", "weighted", "online", "batch"}

// Crowds simulates the given number of crowds, starting with the first seed, and evaluates every method on them.
func Crowds(first uint64, seeds int) map[string]Crowded {
	out := map[string]Crowded{}
	for i := range seeds {
		p := adversary.Crowd(first + uint64(i)) //nolint:gosec // a count is not negative
		var c consensus.Collector
		for _, v := range p.Votes {
			c.Add([]byte(v.Claim), []byte(v.Verifier), []byte(v.Answer), 0)
		}
		b := c.Ballots()
		said := consensus.Ablation(b)
		said["online"] = consensus.Stream(b, consensus.Known{}, consensus.DefaultPolicy()).Claims
		said["batch"] = consensus.Fit(b, consensus.Known{}, consensus.DefaultPolicy()).Claims
		majority := NewScore(b, said["majority"], p.Truth).Right
		for _, m := range methods {
			s, n := NewScore(b, said[m], p.Truth), float64(seeds)
			o := out[m]
			o.Right += s.Right / n
			o.ECE += s.ECE / n
			o.Sure += s.Sure / n
			o.SureTrue += s.Sure * s.SureTrue / n
			o.Worst = min(o.Worst, s.Right-majority)
			if s.Right < majority-0.01 {
				o.Below++
			}
			out[m] = o
		}
	}
	for _, m := range methods {
		o := out[m]
		o.SureTrue /= max(o.Sure, 1e-9)
		out[m] = o
	}
	return out
}

// WriteCrowds writes the table of [Crowds].
func WriteCrowds(out io.Writer, first uint64, seeds int) error {
	all := Crowds(first, seeds)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s from seed %d\n", english.Count(seeds, "crowd"), first)
	fmt.Fprintln(w, "method\tright\tcalibration error\tsays ≥ .95\tright there\tworst against majority\tmore than .01 below it")
	for _, m := range methods {
		o := all[m]
		fmt.Fprintf(w, "%s\t%.3f\t%.3f\t%.2f\t%.3f\t%+.3f\t%d\n", m, o.Right, o.ECE, o.Sure, o.SureTrue, o.Worst, o.Below)
	}
	return w.Flush()
}
