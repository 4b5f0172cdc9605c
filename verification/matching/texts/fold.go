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

func apostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼʻ`´′ʹ", r) }

// cyrillic gives the base letter or letters for the next n runes of in, which are small.
func cyrillic(in []rune) (to string, n int) {
	r := in[0]
	if r >= '0' && r <= '9' {
		return string(r), 1
	}
	if len(in) > 2 && apostrophe(in[1]) && unicode.IsLetter(in[2]) { // the Kazakh alphabet of 2017
		switch r {
		case 's':
			return "ш", 2
		case 'c':
			return "ч", 2
		}
	}
	if len(in) > 1 {
		if to, ok := pairs[[2]rune{r, in[1]}]; ok {
			return to, 2
		}
	}
	if to, ok := singles[r]; ok {
		return to, 1
	}
	if d := digit(r); d >= 0 {
		return string(rune('0' + d)), 1
	}
	return string(r), 1
}

// digit is the value of a decimal digit of any script, -1 for all else. Digits of a script stand together from 0 to 9.
func digit(r rune) int {
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	for d := range 10 {
		if !unicode.Is(unicode.Nd, r-rune(d)-1) || d == 9 {
			return d
		}
	}
	return -1
}

var pairs = map[[2]rune]string{
	{'s', 'h'}: "ш", {'c', 'h'}: "ч", {'z', 'h'}: "ж", {'k', 'h'}: "х", {'g', 'h'}: "г",
	{'y', 'a'}: "иа", {'y', 'u'}: "иу", {'y', 'o'}: "е", // ё
}

// singles are the letters that are not written as they are. What the alphabets of 2018 and 2021 disagree on (ı is й in one
// and і in the other) is one letter here.
var singles = singleLetters()

func singleLetters() map[rune]string {
	m := map[rune]string{
		'ә': "а", 'ғ': "г", 'қ': "к", 'ң': "н", 'ө': "о", 'ұ': "у", 'ү': "у", 'һ': "х", 'і': "и", 'й': "и",
		'ё': "е", 'э': "е", 'ц': "тс", 'я': "иа", 'ю': "иу", 'ў': "у", 'ҳ': "х", 'ҷ': "ч", 'ї': "и", 'є': "е", 'ґ': "г", 'ј': "ж", 'ҥ': "н",
		'x': "кс", 'ß': "сс", 'æ': "а", 'œ': "о", 'þ': "т", 'ð': "д", 'ə': "а", 'ı': "и",
	}
	latin := []rune("abcdefghijklmnopqrstuvwyz" + "äáâàãåāă" + "öóôòõøōő" + "üúûùūůűŭýÿ" + "éèêëēěėę" + "íìîïīį" +
		"ğǵģ" + "ñńňņ" + "şšśș" + "çčć" + "žźż" + "łľĺ" + "ţťț" + "ďđ" + "řŕ" + "ķ")
	to := []rune("абкдефгхижклмнопкрстуввыз" + "аааааааа" + "оооооооо" + "уууууууууу" + "ееееееее" + "ииииии" +
		"ггг" + "нннн" + "шшшш" + "ччч" + "жзж" + "ллл" + "ттт" + "дд" + "рр" + "к")
	for i, r := range latin {
		m[r] = string(to[i])
	}
	return m
}

// sound gives a folded word as it is roughly heard, one way for what Kazakh, Kyrgyz and those who type them in Latin
// letters write in several: ы as и, ч, ш and щ as с, нг as н, no soft sign, no letter twice. Two claims may sound the same
// and not be, so that nothing is joined by it.
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
