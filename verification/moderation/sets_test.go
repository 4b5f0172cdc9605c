package moderation

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type example struct{ text, want, language, note string }

// examples reads a set of texts: those on which the lists were made, or those that were held out.
func examples(tb testing.TB, half, name string) (list []example) {
	tb.Helper()
	raw, err := os.ReadFile("testdata/" + half + "/" + name + ".tsv")
	require.NoError(tb, err)
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := append(strings.Split(strings.TrimSuffix(line, "\n"), "\t"), "", "")
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(f[0], `"`, `\"`) + `"`)
		require.NoError(tb, err, line)
		list = append(list, example{text, f[1], f[2], f[3]})
	}
	return list
}

// figures count what a screen found of what it should, and of what it should not.
type figures struct{ found, missed, wrong, right int }

func (f figures) recall() float64 { return float64(f.found) / float64(f.found+f.missed) }

func (f figures) precision() float64 { return float64(f.found) / float64(f.found+f.wrong) }

func (f figures) String() string {
	return fmt.Sprintf("recall %.3f (%d of %d), precision %.3f (%d of %d harmless)", f.recall(), f.found, f.found+f.missed, f.precision(), f.wrong, f.wrong+f.right)
}

func (f *figures) count(want, got bool) {
	switch {
	case want && got:
		f.found++
	case want:
		f.missed++
	case got:
		f.wrong++
	default:
		f.right++
	}
}

// TestScreens states how well the screens do on texts that were held out. Run it with -v for the figures of each language, and
// for the texts of the other half in which they err.
func TestScreens(t *testing.T) {
	t.Parallel()
	for name, screen := range map[string]func(string) bool{
		"accuses": Accuses, "whereabouts": GivesLocation, "summons": CallsToGather, "names": NamesPerson,
	} {
		for _, half := range []string{"tuned", "heldout"} {
			t.Run(name+" "+half, func(t *testing.T) {
				t.Parallel()
				all, by := figures{}, map[string]*figures{"kk": {}, "ky": {}, "ru": {}, "en": {}}
				for _, e := range examples(t, half, name) {
					got := screen(e.text)
					all.count(e.want == "yes", got)
					by[e.language].count(e.want == "yes", got)
					if got != (e.want == "yes") && half == "tuned" {
						t.Logf("%s is wrong of %q", e.want, e.text)
					}
				}
				for language, f := range by {
					t.Logf("%s: %v", language, *f)
				}
				t.Logf("%s %s: %v", half, name, all)
				require.GreaterOrEqual(t, all.recall(), .95)
				require.GreaterOrEqual(t, all.precision(), .95)
			})
		}
	}
}
