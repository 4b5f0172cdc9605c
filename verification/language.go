package verification

import (
	"context"
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

// DetectLanguage tells the language of text by its letters and small words; fallback, the language of the person who sent it,
// answers where those do not. Kyrgyz shares ң, ө and ү with Kazakh, which has more letters of its own. A text in plain
// Cyrillic can be any of three: Russian and Kyrgyz are seldom without their small words for long.
func DetectLanguage(text string, fallback Language) Language {
	text = strings.ToLower(text)
	var cyrillic, latin, shared int
	for _, r := range text {
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
		return plainCyrillic(text, cyrillic, fallback)
	case latin > 0:
		return English
	}
	return fallback
}

// plainCyrillic tells the language of a text without one letter that Russian lacks.
func plainCyrillic(text string, letters int, fallback Language) Language {
	own := fallback == Kazakh || fallback == Kyrgyz
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch smallWords[word] {
		case Russian:
			return Russian
		case Kyrgyz: // or Kazakh on a Russian keyboard
			if own {
				return fallback
			}
			return Kyrgyz
		}
	}
	if own && letters < 40 { // more would have a letter of their own
		return fallback
	}
	return Russian
}

// smallWords are frequent in one language and no words of the other.
var smallWords = func() map[string]Language {
	words := map[string]Language{}
	for language, list := range map[Language]string{
		Russian: "в во на и что чтобы как из за к по от для или это этот эта эти его её ее их я мы вы они кто где когда " +
			"почему у при после был была было были будет нет правда",
		Kyrgyz: "бул ким жана менен деп бир эмес эле эки болуп болгон экен дагы анын кийин",
	} {
		for word := range strings.FieldsSeq(list) {
			words[word] = language
		}
	}
	return words
}()

// Speaks gives the language that somebody chose, or the one that is reported of who never did.
func (d *Desk) Speaks(ctx context.Context, id PersonID, reported Language) (Language, error) {
	p, found, err := d.store.Person(ctx, id)
	if err != nil || !found || p.Language == "" {
		return reported, err
	}
	return p.Language, nil
}
