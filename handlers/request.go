package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/phrase"
)

// checked is /check: about what it answers, what was forwarded with it, or what stands behind it.
func (s requester) checked(m *bot.Message) error {
	switch {
	case m.Comment != nil:
		return s.claimOf(input.SubjectOf(m))
	case m.ReplyTo != nil:
		return s.claimOf(input.Subject{Message: input.ObjectOf(m), Words: m.Command.Args, Replied: true})
	case input.Sayable(m.Command.Args) && phrase.Of(m.Command.Args).Kind == phrase.None:
		said := *m
		said.Text, said.Command = strings.TrimSpace(m.Command.Args), nil
		return s.claimOf(input.Subject{Message: &said})
	}
	s.say(s.T("check.reply")).ReplyTo = m.ID
	return nil
}

// claim takes a message as something to be checked.
func (s requester) claim(m *bot.Message) error { return s.claimOf(input.SubjectOf(m)) }

func (s requester) claimOf(about input.Subject) error {
	if done, err := s.knownByCode(about); done || err != nil {
		return err
	}
	content, left := s.contentOfSubject(about)
	if about.Unsupported != "" && len(content.Media) == 0 {
		s.say(s.T("unsupported"))
		return nil
	}
	q := about.Question()
	if content.Text == "" && len(content.Media) == 0 && about.Text == "" {
		if about.Replied { // it answers what the bot cannot see
			return s.askedAlone(about.Words, q)
		}
		return nil // a service message
	}
	if about.Replied {
		if done, err := s.chooseFor(content, q); done || err != nil {
			return err
		}
	}
	if s.broken {
		s.say(s.T("file.broken")).ReplyTo = about.ID
		return nil
	}
	s.attachments.Fingerprint(s.ctx, about.Media, content.Media)
	r, err := s.Desk.Receive(s.ctx, s.cause, s.by, address(about.Chat.ID), content, q, s.sent)
	if refusal, _ := claim.RefusalOf(err); refusal == claim.NoSubject {
		return s.orMeant(about, s.askedAlone(about.Text, q))
	}
	if refusal, _ := claim.RefusalOf(err); slices.Contains([]claim.Refusal{claim.TooMany, claim.HourFull, claim.NoRoom}, refusal) {
		s.notTakenNow(refusal, about.Message)
		return nil
	}
	if err != nil {
		return s.orMeant(about, err)
	}
	if err := s.received(r, about.Message, q); err != nil || !left {
		return err
	}
	s.say(s.T("comment.left"))
	return nil
}

// contentOfSubject is what there is to check. The sender's own words take the place of a caption that is not there. left reports that
// they say something that is not checked: beside a text of somebody else they are only a comment.
func (s requester) contentOfSubject(about input.Subject) (content claim.Content, left bool) {
	content = s.contentOf(about.Message)
	if content.Text == "" && len(content.Media) == 0 {
		content.Text = moderation.Foreign(input.Clean(about.Text)) // 👍
	}
	content.Meant = about.Meant
	words := input.Clean(about.Words)
	switch {
	case !input.Sayable(words), phrase.Of(words).Kind != phrase.None:
		return content, false
	case content.Text == "" && len(content.Media) > 0:
		content.Text = moderation.Foreign(words)
		if content.Origin != nil {
			content.Origin.Apart = true
		}
		return content, false
	}
	return content, true
}

// notTakenNow says why something is not taken that can be sent again later, as an answer to it. Of what follows
// in the same minute that is not said anew.
func (s requester) notTakenNow(why claim.Refusal, m *bot.Message) {
	s.say(s.T("refused."+string(why)) + "\n" + s.T("not_taken.from"))
	minute := strconv.FormatInt(s.Clock.Now().Unix()/60, 10)
	out := &s.out[len(s.out)-1]
	out.Key, out.ReplyTo = "full."+string(s.by.ID)+"."+string(why)+"."+minute, m.ID
}

// recently is for how long a question that stands alone belongs to what was sent before it.
const recently = 10 * time.Minute

// askedAlone answers a bare question. It is about what the person sent last, if that still waits for its question.
func (s requester) askedAlone(words string, q claim.Question) error {
	if q == "" || s.chat != s.id {
		return claim.NoSubject
	}
	waiting, err := s.unasked()
	if err != nil {
		return err
	}
	waiting = slices.DeleteFunc(waiting, func(c *claim.Claim) bool { return s.Clock.Now().Sub(c.ReceivedAt) > recently })
	if len(waiting) != 1 || !phrase.Asks(words) {
		return claim.NoSubject
	}
	return s.choose(waiting[0].Code, q, false)
}

// chooseFor asks a question about something that the person sent before, if it still waits for its question.
func (s requester) chooseFor(content claim.Content, q claim.Question) (done bool, err error) {
	if q == "" {
		return false, nil
	}
	waiting, err := s.unasked()
	if err != nil {
		return false, err
	}
	for _, c := range waiting {
		if input.SameContent(c.Content, content) {
			return true, s.choose(c.Code, q, false)
		}
	}
	return false, nil
}

// unasked gives what the person sent lately of which they have not said what they want to know, nor been asked whether it is
// something else.
func (s requester) unasked() ([]*claim.Claim, error) {
	const latest = 10
	claims, err := s.Desk.Mine(s.ctx, s.by, latest)
	return slices.DeleteFunc(claims, func(c *claim.Claim) bool {
		return c.Status != claim.StatusReceived || !c.RequestedBy(s.by.ID) || len(c.Offered) > 0 && !c.Apart
	}), err
}

// nothingSaid are the refusals of words that seem to say nothing.
var nothingSaid = []claim.Refusal{claim.NoSubject, claim.Greeting, claim.Thanks}

// orMeant offers to have words checked that were refused because they seem to say nothing: only who sent them knows what they mean,
// and nothing may be lost.
func (s requester) orMeant(about input.Subject, err error) error {
	refusal, _ := claim.RefusalOf(err)
	text := input.Clean(about.Text)
	if !slices.Contains(nothingSaid, refusal) || s.chat != s.id || about.Replied || !input.Sayable(text) ||
		phrase.Of(text).Kind == phrase.None || s.by.Doing.What != "" {
		return err
	}
	if err := s.noteTyped(about.Message, text); err != nil {
		return err
	}
	said, err := s.refuse(refusal)
	if err != nil {
		return err
	}
	tag := input.Tag(text) + "." + strconv.Itoa(about.ID)
	s.say(said, []bot.Button{{Text: s.T("meant.button"), Data: callback.Data(callback.Meant, "", tag)}}).MessageKey = "meant." + tag
	return nil
}

// isMeant has those words checked. It is one act for one message, however often the button is pressed.
func (s requester) isMeant(word string) (done string, err error) {
	tag, _, _ := strings.Cut(word, ".")
	typed, ok := s.typedAs(tag)
	if !ok {
		return s.T("typed.gone"), nil
	}
	s.cause = "meant." + string(s.by.ID) + "." + word
	s.show("meant."+word, s.T("typed.claim"))
	return "", s.claimOf(input.Subject{Message: &bot.Message{Chat: bot.Chat{ID: s.chat, Kind: bot.Private}, Text: typed.Text}, Meant: true})
}

// received answers something that was sent: by what is known of it, by what it may be, or by asking what is asked about it.
func (s requester) received(r verification.Reception, m *bot.Message, q claim.Question) error {
	if r.Into != nil {
		text, rows := view.Joined(s.Speaker, r, s.Desk.Policy().SealAskers)
		out := s.sayCard(text, rows)
		out.MessageKey, out.ReplyTo = s.claimHandle(r.Claim.Code), m.ID
		s.told(r)
		return nil
	}
	if like := s.showable(r); len(like) > 0 {
		pictures, text, rows := view.Offer(s.Speaker, r.Claim.Code, like, q, s.chat)
		s.out = append(s.out, pictures...)
		out := s.sayCard(text, rows)
		out.MessageKey, out.ReplyTo = s.claimHandle(r.Claim.Code), m.ID
		return nil
	}
	if r.Claim.Unsaid {
		s.say(s.T("seen.unsaid"))
	}
	return s.ask(r.Claim, m, q)
}

// ask asks what should be asked about a claim, unless that is known.
func (s requester) ask(c *claim.Claim, m *bot.Message, q claim.Question) error {
	if q != "" {
		return s.open(c.Code, q, false)
	}
	out := s.say(s.T("question.choose"), view.Choices(s.Speaker, c, false, s.by.Language, s.proof(c.Code))...)
	out.MessageKey, out.ReplyTo = s.claimHandle(c.Code), m.ID
	return nil
}

// showable are the claims that something may be, without what is not for the eyes of a whole group.
func (s requester) showable(r verification.Reception) []view.Like {
	var out []view.Like
	for _, c := range r.Like {
		if s.chat == s.id || c.Status == claim.StatusPublished {
			out = append(out, view.Like{Claim: c, Shared: r.Shared(c), Alike: r.Alike(c)})
		}
	}
	return out
}

// pick joins those who asked what the asker says it is.
func (s requester) pick(code, picked claim.Code) error {
	r, err := s.Desk.Pick(s.ctx, s.cause, s.by.ID, code, picked)
	if err != nil {
		return err
	}
	if r.Into == nil {
		return nil // it was set apart since
	}
	text, rows := view.Joined(s.Speaker, r, s.Desk.Policy().SealAskers)
	s.show(s.claimHandle(code), text, rows...)
	s.told(r)
	return nil
}

// apart lets something go on as a claim of its own.
func (s requester) apart(code claim.Code, q claim.Question) error {
	c, err := s.Desk.SetApart(s.ctx, s.cause, s.by.ID, code)
	if err != nil {
		return err
	}
	switch {
	case c.Status != claim.StatusReceived:
		return nil // it went on already
	case q.Known():
		return s.choose(code, q, false)
	}
	s.show(s.claimHandle(code), s.T("question.choose"), view.Choices(s.Speaker, c, false, s.by.Language, s.proof(c.Code))...)
	return nil
}
