package moderation

import (
	"slices"
	"strings"
)

// Mask replaces what identifies a person with [Hidden]: phone numbers, e-mail addresses, @usernames, numbers of documents,
// cards and accounts, car plates, addresses and coordinates, however they are typed, and links that contain one. Amounts of
// money, dates, counts and other numbers stay. Mask is idempotent and returns valid UTF-8 for any input.
func Mask(text string) string {
	text = valid(text)
	const most = 8 // what is hidden may bring together what was apart; it hardly ever does twice
	for range most {
		m := newMasking(text)
		m.scan()
		if len(m.spans) == 0 {
			return text
		}
		text = hide(m.Text, m.spans)
	}
	return text
}

// valid replaces invalid UTF-8 with U+FFFD.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// scan finds everything to hide. In a link a long number may be the one of a post, so only what looks like a phone number is
// hidden there, and usernames, which may be those of channels, are left.
func (m *masking) scan() {
	if !m.inLink {
		m.links()
	}
	m.mail()
	m.tokens = tokensOf(m.Text)
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
