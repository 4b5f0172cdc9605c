package phrase_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/phrase"
)

// TestTexts states how many bare questions are taken for such, and how many claims that look like them are not. Run it with -v for the
// figures. Nothing was changed by what is marked as held out.
func TestTexts(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/texts.tsv")
	require.NoError(t, err)
	type group struct{ set, want, language string }
	all, right := map[group]int{}, map[group]int{}
	for line := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n") {
		f := strings.SplitN(line, "\t", 4)
		g := group{f[0], f[1], f[2]}
		all[g]++
		if phrase.Asks(f[3]) == (f[1] == "question") {
			right[g]++
		} else {
			t.Logf("%v: %q", g, f[3])
		}
	}
	least := map[string]float64{"question": .7, "claim": .99}
	for g, n := range all {
		share := float64(right[g]) / float64(n)
		t.Logf("%s, %s in %s: %d of %d", g.set, g.want, g.language, right[g], n)
		require.GreaterOrEqual(t, share, least[g.want], g)
	}
}
