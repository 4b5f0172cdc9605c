package moderation

import (
	"github.com/rastau/rastau/verification/moderation/lexicon"

	_ "embed"
	"slices"
	"sync"
)

//go:embed words/addresses.txt
var addressesFile string

// tokenKind is a set of roles that a word may have in an address or beside a number.
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

var addressWords = sync.OnceValue(func() *lexicon.Lexicon {
	l := lexicon.New("")
	for _, name := range tokenKinds {
		l.Class(name)
	}
	l.Add(addressesFile)
	return l
})

// is reports whether token i is a word of one of the kinds.
func (m *masking) is(i int, kinds tokenKind) bool {
	if i < 0 || i >= len(m.tokens) || m.tokens[i].digits != "" || len(m.tokens[i].letters) > 24 {
		return false
	}
	t := &m.tokens[i]
	if t.kinds == 0 {
		t.kinds = lookedUp
		for _, c := range ofToken(addressWords(), m.Text, m.tokens, i) {
			t.kinds |= 1 << (c - lexicon.FirstOwn)
		}
	}
	return t.kinds&kinds != 0
}

// ofToken returns the classes of a token, also of abbreviations such as к-сі and пр-т, whose first part stands for both.
func ofToken(l *lexicon.Lexicon, p *lexicon.Text, tokens []token, i int) []lexicon.Class {
	var room [64]lexicon.Letter
	t := tokens[i]
	w := lexicon.Word{From: t.from, To: t.to, Letters: t.letters, Raw: p.Raw[t.from:t.to]}
	if len(w.Raw) != len(w.Letters) {
		w.Raw = w.Letters
	}
	found := l.LookUp(w.Skeleton(room[:0]), w, nil)
	if i+1 < len(tokens) && tokens[i+1].digits == "" && tokens[i+1].from == t.to+1 && (p.Lowered[t.to] == '-' || p.Lowered[t.to] == '/') && len(t.letters) < 4 && len(tokens[i+1].letters) < 4 {
		both := slices.Concat(t.letters, tokens[i+1].letters)
		w = lexicon.Word{Letters: both, Raw: both}
		found = l.LookUp(w.Skeleton(room[:0]), w, found)
	}
	return found
}
