package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// Things that a person can be about to write; kept in [claim.Doing].
const (
	doingProposal   = "proposal"
	doingEvidence   = "evidence"
	doingHold       = "hold"
	doingNamed      = "named"
	doingWithdrawal = "withdrawal" // Extra: what the reviewer wrote; nothing more is to be written
	doingShown      = "shown"      // Extra: who showed the person
	doingAppeal     = "appeal"     // Extra: me or other; before that is chosen, what was written already
)

// session is one update of somebody being answered.
type session struct {
	replies
	by   claim.Person
	id   int64     // the person's, to the chat service
	sent time.Time // by them; zero where the chat service does not say
	// subject is the claim that the update is about; "" when that is none, or not known yet.
	subject claim.Code
	// broken tells that a file which was sent is no picture, though it is called one.
	broken bool
}

// What somebody can do is told by their role; each has a file of its own. A session is nobody's in particular: who may do what
// is decided by the [verification.Service].
type (
	citizen   struct{ *session } // everybody
	requester struct{ *session } // who asks
	volunteer struct{ *session }
	reviewer  struct{ *session }
	operator  struct{ *session }
)

func (s *session) citizen() citizen     { return citizen{s} }
func (s *session) requester() requester { return requester{s} }
func (s *session) volunteer() volunteer { return volunteer{s} }
func (s *session) reviewer() reviewer   { return reviewer{s} }

// as makes of what somebody in a role does with something what is done in a session.
func as[R ~struct{ *session }, A any](do func(R, A) error) func(*session, A) error {
	return func(s *session, a A) error { return do(R{s}, a) }
}

// begin meets the person. A refusal for speed is answered here: said once a minute, then silence.
func (h *Handlers) begin(ctx context.Context, u bot.Update, who bot.Person, chat bot.Chat) (s *session, ok bool, err error) {
	reported, _ := claim.ParseLanguage(who.Language)
	own := ""
	if chat.Kind == bot.Private {
		own = address(who.ID)
	}
	id := claim.PersonID(h.Namer.Pseudonym("person", who.ID))
	visit := visitOf(u)
	sent := visit.At
	p, err := h.Desk.MeetWhen(ctx, id, own, reported, visit)
	s = &session{replies: h.replies(ctx, u.IdempotencyKey(), chat.ID, topicOf(u), p.Language), by: p, id: who.ID, sent: sent}
	if chat.ID == who.ID && (u.Message == nil || !u.Message.Edited) {
		s.silence = bot.Ends
	}
	if errors.Is(err, claim.TooFast) && urgent(u) {
		err = nil
	}
	if hurry, tooFast := errors.AsType[verification.Hurry](err); tooFast {
		return s, false, s.notTaken(hurry, u.Message)
	}
	if err == nil {
		h.Desk.Outages.Heard(ctx, p, sent)
	}
	return s, err == nil, err
}

// topicOf is the topic in which an update happened.
func topicOf(u bot.Update) int {
	switch {
	case u.Message != nil:
		return u.Message.Topic
	case u.Press != nil:
		return u.Press.Topic
	}
	return 0
}

// urgent reports whether an update is of somebody who wants to be forgotten, or to be left alone: nobody is too fast for that.
func urgent(u bot.Update) bool {
	if u.Press != nil {
		p, ok := callback.Parse(u.Press.Data)
		return ok && p.Verb == callback.Forget
	}
	return u.Message.Command != nil && slices.Contains([]string{"panic", "forget", "leave"}, u.Message.Command.Name)
}

// visitOf returns how an update counts against the limit of its sender. Only a new message is counted as one.
func visitOf(u bot.Update) (v verification.Visit) {
	if u.Message != nil {
		v.At = u.Message.At
		if !u.Message.Edited {
			v.Message = u.IdempotencyKey()
		}
	}
	return v
}

// notTaken says which messages of a minute were not taken: as an answer to the first of them, which counts on for those that follow,
// so that it says how many were taken and how many not once they stop coming. Who pressed a button is told over the chat, and an edit changes nothing.
func (s *session) notTaken(hurry verification.Hurry, m *bot.Message) error {
	if hurry.Number == 0 {
		return nil
	}
	name := "slow." + string(s.by.ID) + "." + strconv.FormatInt(hurry.Minute.Unix(), 10)
	var out []bot.Outgoing
	if hurry.Number == 1 {
		out = append(out, bot.Outgoing{
			Key: name, MessageKey: name, Chat: s.chat, Topic: s.topic, Action: bot.Send, ReplyTo: m.ID, Silent: true, Silence: s.silence,
			Text: s.T("too_fast.now"),
		})
	}
	if hurry.NotTaken > 1 {
		out = append(out, bot.Outgoing{
			Key: s.cause + ".slow", MessageKey: name, Chat: s.chat, Action: bot.Edit, Coalesce: true, Silence: s.silence,
			Text: s.T("too_fast.more", "Taken", hurry.Taken, "Left", hurry.NotTaken),
		})
	}
	return s.Send.Send(s.ctx, out...)
}

// end sends what was said. A refusal becomes a sentence; any other error is for the update to be tried again.
func (s *session) end(err error) error {
	if err != nil {
		r, ok := claim.RefusalOf(err)
		if !ok {
			return err
		}
		text, err := s.refuse(r)
		if err != nil {
			return err
		}
		s.say(text)
	}
	return s.send()
}

