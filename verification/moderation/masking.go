package moderation

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// masking finds what to hide in a text.
type masking struct {
	*lexicon.Text
	inLink  bool // the text is what stands behind the host of a link
	tokens  []token
	covered []bool // runes that are hidden, or in a link and let stand
	spans   []span
}

func newMasking(text string) *masking {
	p := lexicon.Read(text)
	return &masking{Text: p, covered: make([]bool, len(p.Lowered))}
}

// cover hides a range of runes unless part of it is covered already.
func (m *masking) cover(from, to int) {
	if slices.Contains(m.covered[from:to], true) {
		return
	}
	m.leave(from, to)
	m.spans = append(m.spans, span{from, to})
}

// leave marks a range as done, so that nothing else looks at it.
func (m *masking) leave(from, to int) {
	for i := from; i < to; i++ {
		m.covered[i] = true
	}
}

// gap returns the runes between two tokens.
func (m *masking) gap(i, k int) []rune {
	return m.Lowered[m.tokens[i].to:m.tokens[k].from]
}

// gapIs reports whether token i and the next are separated by at most most runes, all of them among runes.
func (m *masking) gapIs(i, most int, runes string) bool {
	if i < 0 || i+1 >= len(m.tokens) {
		return false
	}
	gap := m.gap(i, i+1)
	if len(gap) > most {
		return false
	}
	for _, r := range gap {
		if !strings.ContainsRune(runes, r) {
			return false
		}
	}
	return true
}
