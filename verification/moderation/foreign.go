package moderation

import (
	"strings"
	"unicode"
)

// Foreign is text written by a stranger: a claim, a link, the title of a channel, a proposal, a reason. It may contain a
// phone number, an address or invisible characters. Only packages that compare or store it convert it to a string;
// everything that shows it calls [Foreign.Mask].
type Foreign string

// Mask returns the text without invisible characters and personal data.
func (f Foreign) Mask() Masked { return Masked{strings.TrimSpace(Mask(Clean(string(f))))} }

// String returns the masked text, so that no format verb shows the original.
func (f Foreign) String() string { return f.Mask().String() }

// Masked is text that may be shown. Only [Foreign.Mask] makes a Masked that is not empty.
type Masked struct{ text string }

// String returns the text.
func (m Masked) String() string { return m.text }

// MarshalText implements [encoding.TextMarshaler].
func (m Masked) MarshalText() ([]byte, error) { return []byte(m.text), nil }

// Empty reports whether there is nothing to show.
func (m Masked) Empty() bool { return m.text == "" }

// OneLine returns the text with every run of white space replaced by a space.
func (m Masked) OneLine() Masked { return Masked{strings.Join(strings.Fields(m.text), " ")} }

// Words returns the first n words of the text, and whether there were more.
func (m Masked) Words(n int) (first Masked, more bool) {
	words := strings.Fields(m.text)
	return Masked{strings.Join(words[:min(n, len(words))], " ")}, len(words) > n
}

// Shorten returns the text cut to n characters, of which the last is an ellipsis if something was cut.
func (m Masked) Shorten(n int) Masked {
	r := []rune(m.text)
	if len(r) <= n {
		return m
	}
	return Masked{strings.TrimSpace(string(r[:n-1])) + "…"}
}

// Clean removes invisible characters from a text: control characters, bidirectional marks, zero-width characters. Line
// breaks stay.
func Clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\u200d' || r == '\ufe0f': // hold emoji together
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029', r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(strings.Trim(text, "\u200d\ufe0f"))
}
