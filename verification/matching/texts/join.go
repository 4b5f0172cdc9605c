package texts

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/matching/fold"
)

// enough words say by themselves what they say, whether a link stands below or not.
const enough = 6

// reading is what a text says.
type reading struct {
	words  []string // by which it is found: all of the first letters
	says   []token  // what is left of all of it without frames
	links  []string
	beyond string // what nobody folds any more
}

func read(text string) (r reading) {
	cut := fold.Cut(text, readable)
	plain, links := body(cut)
	all := split(plain)
	r.says, r.links = all, links
	if said := unframed(all); len(said) > 0 || len(links) > 0 {
		r.says = said
	}
	if short := shortened(cut, plain); short != plain {
		all = split(short)
	}
	r.words, _ = wordsOf(all)
	if len(cut) < len(text) {
		r.beyond = strings.TrimPrefix(strings.ToValidUTF8(text, ""), cut)
	}
	return r
}

// same tells two texts apart that do not say the same; it is 0 of one that says nothing. A text of few words says what the
// links below it show.
func (h hasher) same(r reading) uint64 {
	if len(r.says) == 0 && len(r.links) == 0 {
		return 0
	}
	var all strings.Builder
	for _, t := range r.says {
		all.WriteString(t.word)
		all.WriteByte(' ')
	}
	all.WriteByte('\n')
	if words, _ := wordsOf(r.says); len(words) < enough {
		all.WriteString(strings.Join(slices.Sorted(slices.Values(r.links)), " "))
	}
	return max(h.sum(kindSame, all.String())^h.sum(kindRest, r.beyond), 1)
}

// sameClaim tells whether two texts say the same: word for word and sign for sign without their frames, and each with its
// links if both have links. A wrong join silences a claim, and one word can turn a claim around; whatever is not the same
// can still be suggested.
func sameClaim(q features, d *doc) bool {
	return q.same == d.same && (len(q.links) == 0 || len(d.links) == 0 || shared(q.links, d.links))
}
