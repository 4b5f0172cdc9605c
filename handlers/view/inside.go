package view

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// Inside is a text for those who work on a claim: a question to volunteers, what reviewers read, who answered what. It is no string, so
// that it comes into a chat only by [guarded], whichever command shows it.
type Inside string

// Guarded is the message with such a text: it can be neither forwarded nor copied.
func Guarded(chat int64, text Inside, rows [][]bot.Button) bot.Outgoing {
	return bot.Outgoing{Chat: chat, Action: bot.Send, Text: string(text), Buttons: rows, Protect: true}
}

// InsideQuestion is the head of a card for those who work on the claim.
func InsideQuestion(s locale.Speaker, r claim.Inside) Inside {
	return Inside(Question(s, r.Release))
}

// InsideHeadline is the claim in one line for them.
func InsideHeadline(s locale.Speaker, r claim.Inside) Inside {
	return Inside(Headline(s, r.Release))
}
