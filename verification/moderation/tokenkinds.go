package moderation

import (
	_ "embed"
	"slices"
	"sync"
)

//go:embed words/addresses.txt
var addressesFile string

// tokenKind is what a word is in an address, or beside a number.
type tokenKind uint32

// In the order of their classes in words/addresses.txt.
const (
	ofStreet tokenKind = 1 << iota
	ofArea
	ofStreetBehind
	ofHouse
	ofFlat
	ofKnownStreet
	ofUnit
	ofMonth
	ofMoney
	ofCurrency
	ofPhone
	ofCar
	ofGeo
	ofPlace
	ofStop
	ofNoStreet
	ofHandle
	lookedUp
)

var tokenKinds = []string{"street", "area", "after", "house", "flat", "known", "unit", "month", "money", "currency", "phone", "car", "geo", "in", "stop", "notstreet", "handle"}

var addressWords = sync.OnceValue(func() *lexicon {
	l := newLexicon("")
	for _, name := range tokenKinds {
		l.class(name)
	}
	l.read(addressesFile)
	return l
})

// is reports whether a token is a word of one of the kinds.
func (m *masking) is(i int, kinds tokenKind) bool {
	if i < 0 || i >= len(m.tokens) || m.tokens[i].digits != "" || len(m.tokens[i].letters) > 24 {
		return false
	}
	t := &m.tokens[i]
	if t.kinds == 0 {
		t.kinds = lookedUp
		for _, c := range ofToken(addressWords(), m.plain, m.tokens, i) {
			t.kinds |= 1 << (c - firstOwn)
		}
	}
	return t.kinds&kinds != 0
}

// ofToken returns the classes of a token, also of к-сі and пр-т, whose first part stands for both.
func ofToken(l *lexicon, p *plain, tokens []token, i int) []class {
	var room [64]letter
	t := tokens[i]
	w := word{from: t.from, to: t.to, letters: t.letters, raw: p.raw[t.from:t.to]}
	if len(w.raw) != len(w.letters) {
		w.raw = w.letters
	}
	found := l.lookUp(w.skeleton(room[:0]), w, nil)
	if i+1 < len(tokens) && tokens[i+1].digits == "" && tokens[i+1].from == t.to+1 && (p.low[t.to] == '-' || p.low[t.to] == '/') && len(t.letters) < 4 && len(tokens[i+1].letters) < 4 {
		both := slices.Concat(t.letters, tokens[i+1].letters)
		w = word{letters: both, raw: both}
		found = l.lookUp(w.skeleton(room[:0]), w, found)
	}
	return found
}
