package moderation

import (
	"strings"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/matching/names"
)

// WithoutWords returns the text with [Hidden] for each of the words, in whatever case, alphabet or spelling they stand there,
// also within links and usernames.
func WithoutWords(text string, words []string) string {
	h := newHiding(words)
	if len(h.words) == 0 {
		return text
	}
	p := plainOf(text)
	n := &naming{plain: p, words: p.words()}
	n.links = make([]bool, len(n.words))
	n.findUsernames()
	var spans []span
	for _, s := range append(n.usernames, n.addresses()...) {
		if h.within(string(p.low[s.from:s.to])) {
			spans = append(spans, s)
		}
	}
	for _, w := range n.words {
		if h.means(w, p.written(w)) {
			spans = append(spans, span{w.from, w.to})
		}
	}
	return hide(p, spans)
}

// hiding are words to hide.
type hiding struct {
	*lexicon
	words     []string
	skeletons []string
}

func newHiding(list []string) hiding {
	h := hiding{lexicon: newLexicon("")}
	for _, text := range list {
		p := plainOf(text)
		for _, w := range p.words() {
			said := p.written(w)
			if w.number || utf8.RuneCountInString(said) < 2 {
				continue
			}
			h.words = append(h.words, said)
			for _, s := range spellings(w.units(), "") {
				h.skeletons = append(h.skeletons, s)
				h.addHidden(s)
				for cut := 1; cut <= 4 && len(s)-cut >= 4; cut++ { // the word may stand in a case itself
					if endings[russian][s[len(s)-cut:]] || endings[turkic][s[len(s)-cut:]] {
						h.addHidden(s[:len(s)-cut])
					}
				}
			}
		}
	}
	return h
}

// spellings are the skeletons of a word of which letters may stand for several, at most a few.
func spellings(units []unit, so string) []string {
	const most = 16
	list := []string{so}
	for _, u := range units {
		var next []string
		for _, before := range list {
			for _, way := range u {
				if len(next) < most {
					next = append(next, joinSpelling(before, way))
				}
			}
		}
		list = next
	}
	return list
}

// joinSpelling adds letters to a skeleton, in which no letter stands twice in a row.
func joinSpelling(so, way string) string {
	for i := range len(way) {
		if way[i] != anyOf && (so == "" || so[len(so)-1] != way[i]) {
			so += way[i : i+1]
		}
	}
	return so
}

// means reports whether a word of a text is one of those to hide, or so like it that it may be.
func (h hiding) means(w word, said string) bool {
	if w.number {
		return false
	}
	var room [64]letter
	if len(h.lookUp(w.skeleton(room[:0]), w, nil)) > 0 {
		return true
	}
	for _, hidden := range h.words {
		if said == hidden || loose(said) == loose(hidden) {
			return true
		}
		if utf8.RuneCountInString(hidden) < 4 || utf8.RuneCountInString(said) < 4 {
			continue
		}
		if _, same := names.Same(hidden, said); same {
			return true
		}
	}
	return false
}

// within reports whether a link or a username has one of the words in it.
func (h hiding) within(link string) bool {
	const least = 4 // letters, by which a word is told within others
	for part := range strings.FieldsFuncSeq(decoded(link), func(r rune) bool { return strings.ContainsRune("/?#=&._-@:+% ", r) }) {
		p := plainOf(part)
		for _, w := range p.words() {
			if h.means(w, p.written(w)) {
				return true
			}
			for _, s := range spellings(w.units(), "") {
				for _, hidden := range h.skeletons {
					if len(hidden) >= least && strings.Contains(s, hidden) {
						return true
					}
				}
			}
		}
	}
	return false
}
