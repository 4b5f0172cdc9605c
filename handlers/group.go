package handlers

import (
	"context"
	"errors"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// check is /check in a group, as a reply to the message that is to be checked, or with what is forwarded. It needs a person: who writes in the name of a
// chat could not be told apart from others, nor be told the result.
func (h *Handlers) check(ctx context.Context, u bot.Update) error {
	m := u.Message
	if m.From == nil {
		return nil
	}
	s, ok, err := h.begin(ctx, u, *m.From, m.Chat)
	if !ok {
		return err
	}
	return s.end(s.requester().checked(m))
}

// knownHere gives a group the result on what was just posted there, if that is the same beyond doubt. It is said once, since
// nobody asked.
func (h *Handlers) knownHere(ctx context.Context, u bot.Update) error {
	m := u.Message
	if m.Chat.Kind != bot.Group || len(m.Media) == 0 {
		return nil
	}
	group := h.Namer.Pseudonym("chat", m.Chat.ID)
	s, err := h.Desk.Subscription(ctx, group)
	if errors.Is(err, claim.NotSubscribed) {
		return nil
	}
	if err != nil {
		return err
	}
	content := input.ContentOf(m, h.Cleanable)
	h.attachments.Fingerprint(ctx, m.Media, content.Media)
	c, err := h.Desk.KnownIn(ctx, group, content)
	if errors.Is(err, claim.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	speaker := h.Locale.For(s.Languages[0])
	// Sent first: noted and not sent, nobody would hear of it. Sent again, it has the same key.
	err = h.Send.Send(ctx, bot.Outgoing{
		Key: "known." + string(c.Code) + "." + group, Chat: m.Chat.ID, Action: bot.Send, MessageKey: "result." + string(c.Code), News: view.ResultNews(speaker, c),
		Text: speaker.T("seen.result") + "\n" + view.Result(speaker, c.Public()), ReplyTo: m.ID, Silent: true,
	})
	if err != nil {
		return err
	}
	return h.Desk.NoteKnown(ctx, group, c.Code)
}
