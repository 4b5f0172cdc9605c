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
// answers where those do not. It is one of those that [MayBeIn] gives.
func DetectLanguage(text string, fallback Language) Language {
	may := MayBeIn(text)
	if contains(may, fallback) {
		return fallback
	}
	return may[0]
}

// MayBeIn gives the languages that text may be in, by its letters and small words alone, whoever sent it; the likeliest comes
// first. Kyrgyz shares ң, ө and ү with Kazakh, which has more letters of its own. A text in plain Cyrillic can be any of three:
// Russian and Kyrgyz are seldom without their small words for long. A few words of one language in a text of another, such as
// names, do not make it one of theirs; where both have their share, it is in both.
func MayBeIn(text string) []Language {
	s := traitsOf(text)
	turkic := s.kazakh + s.shared
	switch {
	case s.cyrillic == 0 && s.latin == 0:
		return Languages
	case s.latin > s.cyrillic && s.english == 0: // perhaps another language in Latin letters
		return []Language{English, Russian, Kazakh, Kyrgyz}
	case s.latin > s.cyrillic:
		return []Language{English}
	case turkic > 0 && (s.russian <= turkic || s.russian < 3*turkic && 5*turkic >= s.words):
		may := []Language{Kazakh}
		if s.kazakh == 0 {
			may = []Language{Kyrgyz}
			if s.cyrillic < enough {
				may = append(may, Kazakh)
			}
		}
		if s.russian >= turkic {
			return append([]Language{Russian}, may...)
		}
		if 3*s.russian >= turkic {
			return append(may, Russian)
		}
		return may
	case s.russian > 0 && s.russian >= max(s.kyrgyz, s.kazakhWords):
		return []Language{Russian}
	case s.kazakhWords > s.kyrgyz:
		return []Language{Kazakh}
	case s.kyrgyz > 0: // or Kazakh on a Russian keyboard
		return []Language{Kyrgyz, Kazakh}
	case s.cyrillic < enough: // more would have a letter of its own, or a small word
		return []Language{Russian, Kazakh, Kyrgyz}
	}
	return []Language{Russian}
}

// enough is how many letters seldom are without one, or a word, that tells the language.
const enough = 40

// traits are what tells the language of a text.
type traits struct {
	words                    int
	cyrillic, latin          int // letters
	kazakh, shared           int // words with a letter of Kazakh alone, or of Kazakh and Kyrgyz
	russian, kyrgyz, english int // small words
	kazakhWords              int
}

func traitsOf(text string) (s traits) {
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		s.words++
		switch {
		case strings.ContainsAny(word, "әғқұһі"):
			s.kazakh++
		case strings.ContainsAny(word, "ңөү"):
			s.shared++
		}
		for _, r := range word {
			switch {
			case unicode.Is(unicode.Cyrillic, r):
				s.cyrillic++
			case unicode.Is(unicode.Latin, r):
				s.latin++
			}
		}
		switch smallWords[word] {
		case Russian:
			s.russian++
		case Kazakh:
			s.kazakhWords++
		case Kyrgyz:
			s.kyrgyz++
		case English:
			s.english++
		}
	}
	return s
}

// smallWords are frequent in one language and no words of the other.
var smallWords = func() map[string]Language {
	words := map[string]Language{}
	for language, list := range map[Language]string{
		Russian: "в во на и что чтобы как из за к по от для или это этот эта эти его её ее их я мы вы они кто где когда " +
			"почему у при после был была было были будет нет правда",
		English: "the a an is are was were it this that these those of to in on at by for from with and or not who what where when " +
			"why how has have had been be will would he she they we you i do does did no",
		Kazakh: "рас емес екен осы осында туралы жатыр дейді",
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
