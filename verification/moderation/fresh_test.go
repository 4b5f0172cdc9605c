package moderation

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/places"
)

// strangers are examples by another author than who wrote the lists.
type stranger struct {
	text, language string
	find           bool
	gone           []string // what may not be left of the text
}

func strangers(tb testing.TB, set, name string) (list []stranger) {
	tb.Helper()
	raw, err := os.ReadFile("testdata/" + set + "/" + name + ".tsv")
	require.NoError(tb, err)
	for line := range strings.Lines(string(raw)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		require.GreaterOrEqual(tb, len(f), 3, line)
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(f[2], `"`, `\"`) + `"`)
		require.NoError(tb, err, line)
		s := stranger{text: text, language: f[1], find: f[0] == "+"}
		if len(f) > 3 && f[3] != "" {
			s.gone = strings.Split(f[3], ",")
		}
		list = append(list, s)
	}
	return list
}

// hides reports whether what a text was replaced by is free of what may not be left, or, of a harmless text, whether anything
// was hidden at all.
func hides(s stranger, shown string) bool {
	if !s.find {
		return shown != s.text
	}
	for _, gone := range s.gone {
		if strings.Contains(shown, gone) {
			return false
		}
	}
	return shown != s.text
}

// TestScreensOnTextsOfOthers states how well the screens do on texts by another author, written without a look at the lists.
// Those in "fresh", "fresh2" and "fresh3" were then used to mend the lists, those in "fresh4" were not. Run it with -v for the
// figures.
func TestScreensOnTextsOfOthers(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	is := func(screen func(string) bool) func(stranger) bool {
		return func(s stranger) bool { return screen(s.text) }
	}
	for _, set := range []string{"fresh", "fresh2", "fresh3", "fresh4"} {
		for _, screen := range []struct {
			name, file string
			found      func(stranger) bool
		}{
			{"Mask", "mask", func(s stranger) bool { return hides(s, Mask(s.text)) }},
			{"Accuses", "accuses", is(Accuses)},
			{"Whereabouts", "whereabouts", is(GivesLocation)},
			{"Summons", "summons", is(CallsToGather)},
			{"NamesPerson", "names", is(NamesPerson)},
			{"WithoutNames", "names", func(s stranger) bool { shown, _ := WithoutNames(s.text); return hides(s, shown) }},
			{"Profession", "profession", is(Profession)},
			{"places.Parse", "places", func(s stranger) bool { _, ok := places.ParseAt(s.text, at); return ok }},
		} {
			t.Run(set+" "+screen.name, func(t *testing.T) {
				t.Parallel()
				var all figures
				for _, s := range strangers(t, set, screen.file) {
					got := screen.found(s)
					all.count(s.find, got)
					if got != s.find {
						t.Logf("%s %v: %q", s.language, s.find, s.text)
					}
				}
				t.Logf("%s %s: %v", set, screen.name, all)
				require.GreaterOrEqual(t, all.recall(), .8)
				require.GreaterOrEqual(t, all.precision(), .88)
			})
		}
	}
}
