package moderation

import (
	"slices"
	"strings"
)

// Hidden stands for what is not shown.
const Hidden = "▒▒▒"

// Mask replaces what leads to a person: phone numbers, e-mail addresses, @usernames, numbers of documents, cards and accounts,
// car plates, addresses, coordinates, however they are typed, and links that hold one of them. Money, dates, counts and other
// numbers stay. Mask(Mask(text)) is Mask(text), and valid UTF-8 whatever the text is.
func Mask(text string) string {
	text = valid(text)
	const most = 8 // what is hidden may bring together what was apart; it hardly ever does twice
	for range most {
		m := newMasking(text)
		m.scan()
		if len(m.spans) == 0 {
			return text
		}
		text = m.hide(m.spans)
	}
	return text
}

// valid puts the sign for it where a text is no UTF-8.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

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

// scan finds all of it. Within a link a long number may be that of a post: there only what has the form of a phone number is
// taken for one, and a username may be that of a channel.
func (m *masking) scan() {
	if !m.inLink {
		m.links()
	}
	m.mail()
	m.tokens = tokensOf(m.plain)
	if !m.inLink {
		m.spelledMail()
		m.handles()
	}
	m.plusCodes()
	if !slices.ContainsFunc(m.tokens, func(t token) bool { return t.digits != "" }) {
		return
	}
	m.documents()
	m.coordinates()
	m.addresses()
	m.numbers()
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
