// Package input reads what people write: codes, answers, questions and evidence, however they are typed. Its functions are pure.
package input

import (
	"fmt"
	"hash/crc32"
	"regexp"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/moderation"
)

// Clean removes what cannot be seen from what people wrote.
func Clean(s string) string { return moderation.Clean(s) }

// Sayable tells whether a text says anything: it has a letter or a digit.
func Sayable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Shorten cuts a text to n characters.
func Shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimSpace(string(r[:n-1])) + "…"
}

// SplitFirst splits off the first word.
func SplitFirst(s string) (first, rest string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// linkForm is how a link begins among words.
var linkForm = regexp.MustCompile(`(?i)\bhttps?://\S`)

// LinkAt returns where the first link begins, -1 when there is none.
func LinkAt(text string) int {
	if at := linkForm.FindStringIndex(text); at != nil {
		return at[0]
	}
	return -1
}

// BeforeLink is what stands before the first link.
func BeforeLink(text string) string {
	if i := LinkAt(text); i >= 0 {
		return strings.TrimSpace(text[:i])
	}
	return text
}

// Tag tells one typed text from another, so that a button is about the one under which it stands.
func Tag(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }
