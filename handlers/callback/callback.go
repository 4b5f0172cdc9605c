// Package callback holds what the buttons of the bot say when they are pressed, and how that is written as callback data.
package callback

import (
	"strings"

	"github.com/rastau/rastau/verification/claim"
)

// Query is what a button says when it is pressed: a verb, the claim that it is about (or none), and a word more. As
// callback data it is "verb|CODE|word", at most 64 bytes. Anybody can send any data, so a press proves nothing.
type Query struct {
	Verb string
	Code claim.Code
	Word string
}

const longest = 64

// Data returns the callback data of a button.
func Data(verb string, code claim.Code, word string) string {
	return verb + "|" + string(code) + "|" + word
}

// Parse reads callback data; ok is false for what no button of the bot says.
func Parse(data string) (q Query, ok bool) {
	parts := strings.Split(data, "|")
	if len(data) > longest || len(parts) != 3 || parts[0] == "" {
		return q, false
	}
	q = Query{Verb: parts[0], Word: parts[2]}
	if parts[1] != "" {
		code, ok := claim.ParseCode(parts[1])
		if !ok || string(code) != parts[1] {
			return q, false
		}
		q.Code = code
	}
	return q, true
}
