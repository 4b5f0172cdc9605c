package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/matching/fold"
)

// What is looked at of a name.
const (
	longest   = 200 // letters
	mostWords = 6   // the longest ones; who has more is not a person
)

// part is a word of a name.
type part struct {
	word    string // as it was written, in small letters
	sound   []byte // nil when the letters are neither Cyrillic nor Latin
	stem    []byte // sound without what may be an ending; sound when there is none
	initial bool
	father  bool // it may be a patronymic
	digits  bool // it has digits, and is the same as nothing but itself
}

// parse gives the words of a name, sorted, so that their order does not matter.
func parse(name string) []part {
	words := split(fold.Plain(fold.Cut(name, longest)))
	parts := make([]part, 0, len(words))
	for _, w := range words {
		p := part{word: w.text, initial: w.initial, digits: digits(w.text)}
		if s := sounds(w.text); s != "" {
			p.sound, p.stem = []byte(s), []byte(s)
		}
		if child[string(p.sound)] && len(parts) > 0 { // Нурлан уулу
			last := &parts[len(parts)-1]
			*last = part{word: last.word + w.text, sound: append(last.sound, p.sound...), father: true}
			last.stem = last.sound
			continue
		}
		if !p.initial {
			p.father = ends(p.sound, patronymic, 2)
			p.stem = withoutEnding(p.sound, w.text)
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

// patronymic are endings, as they sound.
var patronymic = []string{"oviq", "eviq", "ovna", "evna", "iqna", "uli", "ulu", "kizi", "gizi", "ogli", "oglu"}

// endings of cases, as they are written in Russian, Kazakh and Kyrgyz, by how long they are.
var endings = [][]string{
	{"ның", "нің", "дың", "дің", "тың", "тің", "нын", "нин", "дын", "дин", "тын", "тин", "нан", "нен", "дан", "ден", "тан",
		"тен", "мен", "бен", "пен", "ого", "его", "ому", "ему", "ыми", "ими"},
	{"ға", "ге", "қа", "ке", "га", "ка", "ны", "ні", "ды", "ді", "ты", "ті", "ни", "ди", "ти", "да", "де", "та", "те",
		"ом", "ем", "ым", "им", "ой", "ей", "ою", "ых", "их"},
	{"а", "я", "у", "ю", "е", "ы", "и"},
}

func digits(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) }

// withoutEnding gives the sound of a Cyrillic word without the ending of a case, if enough is left.
func withoutEnding(sound []byte, written string) []byte {
	const left = 4
	for _, same := range endings {
		for _, e := range same {
			stem, ok := strings.CutSuffix(written, e)
			if !ok {
				continue
			}
			if s := sounds(stem); len(s) >= left {
				return []byte(s)
			}
		}
	}
	return sound
}

// ends tells whether a sound ends in one of those, with at least some sounds before it.
func ends(sound []byte, with []string, before int) bool {
	return slices.ContainsFunc(with, func(e string) bool {
		return len(sound) >= len(e)+before && strings.HasSuffix(string(sound), e)
	})
}
