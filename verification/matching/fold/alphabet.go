package fold

import (
	"strings"
	"unicode"
)

// Letters that look alike, Latin first. Some do only when they are capitals.
const (
	twinsLatin    = "aceopxyki" + "ABCEHIKMOPTXYhj" + "ü"
	twinsCyrillic = "асеорхукі" + "АВСЕНІКМОРТХУһј" + "ү"
)

var (
	toCyrillic = table(twinsLatin, twinsCyrillic)
	toLatin    = table(twinsCyrillic, twinsLatin)
	fromGreek  = table("αοενρτυχικ"+"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aoevptuxik"+"ABEZHIKMNOPTYX")
)

func table(from, to string) map[rune]rune {
	m := map[rune]rune{}
	other := []rune(to)
	for i, r := range []rune(from) {
		m[r] = other[i]
	}
	return m
}

// script counts letters: those that are surely of one alphabet, and those that have a twin in the other.
type script struct{ latin, cyrillic, greek, twinLatin, twinCyrillic int }

func scriptOf(word string) (s script) {
	for _, r := range word {
		switch {
		case r < 'A':
		case toCyrillic[r] != 0:
			s.twinLatin++
		case toLatin[r] != 0:
			s.twinCyrillic++
		case r <= unicode.MaxLatin1 || unicode.Is(unicode.Latin, r):
			if unicode.IsLetter(r) {
				s.latin++
			}
		case unicode.Is(unicode.Cyrillic, r):
			s.cyrillic++
		case unicode.Is(unicode.Greek, r):
			s.greek++
		}
	}
	return s
}

func (s script) mixed() bool {
	scripts := 0
	for _, n := range []int{s.latin + s.twinLatin, s.cyrillic + s.twinCyrillic, s.greek} {
		if n > 0 {
			scripts++
		}
	}
	return scripts > 1
}

// onlyTwins tells a word that would read the same in the other alphabet.
func (s script) onlyTwins() bool {
	return s.latin+s.cyrillic+s.greek == 0 && s.twinLatin+s.twinCyrillic > 0
}

// oneAlphabet gives every word in one alphabet. A word of both takes the one of which it has letters that cannot be of the
// other, and a word that could be of either takes that of the text.
func oneAlphabet(text string) string {
	whole := scriptOf(text)
	if !whole.mixed() {
		return text
	}
	cyrillicText := whole.cyrillic > whole.latin || whole.cyrillic == whole.latin && whole.twinCyrillic >= whole.twinLatin
	var out strings.Builder
	out.Grow(len(text))
	word := -1
	flush := func(end int) {
		if word >= 0 {
			out.WriteString(oneWord(text[word:end], cyrillicText))
			word = -1
		}
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.Cf, r) {
			if word < 0 {
				word = i
			}
			continue
		}
		flush(i)
		out.WriteRune(r)
	}
	flush(len(text))
	return out.String()
}

func oneWord(word string, cyrillicText bool) string {
	s := scriptOf(word)
	if s.greek > 0 && s.greek < len(word)/2 && s.mixed() {
		word = replace(word, fromGreek)
		s = scriptOf(word)
	}
	if !s.mixed() && !s.onlyTwins() {
		return word
	}
	cyrillic := s.cyrillic > s.latin
	if s.cyrillic == s.latin {
		cyrillic = cyrillicText
	}
	if cyrillic {
		return replace(word, toCyrillic)
	}
	return replace(word, toLatin)
}

func replace(word string, twins map[rune]rune) string {
	return strings.Map(func(r rune) rune {
		if to, ok := twins[r]; ok {
			return to
		}
		return r
	}, word)
}
