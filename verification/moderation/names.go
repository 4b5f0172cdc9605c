package moderation

import (
	"github.com/rastau/rastau/verification/moderation/lexicon"

	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/rastau/rastau/verification/places"
)

//go:embed words/names.txt
var namesWords string

var nameWords = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(namesWords) })

// NamesPerson reports whether the text seems to name a private person: by a given name and a surname, a patronymic,
// initials, a name after words such as "my neighbour", or a username. It is a hint: a reviewer decides. Heads of state are
// not private persons.
func NamesPerson(text string) bool {
	p := lexicon.Read(text)
	n := newNaming(p)
	return len(n.usernames) > 0 || slices.Contains(n.parts, sure)
}

// WithoutNames returns the text with [Hidden] in place of every personal name, username and link to a profile, and reports
// whether there was one. In doubt it hides.
func WithoutNames(text string) (shown string, found bool) {
	p := lexicon.Read(valid(text))
	n := newNaming(p)
	spans := n.usernames
	for i, part := range n.parts {
		if part != none {
			s := span{n.words[i].From, n.words[i].To}
			if n.initial(i) {
				s.to++ // with its full stop
			}
			spans = append(spans, s)
		}
	}
	return hide(p, spans), len(spans) > 0
}

// part is how certain it is that a word is part of a personal name.
type part uint8

const (
	none part = iota
	perhaps
	sure
)

func newNaming(p *lexicon.Text) *naming {
	l := nameWords()
	n := &naming{Text: p, l: l, words: p.Words()}
	n.said = l.ClassesOf(p, n.words)
	n.parts, n.links, n.written = make([]part, len(n.words)), make([]bool, len(n.words)), make([]string, len(n.words))
	n.facts = make([]facts, len(n.words))
	capitals := 0
	for i, w := range n.words {
		n.written[i] = p.Written(w)
		if n.allCapitals(i) {
			capitals++
		}
	}
	for i := 1; i < len(n.words); i++ {
		if n.words[i].Glued && places.Known(n.written[i-1]+n.written[i]) { // Нур-Султан
			n.said[i-1], n.said[i] = append(slices.Clip(n.said[i-1]), l.Classes["known"]), append(slices.Clip(n.said[i]), l.Classes["known"])
		}
	}
	n.turkic = turkicText(n)
	n.shouted = capitals > 3 && capitals*10 > len(n.words)*7
	n.findUsernames()
	for i := range n.words {
		if !n.links[i] && n.isName(i) {
			n.parts[i] = sure
		}
	}
	n.extend()
	n.spare()
	n.doubt()
	return n
}

// acronym reports whether the word is a few capitals that are no name.
func (n *naming) acronym(i int) bool {
	return n.allCapitals(i) && n.words[i].To-n.words[i].From <= 6 && n.given(i) == 0 && n.surname(i) == noSurname
}

// isName reports whether the word is certainly part of a name, by itself and by the words beside it.
func (n *naming) isName(i int) bool {
	w := n.words[i]
	if w.Number || n.is(i, "known", "child", "named", "street") || n.ofStreet(i) {
		return false
	}
	long := len(w.Letters) > 3
	surname, given := n.surname(i), n.given(i)
	capital := n.capital(i)
	switch {
	case n.patronymic(i):
		return true
	case n.is(i+1, "child") && n.near(i) && (capital || given != 0):
		return true
	case given != 0 && n.beside(i):
		return capital || given&doubtedGiven == 0 || n.besideSure(i)
	case given != 0 && given&doubtedGiven == 0 && !n.place(i):
		return capital && (!n.acronym(i) || long) && (!w.Ends || !n.common(i)) || long && given&wordGiven == 0 && !n.common(i) && !w.RunOn
	case given != 0 && capital && !w.Ends && !n.place(i) && !n.acronym(i):
		return true
	case surname == strongSurname:
		return true
	case n.weak(i):
		return capital && !n.place(i) || n.besideSure(i) || capital && n.beside(i)
	case surname == adjective && capital && n.beside(i):
		return true
	case n.initials(i):
		return true
	case capital && long && n.told(i) && !n.place(i) && !n.common(i) && !n.acronym(i):
		return true
	}
	return false
}

// beside reports whether the word stands beside a possible name, or after words that introduce one.
func (n *naming) beside(i int) bool {
	return n.told(i) || n.besideSure(i) || n.neighbour(i, func(k int) bool {
		return n.given(k) != 0 && n.words[k].Upper || n.words[k].Upper && n.weak(k) && !n.place(k)
	})
}

// besideSure reports whether the word stands beside one that is almost certainly a name.
func (n *naming) besideSure(i int) bool {
	return n.told(i) && n.words[i].Upper || n.neighbour(i, func(k int) bool {
		if n.surname(k) == strongSurname || n.initial(k) || n.patronymic(k) {
			return true
		}
		given := n.given(k)
		return given != 0 && given&(doubtedGiven|wordGiven) == 0 && !n.common(k) ||
			n.given(i) != 0 && n.given(i)&doubtedGiven == 0 && n.weak(k) && !n.place(k)
	})
}

// neighbour reports whether is holds for a word next to the i-th. Words known to be no names are skipped.
func (n *naming) neighbour(i int, is func(int) bool) bool {
	for _, k := range [...]int{i - 1, i + 1} {
		if k >= 0 && k < len(n.words) && n.near(min(i, k)) && !n.links[k] && !n.is(k, "known") && is(k) {
			return true
		}
	}
	return false
}

