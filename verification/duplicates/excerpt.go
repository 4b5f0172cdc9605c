package duplicates

import (
	"strings"
)

// excerpt is some of the words of a text, with "…" for those left out.
type excerpt struct {
	words []string
	some  bool
}

// add appends a word, or a gap when in is false.
func (e *excerpt) add(word string, in bool) {
	switch {
	case in:
		e.words, e.some = append(e.words, word), true
	case len(e.words) == 0 || e.words[len(e.words)-1] != "…":
		e.words = append(e.words, "…")
	}
}

// String returns the excerpt, "" when it has no word.
func (e *excerpt) String() string {
	if !e.some {
		return ""
	}
	return strings.Join(e.words, " ")
}
