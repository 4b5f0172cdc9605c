package moderation

import (
	"strings"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/matching/names"
	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// WithoutWords returns the text with [Hidden] in place of each of the words, in any case, alphabet or spelling, also within
// links and usernames.
func WithoutWords(text string, words []string) string {
	h := newHiding(words)
	if len(h.words) == 0 {
		return text
	}
	p := lexicon.Read(text)
	n := &naming{Text: p, words: p.Words()}
	n.links = make([]bool, len(n.words))
	n.findUsernames()
	var spans []span
	for _, s := range append(n.usernames, n.addresses()...) {
		if h.within(string(p.Lowered[s.from:s.to])) {
			spans = append(spans, s)
		}
	}
	for _, w := range n.words {
		if h.means(w, p.Written(w)) {
			spans = append(spans, span{w.From, w.To})
		}
	}
	return hide(p, spans)
}

// hiding are words to hide.
type hiding struct {
	*lexicon.Lexicon
	words     []string
	skeletons []string
}

func newHiding(list []string) hiding {
	h := hiding{Lexicon: lexicon.New("")}
	for _, text := range list {
		p := lexicon.Read(text)
		for _, w := range p.Words() {
			said := p.Written(w)
			if w.Number || utf8.RuneCountInString(said) < 2 {
				continue
			}
			h.words = append(h.words, said)
			for _, s := range spellings(w.Units(), "") {
				h.skeletons = append(h.skeletons, s)
				h.AddHidden(s)
				for cut := 1; cut <= 4 && len(s)-cut >= 4; cut++ { // the word may stand in a case itself
					if lexicon.Endings[lexicon.Russian][s[len(s)-cut:]] || lexicon.Endings[lexicon.Turkic][s[len(s)-cut:]] {
						h.AddHidden(s[:len(s)-cut])
					}
				}
			}
		}
	}
	return h
}

// spellings returns skeletons of a word whose letters may stand for several; only the first few.
func spellings(units []lexicon.Unit, so string) []string {
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

// joinSpelling appends letters to a skeleton without doubling any.
func joinSpelling(so, way string) string {
	for i := range len(way) {
		if way[i] != lexicon.AnyLetter && (so == "" || so[len(so)-1] != way[i]) {
			so += way[i : i+1]
		}
	}
	return so
}

// means reports whether a word of a text is one of the hidden words or resembles it closely.
func (h hiding) means(w lexicon.Word, said string) bool {
	if w.Number {
		return false
	}
	var room [64]lexicon.Letter
	if len(h.LookUp(w.Skeleton(room[:0]), w, nil)) > 0 {
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

// within reports whether a link or a username contains one of the words.
func (h hiding) within(link string) bool {
	const least = 4 // letters, by which a word is told within others
	for part := range strings.FieldsFuncSeq(decoded(link), func(r rune) bool { return strings.ContainsRune("/?#=&._-@:+% ", r) }) {
		p := lexicon.Read(part)
		for _, w := range p.Words() {
			if h.means(w, p.Written(w)) {
				return true
			}
			for _, s := range spellings(w.Units(), "") {
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
