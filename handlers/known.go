package handlers

import (
	"context"
	"errors"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// received answers something that was sent: by what is known of it, by what it may be, or by asking what is asked about it.
func (t *talk) received(r verification.Reception, m *bot.Message, q claim.Question) error {
	if r.Into != nil {
		text, rows := view.Joined(t.Speaker, r, t.Desk.Policy().SealAskers)
		out := t.sayCard(text, rows)
		out.Handle, out.ReplyTo = t.claimHandle(r.Claim.Code), m.ID
		t.told(r)
		return nil
	}
	if like := t.showable(r.Like); len(like) > 0 {
		pictures, text, rows := view.Offer(t.Speaker, r, like, q, t.chat)
		t.out = append(t.out, pictures...)
		out := t.sayCard(text, rows)
		out.Handle, out.ReplyTo = t.claimHandle(r.Claim.Code), m.ID
		return nil
	}
	if r.Claim.Unsaid {
		t.say(t.T("seen.unsaid"))
	}
	return t.ask(r.Claim, m, q)
}

// showable leaves out what is not for the eyes of a whole group.
func (t *talk) showable(like []*claim.Claim) []*claim.Claim {
	if t.chat == t.id {
		return like
	}
	var out []*claim.Claim
	for _, c := range like {
		if c.Status == claim.StatusPublished {
			out = append(out, c)
		}
	}
	return out
}

// pick joins those who asked what the asker says it is.
func (t *talk) pick(code, picked claim.Code) error {
	r, err := t.Desk.Pick(t.ctx, t.cause, t.by.ID, code, picked)
	if err != nil {
		return err
	}
	if r.Into == nil {
		return nil // it was set apart since
	}
	text, rows := view.Joined(t.Speaker, r, t.Desk.Policy().SealAskers)
	t.show(t.claimHandle(code), text, rows...)
	t.told(r)
	return nil
}

// told notes with what was just said which state of a result it is, so that a correction is called one.
func (t *talk) told(r verification.Reception) {
	if r.Shows() && !t.Desk.Policy().SealAskers {
		t.out[len(t.out)-1].News = &bot.News{Subject: view.ClaimSubject(r.Into.Code), Version: view.VersionOf(r.Into)}
	}
}

// apart lets something go on as a claim of its own.
func (t *talk) apart(code claim.Code, q claim.Question) error {
	c, err := t.Desk.SetApart(t.ctx, t.cause, t.by.ID, code)
	if err != nil {
		return err
	}
	switch {
	case c.Status != claim.StatusReceived:
		return nil // it went on already
	case q.Known():
		return t.choose(code, q, false)
	}
	t.show(t.claimHandle(code), t.T("question.choose"), view.Choices(t.Speaker, c, false, t.by.Language, t.proof(c.Code))...)
	return nil
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
	content := h.contentOf(m)
	h.look(ctx, m.Media, content.Media)
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
		Key: "known." + string(c.Code) + "." + group, Chat: m.Chat.ID, Action: bot.Send, Handle: "result." + string(c.Code), News: view.ResultNews(speaker, c),
		Text: speaker.T("seen.result") + "\n" + view.Result(speaker, c.Public()), ReplyTo: m.ID, Silent: true,
	})
	if err != nil {
		return err
	}
	return h.Desk.NoteKnown(ctx, group, c.Code)
}
