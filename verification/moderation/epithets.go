package moderation

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/rastau/rastau/verification/matching/fold"
)

//go:embed words/epithets.txt
var epithetsFile string

var epithets = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(epithetsFile) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			m[fold.Plain(w)] = true
		}
	}
	return m
})

// Epithet reports whether a word, in any spelling, says what somebody did or is accused of. With a capital such words pass
// for names. Words that merely share the ending, as surnames may, are not epithets.
func Epithet(word string) bool {
	for part := range strings.FieldsFuncSeq(fold.Plain(word), func(r rune) bool { return r == '-' || r == ' ' }) {
		if epithets()[part] {
			return true
		}
	}
	return false
}
