package lab

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/rastau/rastau/verification/claim"
)

// Counted is the result of recounting an export.
type Counted struct {
	Claims    int // published verdicts
	ByHand    int // of those, corrected by a reviewer, so that the votes do not tell
	Different int // of the rest, those whose votes say something else
}

// Recount recomputes every published verdict of an export (a JSON object on each line, as `rastau export` writes it) and
// writes every difference.
func Recount(path string, out io.Writer) (n Counted, err error) {
	f, err := os.Open(path) //nolint:gosec // the file that the person names
	if err != nil {
		return n, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	in := bufio.NewReaderSize(f, 1<<20)
	for line := 1; ; line++ {
		text, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return n, Malformed{path, line, "the line is longer than a megabyte"}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return n, err
		}
		if text = bytes.TrimSpace(text); len(text) > 0 {
			var claim claim.OpenClaim
			if e := json.Unmarshal(text, &claim); e != nil || claim.Claim == "" || len(claim.Answers) == 0 {
				return n, Malformed{path, line, "this is not a claim as `rastau export` writes it"}
			}
			n.add(claim, out)
		}
		if err != nil {
			return n, nil
		}
	}
}

func (n *Counted) add(c claim.OpenClaim, out io.Writer) {
	n.Claims++
	if c.Verdict.ByHand {
		n.ByHand++
		return
	}
	again := c.Recount()
	differs := func(what string, published, counted any) {
		fmt.Fprintf(out, "%s: %s was published as %v, and the votes give %v\n", c.Claim, what, published, counted)
	}
	before := n.Different
	switch {
	case again.Answer != c.Verdict.Answer:
		n.Different++
		differs("the answer", c.Verdict.Answer, again.Answer)
	case math.Abs(again.Confidence-c.Verdict.Confidence) > 1e-9:
		n.Different++
		differs("the confidence", c.Verdict.Confidence, again.Confidence)
	case again.Voices != c.Verdict.Voices || again.For != c.Verdict.For:
		n.Different++
		differs("the number of voices", fmt.Sprintf("%d of %d", c.Verdict.For, c.Verdict.Voices), fmt.Sprintf("%d of %d", again.For, again.Voices))
	}
	if n.Different == before && (again.Voices < c.Rule.MinVoters || again.Confidence < c.Rule.Confidence) {
		n.Different++
		fmt.Fprintf(out, "%s: it was published, and its rule was not met\n", c.Claim)
	}
}
