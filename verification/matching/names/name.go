package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/matching/fold"
)

// What is looked at of a name.
const (
	longest   = 200 // letters
	mostWords = 6   // the longest ones; who has more is not a person
)

// part is a word of a name.
type part struct {
	word     string // as it was written, in small letters
	sound    []byte // nil when the letters are neither Cyrillic nor Latin
	readings []reading
	initial  bool
	latin    bool
	digits   bool // it has digits, and is the same as nothing but itself
}

// father tells whether the word may be a patronymic.
func (p part) father() bool {
	for _, r := range p.readings {
		if r.kind.father() {
			return true
		}
	}
	return false
}

// parse gives the words of a name, sorted, so that their order does not matter.
func parse(name string) []part {
	words := split(fold.Plain(fold.Cut(name, longest)))
	parts := make([]part, 0, len(words))
	for _, w := range words {
		p := part{word: w.text, initial: w.initial, digits: digits(w.text), latin: w.text[0] < utf8.RuneSelf}
		if s := transliterate(w.text); s != "" {
			p.sound = []byte(s)
		}
		if child[string(p.sound)] && len(parts) > 0 { // Нурлан уулу
			last := &parts[len(parts)-1]
			*last = part{word: last.word + w.text, sound: append(last.sound, p.sound...), latin: p.latin}
			last.readings = []reading{read(last.sound)}
			last.readings[0].latin = p.latin
			continue
		}
		if !p.initial && p.sound != nil {
			p.readings = readings(w.text)
		}
		parts = append(parts, p)
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(len(b.sound), len(a.sound)), slices.Compare(a.sound, b.sound), cmp.Compare(a.word, b.word))
	})
	return parts[:min(len(parts), mostWords)]
}

type word struct {
	text    string
	initial bool
}

// split parts a name into words. One letter, or two before a full stop (Yu., Zh.), are an initial. Hyphens and apostrophes
// join: Касым-Жомарт is one name.
func split(name string) (words []word) {
	var now []rune
	flush := func(stop bool) {
		if len(now) > 0 {
			words = append(words, word{string(now), len(now) == 1 && sounds(string(now)) != "" || len(now) == 2 && stop})
			now = now[:0]
		}
	}
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			now = append(now, r)
		case strings.ContainsRune("-‐‑'’‘ʼʻ`´", r):
		default:
			flush(r == '.')
		}
	}
	flush(false)
	return words
}

// child are words that make a patronymic of the name before, as they sound.
var child = map[string]bool{"ulu": true, "uli": true, "kizi": true, "ogli": true, "oglu": true}

func digits(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) }
