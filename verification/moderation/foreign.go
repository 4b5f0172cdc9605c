package moderation

import (
	"strings"
	"unicode"
)

// Foreign is text that a stranger wrote: a claim, a link, the title of a channel, a proposal, a reason. It may hold a phone
// number, an address or a character that hides one. Only packages that compare or store it convert it to a string;
// everything that shows it calls [Foreign.Mask].
type Foreign string

// Mask returns the text as it may be shown: without invisible characters and without personal data.
func (f Foreign) Mask() Masked { return Masked{strings.TrimSpace(Mask(Clean(string(f))))} }

// String returns the masked text, so that no format verb shows the original.
func (f Foreign) String() string { return f.Mask().String() }

// Masked is text that may be shown. Only [Foreign.Mask] makes one that holds anything.
type Masked struct{ text string }

// String returns the text.
func (m Masked) String() string { return m.text }

// MarshalText returns the text, so that what encodes a value sees it.
func (m Masked) MarshalText() ([]byte, error) { return []byte(m.text), nil }

// Empty reports whether there is nothing to show.
func (m Masked) Empty() bool { return m.text == "" }

// OneLine returns the text with every run of white space as one space.
func (m Masked) OneLine() Masked { return Masked{strings.Join(strings.Fields(m.text), " ")} }

// Words returns the first n words of the text, and whether there were more.
func (m Masked) Words(n int) (first Masked, more bool) {
	words := strings.Fields(m.text)
	return Masked{strings.Join(words[:min(n, len(words))], " ")}, len(words) > n
}

// Shorten returns the text cut to n characters, the last of them an ellipsis when something was cut.
func (m Masked) Shorten(n int) Masked {
	r := []rune(m.text)
	if len(r) <= n {
		return m
	}
	return Masked{strings.TrimSpace(string(r[:n-1])) + "…"}
}

// Clean removes what cannot be seen from a text: control characters, marks that turn the direction of writing, zero-width
// characters. Lines stay lines.
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