// answerCallback answers a callback over the chat. A refusal is said there.
func (s *session) answerCallback(callbackID, done string, err error) error {
	if err != nil {
		r, ok := claim.RefusalOf(err)
		if !ok {
			return err
		}
		text, err := s.refuse(r)
		if err != nil {
			return err
		}
		s.Callbacks.AnswerCallback(s.ctx, callbackID, text, false)
		return nil
	}
	s.Callbacks.AnswerCallback(s.ctx, callbackID, done, false)
	return s.end(nil)
}

// refuse says why something was not done. Where that is because of how far the claim is, it says how far.
func (s *session) refuse(r claim.Refusal) (string, error) {
	if r != claim.NotOpen || s.subject == "" {
		return s.T("refused." + string(r)), nil
	}
	c, err := s.Desk.Claim(s.ctx, s.subject)
	if _, refused := claim.RefusalOf(err); refused {
		return s.T("refused." + string(r)), nil
	}
	if err != nil {
		return "", err
	}
	_, asked := c.Asked[s.by.ID]
	if text, hidden := view.Unspecific(s.Speaker, c); hidden && !asked && !s.by.Reviews() && !c.RequestedBy(s.by.ID) {
		return text, nil
	}
	return c.Code.String() + ": " + view.Standing(s.Speaker, c, c.PublishesAt(s.Clock.Now())), nil
}

// aboutClaim does what a command says about the claim whose code it begins with.
func (s *session) aboutClaim(m *bot.Message, example string, do func(code claim.Code, rest string) error) error {
	code, rest, ok := input.CodeArg(m.Command.Args)
	switch {
	case ok:
		s.subject = code
		return do(code, input.Clean(rest))
	case m.Command.Args == "":
		return s.usage(example)
	}
	return claim.NotFound
}

func (s *session) usage(example string) error {
	s.say(s.T("command.usage", "Example", example))
	return nil
}

// write asks for a message that is the answer, the evidence or the reason.
func (s *session) write(what, key string, code claim.Code) error {
	if err := s.doing(claim.Doing{What: what, Code: code}); err != nil {
		return err
	}
	s.say(s.T(key, "Code", code), []bot.Button{view.Button(s.Speaker, "cancel", callback.Cancel, code)})
	return nil
}

// leaveOff forgets what the person was about to write: a command means something else.
func (s *session) leaveOff() error {
	if s.by.Doing.What == "" {
		return nil
	}
	return s.doing(claim.Doing{})
}

func (s *session) doing(d claim.Doing) (err error) {
	s.by, err = s.Desk.SetPerson(s.ctx, s.by.ID, func(p *claim.Person) { p.Doing = d })
	return err
}

// claimHandle names the message about a claim in its asker's chat. It has no name where nothing may be kept that tells who
// asked: it is then answered by new messages, rather than changed.
func (s *session) claimHandle(code claim.Code) string {
	if s.Desk.Policy().SealAskers {
		return ""
	}
	return "claim." + string(code)
}

// proof is what proves later that the person asked about a claim; "" where the bot knows who did.
func (s *session) proof(code claim.Code) string {
	if !s.Desk.Policy().SealAskers {
		return ""
	}
	return s.Desk.SortProof(code, s.by.ID)
}

// noteTyped keeps the text of a message until its writer says what it is.
func (s *session) noteTyped(m *bot.Message, text string) (err error) {
	s.by, err = s.Desk.SetPerson(s.ctx, s.by.ID, func(p *claim.Person) {
		p.NoteTyped(claim.Typed{Text: text, Links: m.Links, At: s.Clock.Now()})
	})
	return err
}

// typedAs returns the text below which a button stands.
func (s *session) typedAs(tag string) (typed claim.Typed, ok bool) {
	i := slices.IndexFunc(s.by.Typed, func(t claim.Typed) bool { return input.Tag(t.Text) == tag })
	if i < 0 {
		return typed, false
	}
	return s.by.Typed[i], true
}

// typedDone notes that somebody said what a text is.
func (s *session) typedDone(tag string) (err error) {
	s.by, err = s.Desk.SetPerson(s.ctx, s.by.ID, func(p *claim.Person) {
		p.Typed = slices.Clone(p.Typed)
		for i := range p.Typed {
			p.Typed[i].Done = p.Typed[i].Done || input.Tag(p.Typed[i].Text) == tag
		}
	})
	return err
}

func (h *Handlers) progress(ctx context.Context, c *claim.Claim) view.Progress {
	return view.Progress{Reached: h.Desk.Reached(ctx, c), Now: h.Clock.Now()}
}

// statusFor says what somebody who has the code of a claim may know of it.
func (h *Handlers) statusFor(ctx context.Context, s locale.Speaker, c *claim.Claim, by claim.PersonID) string {
	p := view.Progress{Now: h.Clock.Now()}
	if c.Status == claim.StatusOpen { // of no other it is said whether anybody can be asked
		p = h.progress(ctx, c)
	}
	return view.Status(s, c, by, p)
}

// contentOf is what a message gives to check, with its files inspected.
func (s *session) contentOf(m *bot.Message) claim.Content {
	c := input.ContentOf(m, s.Cleanable)
	s.broken = s.attachments.Inspect(s.ctx, c.Media)
	return c
}
