package moderation

import (
	"slices"
	"strings"
)

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
		text = hide(m.plain, m.spans)
	}
	return text
}

// valid puts the sign for it where a text is no UTF-8.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

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
