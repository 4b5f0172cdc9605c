package moderation

import (
	"slices"
	"unicode"

	"github.com/rastau/rastau/verification/places"
)

// naming looks at the words of a text for names.
type naming struct {
	*plain
	words     []word
	said      [][]class
	written   []string // the words as they are meant, in lower case
	links     []bool   // the word is in a link
	parts     []part
	usernames []span
	l         *lexicon
	facts     []facts
	shouted   bool // capitals say nothing
	turkic    bool // the text is Kazakh or Kyrgyz, whose cases end as surnames do
}

func (n *naming) is(i int, names ...string) bool {
	if i < 0 || i >= len(n.words) || n.links[i] {
		return false
	}
	for _, name := range names {
		if slices.Contains(n.said[i], n.l.classes[name]) {
			return true
		}
	}
	return false
}

// capital reports whether the word begins with a capital that says something.
func (n *naming) capital(i int) bool {
	return i >= 0 && i < len(n.words) && n.words[i].upper && !n.shouted && !n.links[i]
}

func (n *naming) allCapitals(i int) bool {
	w := n.words[i]
	for _, r := range n.runes[w.from:w.to] {
		if unicode.IsLower(r) || isDigit(r) {
			return false
		}
	}
	return w.to-w.from > 1
}

// near reports whether nothing but a space or a hyphen stands before the next word.
func (n *naming) near(i int) bool {
	return i >= 0 && i+1 < len(n.words) && n.words[i+1].from-n.words[i].to <= 2 && !n.words[i+1].ends
}

// initial reports whether the word is one letter of a name: a capital with a full stop.
func (n *naming) initial(i int) bool {
	w := n.words[i]
	return len(w.letters) == 1 && w.upper && w.to < len(n.low) && n.low[w.to] == '.'
}

// place reports whether the word is of the name of a place.
func (n *naming) place(i int) bool {
	return n.facts[i].place.get(func() uint8 { return yes(places.Known(n.written[i])) }) == 1
}

// facts are what is known of a word by itself, once it was looked up.
type facts struct {
	surname, common, place, given answer
}

// answer is what was looked up, plus one; 0 when it was not.
type answer uint8

func (a *answer) get(look func() uint8) uint8 {
	if *a == 0 {
		*a = answer(look()) + 1
	}
	return uint8(*a) - 1
}

func yes(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
