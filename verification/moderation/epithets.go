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

// Epithet reports whether a word says of somebody what they did or are accused of, and is no name, however it is written: such words
// pass for names when they are written with a capital. A word that only ends as those do, as surnames may, is none.
func Epithet(word string) bool {
	for part := range strings.FieldsFuncSeq(fold.Plain(word), func(r rune) bool { return r == '-' || r == ' ' }) {
		if epithets()[part] {
			return true
		}
	}
	return false
}
