package handlers

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// OnIsolated tells who sent an update that it was set aside.
func (h *Handlers) OnIsolated(ctx context.Context, u bot.Update) error {
	var who *bot.Person
	var chat bot.Chat
	switch {
	case u.Message != nil:
		who, chat = u.Message.From, u.Message.Chat
	case u.Press != nil:
		who, chat = &u.Press.From, u.Press.Chat
	}
	if who == nil || chat.Kind != bot.Private {
		return nil
	}
	silence := bot.Ends
	if u.Message != nil && u.Message.Edited {
		silence = bot.Kept
	}
	spoken, _ := claim.ParseLanguage(who.Language)
	return h.Send.Send(ctx, bot.Outgoing{
		Key: u.IdempotencyKey() + ".isolated", Chat: chat.ID, Action: bot.Send, Text: h.Locale.For(spoken).T("isolated"), Silence: silence,
	})
}

// OnGone is told of a chat that cannot be written to any more.
func (h *Handlers) OnGone(ctx context.Context, chat int64) error {
	if chat > 0 {
		if err := h.Send.Silence(ctx, chat); err != nil {
			return err
		}
		return h.Desk.Lost(ctx, claim.PersonID(h.Namer.Pseudonym("person", chat)))
	}
	return h.Desk.Left(ctx, h.Namer.Pseudonym("chat", chat))
}

// mostFiles is how many files a claim has: those of an album.
const mostFiles = 10

// OnUnfit is told of a question whose file somebody cannot be sent in any form: somebody else is asked in their place, and what they
// were sent of it is taken back. forAll tells that nobody can be sent it.
func (h *Handlers) OnUnfit(ctx context.Context, out bot.Outgoing, forAll bool) error {
	_, word, _ := strings.Cut(out.News.Subject, ".")
	code, ok := claim.ParseCode(word)
	if !ok {
		return nil
	}
	c, err := h.Desk.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	cause, id := "unseen."+out.Key, claim.PersonID(h.Namer.Pseudonym("person", out.Chat))
	if err := h.Desk.Unshow(ctx, cause, id, code, forAll); err != nil {
		return err
	}
	var back []bot.Outgoing
	for i := range mostFiles { // what is not there is deleted without a word

		back = append(back, bot.Outgoing{
			Key: cause + "." + strconv.Itoa(i), Chat: out.Chat, Action: bot.Delete, MessageKey: view.MediaHandle(code, i), Priority: bot.Notice,
		})
	}
	if out.Priority == bot.Answer { // they asked for a question, and wait
		p, _, err := h.Desk.Person(ctx, id)
		if err != nil {
			return err
		}
		s := h.Locale.For(p.Language)
		back = append(back, bot.Outgoing{
			Key: cause + ".said", Chat: out.Chat, Action: bot.Send, Text: s.T("ask.unseen", "Code", code), About: view.About(c),
			Buttons: [][]bot.Button{{{Text: s.T("button.next"), Data: callback.Data(callback.Next, "", "")}}},
		})
	}
	return h.Send.Send(ctx, back...)
}