// told reports whether a word nearby introduces a name: my neighbour, is called, деген.
func (n *naming) told(i int) bool {
	return i > 0 && !n.words[i].Ends && n.is(i-1, "before", "named") || n.near(i) && n.is(i+1, "after") && n.words[i].Upper && !n.is(i+2, "what") || n.near(i) && n.is(i+1, "kin") && n.words[i].Upper && n.possessive(i)
}

// possessive reports whether the word ends in 's.
func (n *naming) possessive(i int) bool {
	w := n.words[i]
	return w.To-w.From > 2 && n.Lowered[w.To-1] == 's' && lexicon.IsApostrophe(n.Lowered[w.To-2])
}

// ofStreet reports whether the word belongs to the name of a street, a town or a facility.
func (n *naming) ofStreet(i int) bool {
	return i > 0 && n.is(i-1, "street") && n.near(i-1) || n.near(i) && n.is(i+1, "streetafter") ||
		n.is(i, "namesake") && (i > 0 && n.is(i-1, "facility") && n.near(i-1) || n.near(i) && n.is(i+1, "facilityafter"))
}

// initials reports whether the word is an initial, or a surname with one.
func (n *naming) initials(i int) bool {
	surname := func(k int) bool {
		return k >= 0 && k < len(n.words) && n.capital(k) && len(n.words[k].Letters) > 2 && !n.is(k, "known", "street") && !n.common(k)
	}
	adjoin := func(a, b int) bool { return a >= 0 && b < len(n.words) && n.words[b].From-n.words[a].To <= 2 }
	if n.initial(i) {
		return surname(i+1) && adjoin(i, i+1) || surname(i-1) && adjoin(i-1, i) && !n.words[i-1].Ends ||
			i+2 < len(n.words) && n.initial(i+1) && surname(i+2) || i > 1 && n.initial(i-1) && surname(i-2)
	}
	if !surname(i) {
		return false
	}
	return i > 0 && n.initial(i-1) && adjoin(i-1, i) || i+1 < len(n.words) && n.initial(i+1) && adjoin(i, i+1) && (!n.place(i) || i+2 < len(n.words) && n.initial(i+2))
}

// extend adds words beside a name that may belong to it: another capital, a word for a child, a given name.
func (n *naming) extend() {
	for range 2 {
		for i := range n.words {
			if n.parts[i] != none || n.links[i] || n.words[i].Number || n.is(i, "known", "before", "named") {
				continue
			}
			before, after := i > 0 && n.near(i-1) && n.parts[i-1] == sure, n.near(i) && n.parts[i+1] == sure
			if !before && !after {
				continue
			}
			switch {
			case n.is(i, "child"), n.initial(i), n.given(i) != 0 && !n.words[i].Ends, n.weak(i) && !n.words[i].Ends,
				n.capital(i) && len(n.words[i].Letters) > 1 && !n.common(i) && !n.place(i) && !n.acronym(i) && (!n.words[i].Ends || n.surname(i) != noSurname):
				n.parts[i] = sure
			}
		}
	}
}

// doubt marks unknown words with a capital within a sentence as possible names, and two of them in a row as certain.
func (n *naming) doubt() {
	unknown := func(i int) bool {
		return i >= 0 && i < len(n.words) && n.capital(i) && len(n.words[i].Letters) > 1 && !n.is(i, "known", "before", "named", "street", "streetafter", "facility", "facilityafter", "public") && !n.acronym(i) && !n.ofStreet(i) &&
			!n.common(i) && !n.place(i) && n.surname(i) != adjective && !n.words[i].Number
	}
	said := slices.Clone(n.parts)
	other := func(i int) bool { return unknown(i) && said[i] == none }
	for i := range n.words {
		if !other(i) {
			continue
		}
		pair := n.near(i) && other(i+1) && n.words[i+1].From-n.words[i].To == 1 || n.near(i-1) && other(i-1)
		before := n.words[i].Ends && n.near(i) && said[i+1] == sure && n.surname(i+1) != noSurname && n.given(i+1) == 0 && !n.words[i].Past() // Asxat Bekov
		switch {
		case pair && n.quoted(i):
			n.parts[i] = perhaps
		case pair:
			n.parts[i] = sure
		case !n.words[i].Ends, before:
			n.parts[i] = perhaps
		}
	}
}

// quoted reports whether the word stands in quotation marks, as titles do.
func (n *naming) quoted(i int) bool {
	for k := n.words[i].From - 1; k >= 0 && k > n.words[i].From-40; k-- {
		switch n.Lowered[k] {
		case '«', '“', '"', '„':
			return true
		case '»', '”', '\n':
			return false
		}
	}
	return false
}

// spare unmarks the names of heads of state.
func (n *naming) spare() {
	for i := 0; i < len(n.words); i++ {
		if n.parts[i] == none {
			continue
		}
		end := i + 1
		for end < len(n.words) && n.parts[end] != none && n.near(end-1) {
			end++
		}
		if n.public(i, end) {
			for k := i; k < end; k++ {
				n.parts[k] = none
				n.said[k] = append(slices.Clip(n.said[k]), n.l.Classes["public"])
			}
		}
		i = end - 1
	}
}

// turkicText reports whether the text has letters or words that only Kazakh and Kyrgyz have.
func turkicText(n *naming) bool {
	for i := range n.words {
		if turkicWords[n.written[i]] || strings.ContainsAny(n.written[i], "әғқңөұүі") {
			return true
		}
	}
	return false
}

var turkicWords = map[string]bool{"бул": true, "жана": true, "менен": true, "деп": true, "болду": true, "болгон": true, "эмес": true, "жок": true, "бар": true, "анын": true, "деди": true}
