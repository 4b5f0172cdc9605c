package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/phrase"
)

// subject is what somebody wants checked: a message, and what they wrote about it if that is not in the message itself.
type subject struct {
	*bot.Message
	words string
	// replied says that it was sent before: they answered it.
	replied bool
	// meant says that they were asked, and mean these very words.
	meant bool
}

// subjectOf finds what a message is about: what was forwarded with a comment, what a question answers, or the message itself.
func subjectOf(m *bot.Message) subject {
	switch {
	case m.Comment != nil:
		return subject{Message: m, words: saidIn(m.Comment)}
	case m.ReplyTo != nil && m.Own() && len(m.Media) == 0 && isAboutReply(m):
		return subject{Message: objectOf(m), words: m.Text, replied: true}
	}
	return subject{Message: m}
}

// isAboutReply reports whether a reply is about what it answers, rather than a claim itself: it picks out words of it, only asks,
// or asks about a file.
func isAboutReply(m *bot.Message) bool {
	if m.Quote != nil || phrase.Asks(m.Text) {
		return true
	}
	_, asks := input.AskedIn(m.Text)
	about := m.ReplyTo.Text == "" && len(m.ReplyTo.Media) > 0
	return asks && (about || phrase.Telling(m.Text, 1) == 0)
}

// objectOf is what a reply is about: the message that it answers, and of its words those that were picked out.
func objectOf(m *bot.Message) *bot.Message {
	about := *m.ReplyTo
	about.Chat = m.Chat
	if m.Quote != nil {
		about.Text, about.Links, about.Unsupported = m.Quote.Text, m.Quote.Links, ""
	}
	return &about
}

// saidIn is what somebody wrote, without the command.
func saidIn(m *bot.Message) string {
	if m.Command != nil {
		return m.Command.Args
	}
	return m.Text
}

// question is what is asked about it; "" when that is not said.
func (s subject) question() claim.Question {
	if q := input.QuestionIn(s.words); q != "" {
		return q
	}
	if s.Origin != nil && len(s.Media) == 0 {
		return "" // the words are those of whoever posted it
	}
	return input.QuestionIn(s.Text)
}

// contentOfSubject is what there is to check. The sender's own words take the place of a caption that is not there. left reports that
// they say something that is not checked: beside a text of somebody else they are only a comment.
func (t *talk) contentOfSubject(s subject) (content claim.Content, left bool) {
	content = t.contentOf(s.Message)
	if content.Text == "" && len(content.Media) == 0 {
		content.Text = moderation.Foreign(input.Clean(s.Text)) // 👍
	}
	content.Meant = s.meant
	words := input.Clean(s.words)
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

// claim takes a message as something to be checked.
func (t *talk) claim(m *bot.Message) error { return t.claimOf(subjectOf(m)) }

func (t *talk) claimOf(s subject) error {
	if done, err := t.knownByCode(s); done || err != nil {
		return err
	}
	content, left := t.contentOfSubject(s)
	if s.Unsupported != "" && len(content.Media) == 0 {
		t.say(t.T("unsupported"))
		return nil
	}
	q := s.question()
	if content.Text == "" && len(content.Media) == 0 && s.Text == "" {
		if s.replied { // it answers what the bot cannot see
			return t.askedAlone(s.words, q)
		}
		return nil // a service message
	}
	if s.replied {
		if done, err := t.chooseFor(content, q); done || err != nil {
			return err
		}
	}
	if t.broken {
		t.say(t.T("file.broken")).ReplyTo = s.ID
		return nil
	}
	t.look(t.ctx, s.Media, content.Media)
	r, err := t.Desk.Receive(t.ctx, t.cause, t.by, address(s.Chat.ID), content, q, t.sent)
	if refusal, _ := claim.RefusalOf(err); refusal == claim.NoSubject {
		return t.orMeant(s, t.askedAlone(s.Text, q))
	}
	if refusal, _ := claim.RefusalOf(err); slices.Contains([]claim.Refusal{claim.TooMany, claim.HourFull, claim.NoRoom}, refusal) {
		t.notTakenNow(refusal, s.Message)
		return nil
	}
	if err != nil {
		return t.orMeant(s, err)
	}
	if err := t.received(r, s.Message, q); err != nil || !left {
		return err
	}
	t.say(t.T("comment.left"))
	return nil
}

// notTakenNow says why something is not taken that can be sent again later, as an answer to it. Of what follows
// in the same minute that is not said anew.
func (t *talk) notTakenNow(why claim.Refusal, m *bot.Message) {
	t.say(t.T("refused."+string(why)) + "\n" + t.T("not_taken.from"))
	minute := strconv.FormatInt(t.Clock.Now().Unix()/60, 10)
	out := &t.out[len(t.out)-1]
	out.Key, out.ReplyTo = "full."+string(t.by.ID)+"."+string(why)+"."+minute, m.ID
}

// recently is for how long a question that stands alone belongs to what was sent before it.
const recently = 10 * time.Minute

// askedAlone answers a bare question. It is about what the person sent last, if that still waits for its question.
func (t *talk) askedAlone(words string, q claim.Question) error {
	if q == "" || t.chat != t.id {
		return claim.NoSubject
	}
	waiting, err := t.unasked()
	if err != nil {
		return err
	}
	waiting = slices.DeleteFunc(waiting, func(c *claim.Claim) bool { return t.Clock.Now().Sub(c.ReceivedAt) > recently })
	if len(waiting) != 1 || !phrase.Asks(words) {
		return claim.NoSubject
	}
	return t.choose(waiting[0].Code, q, false)
}

// chooseFor asks a question about something that the person sent before, if it still waits for its question.
func (t *talk) chooseFor(content claim.Content, q claim.Question) (done bool, err error) {
	if q == "" {
		return false, nil
	}
	waiting, err := t.unasked()
	if err != nil {
		return false, err
	}
	for _, c := range waiting {
		if sameContent(c.Content, content) {
			return true, t.choose(c.Code, q, false)
		}
	}
	return false, nil
}

// unasked gives what the person sent lately of which they have not said what they want to know, nor been asked whether it is
// something else.
func (t *talk) unasked() ([]*claim.Claim, error) {
	const latest = 10
	claims, err := t.Desk.Mine(t.ctx, t.by, latest)
	return slices.DeleteFunc(claims, func(c *claim.Claim) bool {
		return c.Status != claim.StatusReceived || !c.RequestedBy(t.by.ID) || len(c.Offered) > 0 && !c.Apart
	}), err
}

func sameContent(a, b claim.Content) bool {
	same := func(a, b claim.Media) bool { return a.Same == b.Same && (a.Same != "" || a.Ref == b.Ref) }
	return a.Text == b.Text && slices.Equal(a.Links, b.Links) && slices.EqualFunc(a.Media, b.Media, same)
}

// checkHere is /check in a private chat.
func (t *talk) checkHere(m *bot.Message) error { return t.checked(m) }

// checked is /check: about what it answers, what was forwarded with it, or what stands behind it.
func (t *talk) checked(m *bot.Message) error {
	switch {
	case m.Comment != nil:
		return t.claimOf(subjectOf(m))
	case m.ReplyTo != nil:
		return t.claimOf(subject{Message: objectOf(m), words: m.Command.Args, replied: true})
	case input.Sayable(m.Command.Args) && phrase.Of(m.Command.Args).Kind == phrase.None:
		said := *m
		said.Text, said.Command = strings.TrimSpace(m.Command.Args), nil
		return t.claimOf(subject{Message: &said})
	}
	t.say(t.T("check.reply")).ReplyTo = m.ID
	return nil
}
