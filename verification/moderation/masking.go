package moderation

import (
	"slices"
	"strings"
)

// masking looks for what has to be hidden in a text.
type masking struct {
	*plain
	inLink  bool // the text is what stands behind the host of a link
	tokens  []token
	covered []bool // runes that are hidden, or in a link and let stand
	spans   []span
}

func newMasking(text string) *masking {
	p := plainOf(text)
	return &masking{plain: p, covered: make([]bool, len(p.low))}
}

// cover hides a range of runes, if none of it is covered yet.
func (m *masking) cover(from, to int) {
	if slices.Contains(m.covered[from:to], true) {
		return
	}
	m.leave(from, to)
	m.spans = append(m.spans, span{from, to})
}

// leave has nothing else look at a range.
func (m *masking) leave(from, to int) {
	for i := from; i < to; i++ {
		m.covered[i] = true
	}
}

// gap is what stands between two tokens.
func (m *masking) gap(i, k int) []rune {
	return m.low[m.tokens[i].to:m.tokens[k].from]
}

// gapIs reports whether nothing but the given runes stands between two neighbouring tokens, and at most so many.
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
