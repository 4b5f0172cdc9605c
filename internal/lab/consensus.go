package lab

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/matching/names"
)

// ConsensusFiles are the input files of `rastau lab consensus`, tab-separated with a header; all but Votes are optional.
type ConsensusFiles struct {
	Votes   string // claim, verifier, answer, at (optional: RFC 3339 or seconds since 1970)
	Settled string // claim, answer: outcomes that are known
	Trusted string // verifier
	Invites string // verifier, inviter
}

// ConsensusOptions say how the votes are judged.
type ConsensusOptions struct {
	Online bool // one vote after the other instead of all at once
	Policy consensus.Policy
}

// Took is the duration of the steps of a run.
type Took struct{ Reading, Judging time.Duration }

// Consensus judges the votes in a file and writes a line for each claim, in the order of first appearance: claim, answer,
// confidence, voices, publish, reason. A [Malformed] line ends it before anything is written.
func Consensus(files ConsensusFiles, o ConsensusOptions, now func() time.Time, out io.Writer) (Took, error) {
	var took Took
	start := now()
	ballots, known, err := files.read()
	if err != nil {
		return took, err
	}
	took.Reading = now().Sub(start)
	start = now()
	judge := consensus.Fit
	if o.Online {
		judge = consensus.Stream
	}
	report := judge(ballots, known, o.Policy)
	took.Judging = now().Sub(start)
	return took, write(out, ballots, report)
}

func (f ConsensusFiles) read() (*consensus.Ballots, consensus.Known, error) {
	known := consensus.Known{Settled: map[string]string{}, Invites: map[string]string{}}
	c := consensus.Collector{Canonical: names.Key, None: noneOfThese}
	err := each(f.Votes, func(t *table, v [][]byte) error {
		at, err := moment(v[3])
		if err != nil {
			return Malformed{t.file, t.line, err.Error()}
		}
		c.Add(v[0], v[1], v[2], at)
		return nil
	}, "claim", "verifier", "answer", "at?")
	if err != nil {
		return nil, known, err
	}
	if f.Settled != "" {
		err = each(f.Settled, func(_ *table, v [][]byte) error {
			known.Settled[string(v[0])] = string(v[1])
			c.AddAnswer(string(v[1]))
			return nil
		}, "claim", "answer")
	}
	if err == nil && f.Trusted != "" {
		err = each(f.Trusted, func(_ *table, v [][]byte) error {
			known.Trusted = append(known.Trusted, string(v[0]))
			return nil
		}, "verifier")
	}
	if err == nil && f.Invites != "" {
		err = each(f.Invites, func(_ *table, v [][]byte) error {
			if len(v[1]) > 0 { // the first of all was invited by nobody
				known.Invites[string(v[0])] = string(v[1])
			}
			return nil
		}, "verifier", "inviter?")
	}
	return c.Ballots(), known, err
}

// noneOfThese is the answer to an open question that none of those given is right.
const noneOfThese = "none of these"

// moment parses a time; it returns 0 for an empty field.
func moment(field []byte) (int64, error) {
	if len(field) == 0 {
		return 0, nil
	}
	text := string(field)
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return int64(seconds), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Unix(), nil
		}
	}
	return 0, fmt.Errorf("%q is not a time; write 2022-01-09T18:30:00Z or seconds since 1970", text)
}

func write(out io.Writer, b *consensus.Ballots, r *consensus.Report) error {
	w := bufio.NewWriterSize(out, 1<<16)
	fmt.Fprintln(w, strings.Join([]string{"claim", "answer", "confidence", "voices", "publish", "reason"}, "\t"))
	for i, e := range r.Claims {
		answer := noneOfThese
		if e.Answer >= 0 {
			answer = b.Answers[e.Answer]
		}
		fmt.Fprintf(w, "%s\t%s\t%.4f\t%d\t%t\t%s\n", b.Claims[i], answer, e.Confidence, e.Voices, e.Publish, e.Reason)
	}
	return w.Flush()
}
