// Package fold undoes what hides that two texts are the same to a reader: ways to encode a letter, capitals, letters that
// nobody sees, accents laid over others, and letters of one alphabet that stand among those of another because they look
// alike.
//
//	fold.Plain("Т\u200bокaeв")   // "токаев": the a and the e were Latin
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Cut gives the first n letters of a text, without the bytes that are not UTF-8.
func Cut(text string, n int) string {
	if len(text) > n*utf8.UTFMax { // never looks at more than can be kept
		text = text[:n*utf8.UTFMax]
	}
	text = strings.ToValidUTF8(text, "")
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// Plain gives the text in small letters, in the form NFKC, without anything invisible and with every word in one
// alphabet. Signs and blanks stay where they are. A text that is folded already stays as it is.
func Plain(text string) string {
	out := once(text)
	for range 3 { // letters that only meet once something between them is gone
		again := once(out)
		if again == out {
			break
		}
		out = again
	}
	return out
}

func once(text string) string {
	text = oneAlphabet(norm.NFKC.String(strings.ToValidUTF8(text, "")))
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Co, unicode.Variation_Selector) || r == '\u115f' || r == '\u1160' || r == '\u3164' {
			return -1 // a hangul filler is a letter that shows nothing
		}
		if unicode.Is(unicode.Cc, r) && !unicode.IsSpace(r) {
			return -1
		}
		switch r {
		case 'ς':
			return 'σ'
		case 'İ', 'I':
			return 'i'
		}
		return unicode.ToLower(r)
	}, text))
}
