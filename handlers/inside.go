package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// inside is a text for those who work on a claim: a question to volunteers, what reviewers read, who answered what. It is no string, so
// that it comes into a chat only by [guarded], whichever command shows it.
type inside string

// guarded is the message with such a text: it can be neither forwarded nor copied.
func guarded(chat int64, text inside, rows [][]bot.Button) bot.Outgoing {
	return bot.Outgoing{Chat: chat, Action: bot.Send, Text: string(text), Buttons: rows, Protect: true}
}

// guard queues it to the chat.
func (t *talk) guard(text inside, rows [][]bot.Button) *bot.Outgoing {
	t.out = append(t.out, guarded(t.chat, text, rows))
	return &t.out[len(t.out)-1]
}

// reguard changes the message of that name, or writes it.
func (t *talk) reguard(handle string, text inside, rows [][]bot.Button) {
	out := t.guard(text, rows)
	out.Action, out.Handle, out.Coalesce = bot.Edit, handle, true
}

// insideQuestion is the head of a card for those who work on the claim.
func insideQuestion(s locale.Speaker, r verification.Inside) inside {
	return inside(question(s, r.Release))
}

// insideHeadline is the claim in one line for them.
func insideHeadline(s locale.Speaker, r verification.Inside) inside {
	return inside(headline(s, r.Release))
}
