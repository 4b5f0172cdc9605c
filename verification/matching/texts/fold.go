package texts

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/matching/fold"
)

const (
	longest  = 2000   // letters by which a text is found
	readable = 10_000 // letters that are read to tell whether two texts are the same; what is beyond must be so as it is
)

// Fold gives the words of a text, with a blank between, in one way of writing: however it was encoded, dressed up with
// signs, quotes and emoji, or typed. Kazakh comes out the same from each of its alphabets and from a Russian keyboard,
// because every letter is written with the Russian one that stands for it (қ as к, ң as н, ұ and ү as у); so does Kyrgyz.
// Other languages in Latin letters go the same way, so that no guess of the language is needed. Links are left out; see
// [Links].
func Fold(text string) string {
	words, _ := wordsOf(split(shortened(text, "")))
	return strings.Join(words, " ")
}

// shortened gives the plain beginning of a text, by which it is found; plain is all of it when that is known.
func shortened(text, plain string) string {
	if first := fold.Cut(text, longest); first != text || plain == "" {
		plain, _ = body(first)
	}
	return fold.Cut(plain, 2*longest) // some single signs stand for many letters
}

// signed is what stands below a post of X that was put into a page and copied from there: (@name) January 7, 2020.
var signed = regexp.MustCompile(`\(@\w{1,15}\)\s+\p{L}+\s+\d{1,2},\s+\d{4}\s*$`)

// body gives what a text says, plain, and its links.
func body(text string) (rest string, links []string) {
	rest, links = cutLinks(text)
	if strings.Contains(rest, "(@") {
		rest = signed.ReplaceAllString(rest, "")
	}
	return fold.Plain(tags(rest)), links
}

// tags parts #TwoWords and @TwoWords where capitals do.
func tags(text string) string {
	if !strings.ContainsAny(text, "#@") {
		return text
	}
	var out strings.Builder
	inside, small := false, false
	for _, r := range text {
		switch {
		case r == '#' || r == '@':
			inside = true
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_':
			inside = false
		case inside && small && unicode.IsUpper(r):
			out.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		out.WriteRune(r)
	}
	return out.String()
}

// sound returns a folded word as it roughly sounds, in one spelling for what Kazakh, Kyrgyz and their Latin transcriptions
// write in several: ы as и, ч, ш and щ as с, нг as н, no soft sign, no doubled letter. Different claims may sound the same,
// so nothing is joined by it.
func sound(word string) string {
	out := make([]rune, 0, len(word))
	put := func(r rune) {
		if len(out) == 0 || out[len(out)-1] != r || r >= '0' && r <= '9' {
			out = append(out, r)
		}
	}
	for _, r := range word {
		switch r {
		case 'ъ', 'ь':
		case 'ы':
			put('и')
		case 'ч', 'щ', 'ш':
			put('с')
		case 'г':
			if len(out) == 0 || out[len(out)-1] != 'н' { // ng is how ң is typed
				put('г')
			}
		default:
			put(r)
		}
	}
	return string(out)
}
