package lexicon

import (
	"strings"
)

// Fold returns the text in a canonical form for comparing, never for showing: NFKC in lower case, without invisible
// characters, with plain spaces and ASCII digits, each word in one alphabet, words that were taken apart or stretched joined
// again, and letters for the digits that stand for them. Fold(Fold(text)) == Fold(text).
func Fold(text string) string {
	const most = 8 // a word put together may be read in another alphabet; it hardly ever is twice
	for range most {
		folded := foldOnce(text)
		if folded == text {
			break
		}
		text = folded
	}
	return text
}

func foldOnce(text string) string {
	p := Read(text)
	var out strings.Builder
	out.Grow(len(text))
	next := 0
	for _, w := range p.Words() {
		for ; next < w.From; next++ {
			out.WriteRune(p.Lowered[next])
		}
		out.WriteString(p.Written(w))
		next = w.To
	}
	for ; next < len(p.Lowered); next++ {
		out.WriteRune(p.Lowered[next])
	}
	return out.String()
}
