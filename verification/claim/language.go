package claim

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/langid"
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

// DetectLanguage returns the language of a claim with that text: what the person who sent it speaks, fallback, where the text may be in it, else
// the likeliest of those that [MayBeIn] returns.
func DetectLanguage(text string, fallback Language) Language {
	return chosen(MayBeIn(text), fallback)
}

// languages returns the languages whose readers can judge the claim by what was sent, whatever its asker says.
func (c *Claim) languages() []Language {
	if c.may == nil {
		c.may = MayBeIn(string(c.Content.Text))
	}
	return c.may
}

// chosen returns the spoken language where it is among those, else the likeliest.
func chosen(may []Language, spoken Language) Language {
	if slices.Contains(may, spoken) {
		return spoken
	}
	return may[0]
}

// doubt is the share of a text from which on it may be in a language.
const doubt = .15

// MayBeIn returns the languages whose readers can judge a text, the likeliest first: those that it may be in, by the text alone, whoever
// sent it. A few words of one language in a text of another, such as names, do not make it one of theirs; where both have their
// share, it is in both. Ukrainian is for who reads Russian, Uzbek for who reads Russian, Kyrgyz or Kazakh, and what is in
// none of those for all who read its letters; what has no words is for everybody.
func MayBeIn(text string) []Language {
	of, itself := map[Language]float64{}, map[Language]float64{}
	cyrillic := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	for _, s := range langid.Identify(text) {
		itself[Language(s.Language)] = s.Of
		for _, l := range readersOf(s.Language, cyrillic) {
			of[l] += s.Of
		}
	}
	const possible = .01 // of a few words
	if short(text) && min(itself[Kazakh], itself[Kyrgyz]) >= possible {
		of[Kazakh], of[Kyrgyz] = max(of[Kazakh], doubt), max(of[Kyrgyz], doubt)
	}
	may := slices.DeleteFunc([]Language{Russian, Kyrgyz, Kazakh, English}, func(l Language) bool { return of[l] < doubt })
	if len(may) == 0 {
		return slices.Clone(Languages)
	}
	const alike = 10 // shares that differ by less than a tenth stay in that order
	slices.SortStableFunc(may, func(a, b Language) int { return cmp.Compare(math.Round(alike*of[b]), math.Round(alike*of[a])) })
	return may
}

// short tells whether a text is too short, and has too few letters of one language only, to tell Kazakh from Kyrgyz as people write them on
// a Russian keyboard: "Нан жок" is both.
func short(text string) bool {
	const most = 3 // words
	return len(strings.Fields(text)) <= most && !strings.ContainsAny(strings.ToLower(text), "әғқңөұүһі")
}

// readersOf returns the languages whose readers can judge what is in a language.
func readersOf(l langid.Language, cyrillic bool) []Language {
	switch {
	case l == langid.Ukrainian:
		return []Language{Russian}
	case l == langid.Uzbek, l == langid.Other && cyrillic:
		return []Language{Russian, Kyrgyz, Kazakh}
	case l == langid.Other:
		return Languages
	}
	return []Language{Language(l)}
}
