package lab

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/rastau/rastau/verification/consensus"
)

// Score is the accuracy of estimates against known outcomes. All fields are shares.
type Score struct {
	Right    float64 // best answer is the outcome
	ECE      float64 // expected calibration error, ten bins of equal width
	Sure     float64 // confidence of .95 and more
	SureTrue float64 // of those, right
	Claims   int
}

// NewScore compares estimates with outcomes; it ignores claims without one.
func NewScore(b *consensus.Ballots, estimates []consensus.Estimate, outcomes map[string]string) Score {
	const bins = 10
	var s Score
	var sure, sureTrue float64
	var said, hits [bins]float64
	for i, e := range estimates {
		outcome, ok := outcomes[b.Claims[i]]
		if !ok {
			continue
		}
		s.Claims++
		right := 0.0
		if e.Answer >= 0 && b.Answers[e.Answer] == outcome {
			right = 1
		}
		s.Right += right
		if e.Confidence >= 0.95 {
			sure++
			sureTrue += right
		}
		bin := min(bins-1, int(e.Confidence*bins))
		said[bin] += e.Confidence
		hits[bin] += right
	}
	n := float64(max(s.Claims, 1))
	for i := range said {
		s.ECE += math.Abs(said[i]-hits[i]) / n
	}
	s.Right /= n
	s.Sure, s.SureTrue = sure/n, sureTrue/max(sure, 1)
	return s
}

// Set is a set of votes with known outcomes.
type Set struct {
	Name     string
	Ballots  *consensus.Ballots
	Outcomes map[string]string
}

// Sets reads the sets of a folder: NAME.votes.tsv and, beside it, NAME.gold.tsv.
func Sets(folder string) ([]Set, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.votes.tsv"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("there is no NAME.votes.tsv in " + folder)
	}
	var sets []Set
	for _, f := range files {
		name := strings.TrimSuffix(f, ".votes.tsv")
		s := Set{Name: filepath.Base(name), Outcomes: map[string]string{}}
		if s.Ballots, _, err = (ConsensusFiles{Votes: f}).read(); err != nil {
			return nil, err
		}
		err := each(name+".gold.tsv", func(_ *table, v [][]byte) error {
			s.Outcomes[string(v[0])] = string(v[1])
			return nil
		}, "claim", "answer")
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

// Measure writes the accuracy of the engine and its parts on every set of a folder.
func Measure(folder string, out io.Writer) error {
	sets, err := Sets(folder)
	if err != nil {
		return err
	}
	parts := []string{"majority", "confusion", "one coin", "weighted"}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "set\tclaims\tvotes\t%s\tonline\tbatch\tcalibration error\tsays ≥ .95\tright there\n", strings.Join(parts, "\t"))
	for _, s := range sets {
		alone := consensus.Ablation(s.Ballots)
		fmt.Fprintf(w, "%s\t%d\t%d", s.Name, len(s.Ballots.Claims), s.Ballots.Votes())
		for _, p := range parts {
			fmt.Fprintf(w, "\t%.3f", NewScore(s.Ballots, alone[p], s.Outcomes).Right)
		}
		policy := consensus.DefaultPolicy()
		online := NewScore(s.Ballots, consensus.Stream(s.Ballots, consensus.Known{}, policy).Claims, s.Outcomes)
		batch := NewScore(s.Ballots, consensus.Fit(s.Ballots, consensus.Known{}, policy).Claims, s.Outcomes)
		fmt.Fprintf(w, "\t%.3f\t%.3f\t%.3f\t%.2f\t%.3f\n", online.Right, batch.Right, batch.ECE, batch.Sure, batch.SureTrue)
	}
	return w.Flush()
}
