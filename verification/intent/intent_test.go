package intent

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// captions reads what people might write below a picture, and which question it asks.
func captions(t *testing.T, file string) (all []struct{ want, language, text string }) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	for line := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n") {
		f := strings.SplitN(line, "\t", 3)
		require.Len(t, f, 3, line)
		all = append(all, struct{ want, language, text string }{f[0], f[1], strings.ReplaceAll(f[2], `\n`, "\n")})
	}
	return all
}

// TestCaptions states how many captions are taken for "Who is this?" that ask it. Run it with -v for the figures. The first file was
// written before the grammar, the second after it, by which nothing was changed, and the third by somebody who tried to break it.
func TestCaptions(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"tuned.tsv", "heldout.tsv", "others.tsv"} {
		asked, taken, right := 0, 0, 0
		for _, c := range captions(t, file) {
			q, _ := Of(c.text)
			if c.want == string(Identity) {
				asked++
			}
			if q == Identity {
				taken++
			}
			if q == Identity && c.want == string(Identity) {
				right++
			}
			if (q == Identity) != (c.want == string(Identity)) {
				t.Logf("%s %s: %q was taken for %q", file, c.language, c.text, q)
			}
		}
		precision, recall := float64(right)/float64(taken), float64(right)/float64(asked)
		t.Logf("%s: %d captions ask who somebody is; precision %.3f, recall %.3f", file, asked, precision, recall)
		require.GreaterOrEqual(t, precision, .99, file)
		require.GreaterOrEqual(t, recall, .9, file)
	}
}
