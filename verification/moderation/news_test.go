package moderation

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sentences gives 1,000 sentences of news in a language; see the SOURCE.txt beside them.
func sentences(tb testing.TB, language string) []string {
	tb.Helper()
	from := map[string]string{"kk": "ref.kaz", "ky": "ref.kir", "ru": "ref.rus", "en": "src.eng"}[language]
	raw, err := os.ReadFile("../matching/texts/testdata/sentences/newstest2019-" + from + ".txt")
	require.NoError(tb, err)
	return strings.Split(strings.TrimSpace(string(raw)), "\n")
}

// TestScreensOnNews states of how many sentences of news each screen takes note. Run it with -v for the figures. Some of them
// do tell of crimes, and of where somebody works: it is an upper bound of how often a screen errs.
func TestScreensOnNews(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]struct {
		screen func(string) bool
		most   int // of 1,000
	}{
		"mask":        {func(text string) bool { return Mask(text) != text }, 5},
		"summons":     {CallsToGather, 20},
		"whereabouts": {GivesLocation, 70},
		"accuses":     {Accuses, 70},
		"custody":     {InCustody, 50},
	} {
		for _, language := range []string{"kk", "ky", "ru", "en"} {
			found := 0
			for _, text := range sentences(t, language) {
				if s.screen(text) {
					found++
				}
			}
			t.Logf("%s %s: %d", name, language, found)
			require.LessOrEqual(t, found, s.most, "%s %s", name, language)
		}
	}
}
