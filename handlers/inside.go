package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
)

// guard queues it to the chat.
func (t *talk) guard(text view.Inside, rows [][]bot.Button) *bot.Outgoing {
	t.out = append(t.out, view.Guarded(t.chat, text, rows))
	return &t.out[len(t.out)-1]
}

// reguard changes the message of that name, or writes it.
func (t *talk) reguard(handle string, text view.Inside, rows [][]bot.Button) {
	out := t.guard(text, rows)
	out.Action, out.Handle, out.Coalesce = bot.Edit, handle, true
}
