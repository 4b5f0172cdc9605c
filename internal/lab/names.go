package lab

import (
	"bytes"
	"fmt"
	"io"

	"github.com/rastau/rastau/verification/matching/names"
)

// Names compares names. The file has lines of two names with a tab between; a first line "a, b" is taken for a header. For
// each line, in its order and without a header, the names are written, how alike they are from 0 to 1, and "same" or "different". A [Malformed]
// line ends it before anything is written.
func Names(file string, out io.Writer) error {
	var text bytes.Buffer
	err := pairs(file, "a", "b", func(_ int, a, b string) string {
		if b == "" {
			return "a line is a, a tab, b"
		}
		score, same := names.Same(a, b)
		verdict := "different"
		if same {
			verdict = "same"
		}
		fmt.Fprintf(&text, "%s\t%s\t%.3f\t%s\n", a, b, score, verdict)
		return ""
	})
	if err != nil {
		return err
	}
	_, err = text.WriteTo(out)
	return err
}
