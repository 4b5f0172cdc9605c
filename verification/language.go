package verification

import (
	"strings"
	"unicode"
)

// Language is a language that Rastau speaks, by its ISO 639-1 code.
type Language string

// The languages.
const (
	Kazakh  Language = "kk"
	Kyrgyz  Language = "ky"
	Russian Language = "ru"
	English Language = "en"
)

// Languages are all of them, in the order in which people are shown them.
var Languages = []Language{Kazakh, Kyrgyz, Russian, English}

// ParseLanguage reads a BCP 47 tag such as "ru" or "kk-KZ". It tells whether Rastau speaks that language.
func ParseLanguage(tag string) (Language, bool) {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	for _, l := range Languages {
		if string(l) == base {
			return l, true
		}
	}
	return English, false
}

// DetectLanguage tells the language of text by its letters; fallback, the language of the person who sent it, answers
// where letters do not. Kyrgyz shares ң, ө and ү with Kazakh, which has more letters of its own; a short text in plain
// Cyrillic can be any of three, so a Kazakh's or a Kyrgyz's own language counts before Russian only if nothing speaks
// against it.
func DetectLanguage(text string, fallback Language) Language {
	var cyrillic, latin, shared int
	for _, r := range strings.ToLower(text) {
		switch {
		case strings.ContainsRune("әғқұһі", r):
			return Kazakh
		case strings.ContainsRune("ңөү", r):
			shared++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch {
	case shared > 0:
		return Kyrgyz
	case cyrillic > latin:
		// A text of some length without one letter of their own is hardly Kazakh or Kyrgyz.
		if cyrillic < 40 && (fallback == Kazakh || fallback == Kyrgyz) {
			return fallback
		}
		return Russian
	case latin > 0:
		return English
	}
	return fallback
}
