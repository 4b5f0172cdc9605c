package handlers

import (
	"context"
	"strconv"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// replies are what is said in answer to one update: queued together at the end, under keys that count up from the update's cause, so
// that the same update says the same under the same keys.
type replies struct {
	*Handlers
	locale.Speaker
	ctx     context.Context
	cause   string
	chat    int64
	topic   int         // of the chat, in which somebody wrote or pressed
	silence bot.Silence // what an answer means for a silent chat
	out     []bot.Outgoing
	about   []bot.About // claims that are told of without their code
}

func (h *Handlers) replies(ctx context.Context, cause string, chat int64, topic int, l claim.Language) replies {
	return replies{Handlers: h, Speaker: h.Locale.For(l), ctx: ctx, cause: cause, chat: chat, topic: topic}
}

// say queues a message to the chat.
func (r *replies) say(text string, rows ...[]bot.Button) *bot.Outgoing {
	r.out = append(r.out, bot.Outgoing{Chat: r.chat, Action: bot.Send, Text: text, Buttons: rows})
	return &r.out[len(r.out)-1]
}

// sayCard is say for a text that comes with its buttons.
func (r *replies) sayCard(text string, rows [][]bot.Button) *bot.Outgoing {
	return r.say(text, rows...)
}

// show changes the message of that name, or writes it.
func (r *replies) show(handle, text string, rows ...[]bot.Button) {
	if handle == "" {
		r.say(text, rows...)
		return
	}
	r.out = append(r.out, bot.Outgoing{Chat: r.chat, Action: bot.Edit, MessageKey: handle, Coalesce: true, Text: text, Buttons: rows})
}

// guard queues a text for those who work on a claim: see [view.Guarded].
func (r *replies) guard(text view.Inside, rows [][]bot.Button) *bot.Outgoing {
	r.out = append(r.out, view.Guarded(r.chat, text, rows))
	return &r.out[len(r.out)-1]
}

// reguard changes the message of that name to such a text, or writes it.
func (r *replies) reguard(handle string, text view.Inside, rows [][]bot.Button) {
	out := r.guard(text, rows)
	out.Action, out.MessageKey, out.Coalesce = bot.Edit, handle, true
}

// file sends a file that is made when it goes out.
func (r *replies) file(kind bot.MediaKind, name, caption string) {
	out := r.say(caption)
	out.Media, out.Instead = []bot.Media{{Kind: kind, Rendered: view.BulletinFolder + "/" + name}}, caption+"\n"+r.T("file.unmade")
}

// send sends what was said.
func (r *replies) send() error {
	for i := range r.out {
		if r.out[i].Key == "" {
			r.out[i].Key = r.cause + "." + strconv.Itoa(i)
			if r.out[i].Chat == r.chat {
				r.out[i].Topic = r.topic
			}
		}
		r.out[i].About = append(view.Mentioned(r.Clock.Now(), r.out[i].Text), r.about...)
		if r.out[i].Silence == bot.Kept {
			r.out[i].Silence = r.silence
		}
	}
	if len(r.out) == 0 {
		return nil
	}
	return r.Send.Send(r.ctx, r.out...)
}
