package names

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/matching/fold"
)

// Key gives one text for all ways to write the same words: in either alphabet, in any order, with any signs between. It is
// "" for what has no letter and no digit. Unlike [Same] it bears no typo, ending or initial, so that it also fits places and
// dates, and equal keys can be looked up.
func Key(text string) string {
	const most = 1000 // letters
	words := split(fold.Plain(fold.Cut(text, most)))
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = w.text
		if s := sounds(w.text); s != "" && !digits(w.text) {
			keys[i] = s
		}
	}
	slices.Sort(keys)
	return strings.Join(keys, " ")
}
