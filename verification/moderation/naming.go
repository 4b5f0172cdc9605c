package moderation

import (
	"slices"
	"unicode"

	"github.com/rastau/rastau/verification/moderation/lexicon"
	"github.com/rastau/rastau/verification/places"
)

// naming finds the personal names in a text.
type naming struct {
	*lexicon.Text
	words     []lexicon.Word
	said      [][]lexicon.Class
	written   []string // the words as they are meant, in lower case
	links     []bool   // the word is in a link
	parts     []part
	usernames []span
	l         *lexicon.Lexicon
	facts     []facts
	shouted   bool // capitals say nothing
	turkic    bool // the text is Kazakh or Kyrgyz, whose cases end as surnames do
}

func (n *naming) is(i int, names ...string) bool {
	if i < 0 || i >= len(n.words) || n.links[i] {
		return false
	}
	for _, name := range names {
		if slices.Contains(n.said[i], n.l.Classes[name]) {
			return true
		}
	}
	return false
}

// capital reports whether the word begins with a capital that carries information.
func (n *naming) capital(i int) bool {
	return i >= 0 && i < len(n.words) && n.words[i].Upper && !n.shouted && !n.links[i]
}

func (n *naming) allCapitals(i int) bool {
	w := n.words[i]
	for _, r := range n.Runes[w.From:w.To] {
		if unicode.IsLower(r) || lexicon.IsDigit(r) {
			return false
		}
	}
	return w.To-w.From > 1
}

// near reports whether only a space or a hyphen separates the word from the next.
func (n *naming) near(i int) bool {
	return i >= 0 && i+1 < len(n.words) && n.words[i+1].From-n.words[i].To <= 2 && !n.words[i+1].Ends
}

// initial reports whether the word is an initial: a capital with a full stop.
func (n *naming) initial(i int) bool {
	w := n.words[i]
	return len(w.Letters) == 1 && w.Upper && w.To < len(n.Lowered) && n.Lowered[w.To] == '.'
}

// place reports whether the word belongs to the name of a place.
func (n *naming) place(i int) bool {
	return n.facts[i].place.get(func() uint8 { return yes(places.Known(n.written[i])) }) == 1
}

// facts caches what was looked up about a word.
type facts struct {
	surname, common, place, given answer
}

// answer is a cached result plus one; 0 means not looked up yet.
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
