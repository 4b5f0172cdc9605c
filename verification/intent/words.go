package intent

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence: the words between its commas, and whether it ends with a question mark.
type sentence struct {
	parts  [][]string
	marked bool
	length int // in characters
}

func (s sentence) words() []string {
	var all []string
	for _, p := range s.parts {
		all = append(all, p...)
	}
	return all
}

// quotation is what somebody else said, as far as quotation marks show it.
var quotation = regexp.MustCompile(`«[^»]*»|“[^”]*”|"[^"\n]*"`)

// unquoted leaves out what is quoted, unless everything is.
func unquoted(text string) string {
	rest := quotation.ReplaceAllString(text, " … ")
	if strings.ContainsFunc(rest, unicode.IsLetter) {
		return rest
	}
	return text
}

var (
	ends   = regexp.MustCompile(`[.!?…\n]+`)
	commas = regexp.MustCompile(`[,;:()]|\s[–—-]+\s`)
	// shed are links, names of accounts and tags, which ask nothing.
	shed = regexp.MustCompile(`https?://\S+|[@#][\p{L}\d_]+`)
)

// sentencesOf splits a text into sentences that have words.
func sentencesOf(text string) (all []sentence) {
	text = shed.ReplaceAllString(text, " ")
	for len(text) > 0 {
		body, mark := text, ""
		if at := ends.FindStringIndex(text); at != nil {
			body, mark, text = text[:at[0]], text[at[0]:at[1]], text[at[1]:]
		} else {
			text = ""
		}
		s := sentence{marked: strings.Contains(mark, "?"), length: utf8.RuneCountInString(strings.TrimSpace(body))}
		for _, part := range commas.Split(body, -1) {
			if words := wordsOf(part); len(words) > 0 {
				s.parts = append(s.parts, words)
			}
		}
		if len(s.parts) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// wordsOf returns the words of a text as they are compared: in small letters, with apostrophes left out, and with the letters that only
// Kazakh and Kyrgyz have written as people write them on a Russian keyboard.
func wordsOf(text string) []string {
	return strings.FieldsFunc(plainLetters.Replace(strings.ToLower(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var plainLetters = strings.NewReplacer(
	"ё", "е", "ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и", "ї", "и", "є", "е", "ў", "у", "ҳ", "х",
	"'", "", "’", "", "ʼ", "", "‘", "", "`", "", "\u0301", "", "\u0306", "",
)

// forms returns the ways in which words may be meant: as they are written, and, of Latin letters, as Cyrillic ones.
func forms(words []string) [][]string {
	out := [][]string{spelled(words)}
	if strings.ContainsFunc(strings.Join(words, ""), latin) {
		var heard []string
		for _, w := range words {
			heard = append(heard, cyrillic(w))
		}
		out = append(out, spelled(heard))
	}
	return out
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// sounds writes Kazakh, Kyrgyz and Russian in Latin letters, of whichever alphabet, in Cyrillic ones.
var sounds = strings.NewReplacer(
	"shch", "щ", "sh", "ш", "ş", "ш", "ch", "ч", "zh", "ж", "ya", "я", "yu", "ю", "yo", "е", "kh", "х", "gh", "г", "ng", "н", "ts", "ц",
	"a", "а", "ä", "а", "á", "а", "b", "б", "c", "с", "d", "д", "e", "е", "f", "ф", "g", "г", "ğ", "г", "ǵ", "г", "h", "х", "i", "и", "ı", "ы",
	"j", "ж", "k", "к", "l", "л", "m", "м", "n", "н", "ñ", "н", "ŋ", "н", "ń", "н", "o", "о", "ö", "о", "ó", "о", "p", "п", "q", "к", "r", "р",
	"s", "с", "t", "т", "u", "у", "ü", "у", "ū", "у", "ú", "у", "v", "в", "w", "у", "x", "х", "y", "ы", "ý", "у", "z", "з",
)

var (
	glide   = regexp.MustCompile(`([аеиоуы])[ыи]`)
	written = regexp.MustCompile(`^и([ыи])`)
)

func cyrillic(word string) string {
	return written.ReplaceAllString(glide.ReplaceAllString(sounds.Replace(word), "${1}й"), "$1")
}

// spelled mends usual misspellings: what is written together, and one wrong letter in a long word.
func spelled(words []string) []string {
	var out []string
	for _, w := range words {
		if apart, ok := together[w]; ok {
			out = append(out, strings.Fields(apart)...)
			continue
		}
		if stem, ok := strings.CutSuffix(w, "ким"); ok && stems[stem] { // "who", written together with the word before it
			out = append(out, stem, "ким")
			continue
		}
		out = append(out, nearest(w))
	}
	return out
}

// together are words that people write as one, or as they hear them.
var together = map[string]string{
	"ктоэто": "кто это", "ктоето": "кто это", "ето": "это", "эта": "эта", "етот": "этот", "эт": "это", "wo": "who", "hwo": "who", "r": "are", "iz": "is", "этат": "этот", "ентот": "этот", "энтот": "этот", "этод": "этот", "ктото": "кто то", "кто-то": "кто то", "етого": "этого", "ета": "эта", "ети": "эти",
	"хтоэто": "кто это", "хто": "кто", "че": "что", "чо": "что", "шо": "что", "це": "это", "вин": "он", "вона": "она", "вони": "они",
	"кимбул": "ким бул", "булким": "бул ким", "бұлкім": "бул ким", "мынауким": "мынау ким", "кимекен": "ким екен", "кимэкен": "ким экен",
	"whois": "who is", "whos": "who is", "whose": "whose", "whothis": "who is this", "whodis": "who is this", "whore": "whore",
	"dis": "this", "dat": "that", "u": "you", "wat": "what", "whats": "what is", "ur": "your", "plz": "pls", "recognize": "recognise",
	"recognises": "recognise", "recognizes": "recognise", "hes": "he is", "shes": "she is", "theyre": "they are", "thats": "that is",
	"бу": "бул", "кым": "ким", "челавек": "человек", "челавека": "человека", "екем": "екен", "фотка": "фото", "фотке": "фото", "фотки": "фото", "видосе": "видео", "видеоролике": "видео",
}

// nearest returns the word of the vocabulary from which a long word differs by one letter, or the word itself.
func nearest(w string) string {
	const long = 6
	r := []rune(w)
	if len(r) < long-1 || vocabulary[w] {
		return w
	}
	for _, known := range vocabularyBySize[len(r)-1] {
		if edited(r, []rune(known)) {
			return known
		}
	}
	if len(r) < long {
		return w
	}
	for _, size := range []int{len(r), len(r) + 1} {
		for _, known := range vocabularyBySize[size] {
			if edited(r, []rune(known)) {
				return known
			}
		}
	}
	return w
}

// edited tells whether one letter was left out, put in, replaced, or two neighbours swapped.
func edited(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == 0 {
		return false // the first letter is seldom wrong, and words that differ there are others
	}
	if len(a) < len(b) {
		return string(a[i:]) == string(b[i+1:])
	}
	if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && string(a[i+2:]) == string(b[i+2:]) {
		return true
	}
	return i < len(a) && string(a[i+1:]) == string(b[i+1:])
}
