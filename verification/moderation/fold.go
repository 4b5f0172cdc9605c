package moderation

import "strings"

// Fold returns the text as a reader takes it, in one way of writing: NFKC in lower case, without invisible characters, with
// plain spaces and ASCII digits, every word in one alphabet, words that were taken apart or stretched put together again, and
// letters for the digits that stand for them. It is for comparing, never for showing. Fold(Fold(text)) is Fold(text).
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
	p := plainOf(text)
	var out strings.Builder
	out.Grow(len(text))
	next := 0
	for _, w := range p.words() {
		for ; next < w.from; next++ {
			out.WriteRune(p.low[next])
		}
		out.WriteString(p.written(w))
		next = w.to
	}
	for ; next < len(p.low); next++ {
		out.WriteRune(p.low[next])
	}
	return out.String()
}
