package handlers

import (
	"context"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/screening"
)

// Announcer writes to people who did not just write: see [verification.Announcer].
type Announcer struct {
	send   bot.Sender
	texts  *locale.Texts
	policy verification.Policy
}

var _ verification.Announcer = (*Announcer)(nil)

// NewAnnouncer makes an Announcer.
func NewAnnouncer(send bot.Sender, texts *locale.Texts, policy verification.Policy) *Announcer {
	return &Announcer{send: send, texts: texts, policy: policy}
}

// Ask puts a question to a verifier: the files first, then the card with the buttons.
func (a *Announcer) Ask(ctx context.Context, key string, to verification.Person, c *verification.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil // somebody who never wrote in private cannot be asked
	}
	s := a.texts.For(to.Language)
	text, rows := askCard(s, c, to.ID)
	out := append(mediaOf(s, c, chat), bot.Outgoing{
		Chat: chat, Action: bot.Send, Handle: askHandle(c.Code), Text: text, Buttons: rows,
	})
	for i := range out {
		out[i].Key, out[i].Priority, out[i].Protect = key+"."+strconv.Itoa(i), bot.Notice, true
	}
	return a.send.Send(ctx, out...)
}

// Close changes a verifier's card when the claim has ended.
func (a *Announcer) Close(ctx context.Context, key string, to verification.Person, c *verification.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	answer := answerText(s, c, c.Verdict.Answer)
	if c.Nameless {
		answer = s.T("result.identity.nameless")
	}
	text := s.T("closed", "Code", c.Code, "Answer", answer)
	switch c.Status {
	case verification.StatusOpen, verification.StatusScreening, verification.StatusStopped, verification.StatusDecided:
		text = s.T("closed.confirmed", "Code", c.Code)
	case verification.StatusRefused:
		text = s.T("closed.refused", "Code", c.Code)
	case verification.StatusUndecided:
		text = s.T("closed.undecided", "Code", c.Code)
	case verification.StatusTakenDown:
		text = s.T("closed.withdrawn", "Code", c.Code)
	case verification.StatusMerged:
		text = s.T("result.merged", "Code", c.Code, "Into", c.Into)
	}
	out := []bot.Outgoing{{
		Key: key, Chat: chat, Action: bot.Edit, Handle: askHandle(c.Code), Priority: bot.Notice, Text: text,
	}}
	if c.Status == verification.StatusRefused || c.Status == verification.StatusTakenDown {
		for i := range c.Content.Media { // what nobody should have seen is taken back
			out = append(out, bot.Outgoing{
				Key: key + ".media." + strconv.Itoa(i), Chat: chat, Action: bot.Delete, Handle: mediaHandle(c.Code, i), Priority: bot.Notice,
			})
		}
	}
	return a.send.Send(ctx, out...)
}

// Alert tells a reviewer what another one did.
func (a *Announcer) Alert(ctx context.Context, key string, to verification.Person, c *verification.Claim, did verification.FactKind, tag string) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text := s.T("alert."+string(did), "Code", c.Code, "Who", tag) + "\n" + headline(s, c)
	return a.send.Send(ctx, bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: text, Protect: true})
}

// Reply gives somebody who objected the answer.
func (a *Announcer) Reply(ctx context.Context, key string, to verification.Asker, c *verification.Claim, words string) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	text := a.texts.For(to.Language).T("appeal.answer", "Code", c.Code, "Words", screening.Mask(words))
	return a.send.Send(ctx, bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: text})
}

// Parted tells somebody that what they asked goes on by itself; where nothing was asked about it yet, they say what.
func (a *Announcer) Parted(ctx context.Context, key string, to verification.Asker, c *verification.Claim, was verification.Code) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	out := bot.Outgoing{
		Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Handle: "claim." + string(c.Code),
		Text: s.T("parted", "Code", c.Code, "Was", was), ReplyToHandle: "claim." + string(c.Code),
	}
	switch c.Status {
	case verification.StatusReceived:
		out.Text += "\n" + s.T("question.choose")
		out.Buttons = questions(s, c.Code)
	case verification.StatusPublished:
		out.Text += "\n" + result(s, c)
	case verification.StatusOpen:
		out.Text += "\n" + s.T("status.open", "Code", c.Code, "Deadline", s.Time(c.Deadline))
	}
	return a.send.Send(ctx, out)
}

// Tell tells somebody who asked.
func (a *Announcer) Tell(ctx context.Context, key string, to verification.Asker, c *verification.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text := s.T("tell.title", "Code", c.Code) + "\n" + result(s, c)
	switch c.Status {
	case verification.StatusLapsed:
		text = s.T("claim.lapsed")
	case verification.StatusRefused: // what was sent is erased, so it is not quoted
		text = s.T("tell.title", "Code", c.Code) + "\n" + outcome(s, c)
	}
	if c.Version > 1 && c.Status == verification.StatusPublished {
		text = "❗️ <b>" + s.T("result.correction") + "</b>\n" + text
	}
	out := bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: text}
	if to.Sealed == nil { // else the message that asked has no name
		out.ReplyToHandle = "claim." + string(c.Code)
	}
	return a.send.Send(ctx, out)
}

// Review asks a reviewer.
func (a *Announcer) Review(ctx context.Context, key string, to verification.Person, c *verification.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text, rows := reviewCard(s, a.policy, c, to.ID)
	out := append(append(mediaOf(s, c, chat), proofOf(s, c, chat)...), bot.Outgoing{
		Chat: chat, Action: bot.Send, Handle: "review." + string(c.Code), Text: text, Buttons: rows,
	})
	for i := range out {
		out[i].Key, out[i].Priority, out[i].Protect = key+"."+strconv.Itoa(i), bot.Notice, true
	}
	return a.send.Send(ctx, out...)
}

// Post gives a channel a result. A later version changes the message that was posted, and answers it with the correction,
// so that both who scrolls back and who reads on sees it.
func (a *Announcer) Post(ctx context.Context, key string, to verification.Subscription, c *verification.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	handle := "result." + string(c.Code)
	out := []bot.Outgoing{{Key: key, Chat: chat, Action: bot.Send, Handle: handle, Text: a.inAll(to, c)}}
	if c.Version > 1 || c.Status != verification.StatusPublished {
		out[0].Action = bot.Edit
		titles := make([]string, len(to.Languages))
		for i, l := range to.Languages {
			titles[i] = a.texts.For(l).T("result.correction")
		}
		out = append(out, bot.Outgoing{
			Key: key + ".reply", Chat: chat, Action: bot.Send, ReplyToHandle: handle,
			Text: "❗️ <b>" + strings.Join(titles, " · ") + "</b>\n" + a.inAll(to, c),
		})
	}
	for i := range out {
		out[i].Priority = bot.Broadcast
	}
	return a.send.Send(ctx, out...)
}

// inAll writes a result in all languages of a subscription: the claim is quoted once.
func (a *Announcer) inAll(to verification.Subscription, c *verification.Claim) string {
	first := a.texts.For(to.Languages[0])
	parts := []string{question(first, c)}
	for _, l := range to.Languages {
		s := a.texts.For(l)
		part := outcome(s, c)
		if l != to.Languages[0] {
			part = "<b>" + s.T("ask."+string(c.Question)) + "</b>\n" + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "\n\n")
}

// Digest gives a channel several results at once, in its first language.
func (a *Announcer) Digest(ctx context.Context, key string, to verification.Subscription, claims []*verification.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Languages[0])
	var out []bot.Outgoing
	text := "<b>" + s.T("digest.title") + "</b>"
	flush := func() {
		out = append(out, bot.Outgoing{
			Key: key + "." + strconv.Itoa(len(out)), Chat: chat, Action: bot.Send, Priority: bot.Broadcast, Text: text,
		})
	}
	const longest = 3500 // leaves room in the 4096 that a message holds
	for _, c := range claims {
		line := "\n\n" + sign(c) + " " + headline(s, c)
		if len([]rune(text+line)) > longest {
			flush()
			text = ""
		}
		text += line
	}
	flush()
	return a.send.Send(ctx, out...)
}
