package sms

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// session is one SMS being answered.
type session struct {
	*Handler
	locale.Speaker
	ctx     context.Context
	in      bot.Text
	phone   claim.Person // who the number is
	by      claim.Person // who it counts as
	command command
}

// say gives a text without markup.
func (s *session) say(key string, pairs ...any) string { return view.Plain(s.T(key, pairs...)) }

// answer does what an SMS wants, and says what is answered.
func (s *session) answer() (string, error) {
	switch w := s.command; w.verb {
	case doCheck:
		return s.submit(w.rest)
	case doCode:
		if w.words != "" && s.unknown(w.code) {
			return s.submit(w.words)
		}
		if w.rest == "" {
			return s.tell(w.code)
		}
		return s.vote(w.code, w.rest)
	case doNext:
		return s.next()
	case doLink:
		switch _, err := s.Desk.Link(s.ctx, s.phone, w.rest); {
		case errors.Is(err, claim.InviteInvalid), errors.Is(err, claim.InviteUsed):
			return s.say("sms.unlinked"), nil
		case err != nil:
			return "", err
		}
		return s.say("sms.linked"), nil
	case doForget:
		return s.forget()
	case doSetLanguage:
		return s.set(func(p *claim.Person) { p.Language = w.language })
	case doLatin, doCyrillic:
		return s.set(func(p *claim.Person) { p.Latin = w.verb == doLatin })
	}
	return s.say("sms.help"), nil
}

// unknown tells whether there is surely no claim with that code.
func (s *session) unknown(code claim.Code) bool {
	_, err := s.Desk.Claim(s.ctx, code)
	return errors.Is(err, claim.NotFound)
}

func (s *session) set(change func(p *claim.Person)) (string, error) {
	p, err := s.Desk.SetPerson(s.ctx, s.phone.ID, change)
	if err != nil {
		return "", err
	}
	s.phone, s.Speaker = p, s.Locale.For(p.Language)
	return s.say("sms.set"), nil
}

// submit takes something to be checked. An SMS has words only, so what is asked is whether they are true, unless they ask
// where and when. Who sends what is known beyond doubt joins those who asked it, and reads the result if it is out; what may
// be the same is not offered, for each SMS is paid for.
func (s *session) submit(text string) (string, error) {
	content := claim.Content{Text: moderation.Foreign(input.Clean(text))}
	for word := range strings.FieldsSeq(text) {
		if strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "https://") {
			content.Links = append(content.Links, moderation.Foreign(word))
		}
	}
	if !input.Sayable(text) {
		return "", claim.Empty
	}
	question := claim.Truth
	if q, ok := input.AskedIn(text); ok && q == claim.Place {
		question = q
	}
	asker := s.by
	asker.Language = s.phone.Language
	r, err := s.Desk.Receive(s.ctx, s.in.IdempotencyKey, asker, Address(s.in.From), content, question, s.in.Sent)
	if err != nil {
		return "", err
	}
	if r.Into != nil {
		return s.joined(r), nil
	}
	c := r.Claim
	if c.Status == claim.StatusReceived {
		if c, err = s.Desk.Choose(s.ctx, s.in.IdempotencyKey+".choose", s.by.ID, c.Code, question); err != nil {
			return "", err
		}
	}
	if c.Status == claim.StatusOpen {
		return s.taken(c), nil
	}
	return s.status(c), nil
}

// joined says what is known of something that was sent before; nothing if it ended just now, for then it is told to all who
// asked.
func (s *session) joined(r verification.Reception) string {
	switch {
	case r.Shows():
		return s.status(r.Into)
	case r.Into.Status.Ended():
		return ""
	}
	return s.taken(r.Into)
}

// taken says that a claim is being checked, or waits for somebody who can.
func (s *session) taken(c *claim.Claim) string {
	key := "sms.taken"
	if !s.Desk.Reached(s.ctx, c) {
		key = "sms.taken.waits"
	}
	return s.say(key, "Code", c.Code)
}

// tell says what is known of a claim.
func (s *session) tell(code claim.Code) (string, error) {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return "", err
	}
	return s.status(c), nil
}

func (s *session) status(c *claim.Claim) string {
	a, asks := c.Asker(s.by.ID)
	if r := c.PublicTo(a, asks); view.HasCard(r) || r.Status == claim.StatusUndecided || r.Status == claim.StatusTakenDown && asks {
		return view.SMSResult(s.Speaker, r, s.phone.Latin)
	}
	p := view.Progress{Now: s.Clock.Now()}
	if c.Status == claim.StatusOpen { // of no other it is said whether anybody can be asked
		p.Reached = s.Desk.Reached(s.ctx, c)
	}
	return view.Plain(view.Status(s.Speaker, c, s.by.ID, p))
}

// vote takes a volunteer's answer, with the time at which they gave it.
func (s *session) vote(code claim.Code, text string) (string, error) {
	if first, rest := input.SplitFirst(text); slices.Contains(privateWords, fold(first)) {
		return s.markPrivate(code, rest)
	}
	c, err := s.Desk.AnswerAs(s.ctx, s.in.IdempotencyKey+".answer", s.by, code, func(c *claim.Claim) claim.Reply {
		reply, _ := replyIn(c, s.by.ID, text)
		reply.At = s.in.Sent
		return reply
	})
	if err != nil {
		return "", err
	}
	if _, evidence := replyIn(c, s.by.ID, text); evidence != "" && !c.Status.Ended() {
		_, err := s.Desk.AddEvidence(s.ctx, s.in.IdempotencyKey+".evidence", s.by, code, input.EvidenceIn(evidence), "")
		if _, refused := claim.RefusalOf(err); err != nil && !refused {
			return "", err
		}
	}
	if c.Votes[s.by.ID].Answer == claim.Unplaced {
		return s.say("place.unread"), nil
	}
	given := view.OwnAnswer(s.Speaker, c, c.Votes[s.by.ID])
	if check, checked := c.Checks[s.by.ID]; checked && c.Votes[s.by.ID].At.IsZero() {
		given = s.say("answer." + check.Answer)
	}
	return s.say("sms.answered", "Code", code, "Answer", given), nil
}

// markPrivate says that a claim is about a private person.
func (s *session) markPrivate(code claim.Code, words string) (string, error) {
	c, err := s.Desk.MarkPrivate(s.ctx, s.in.IdempotencyKey+".private", s.by, code, moderation.Foreign(words))
	if err != nil {
		return "", err
	}
	return s.say("private.marked", "Code", c.Code), nil
}

// next gives a volunteer a question to answer by SMS.
func (s *session) next() (string, error) {
	c, _, err := s.Desk.Next(s.ctx, s.by)
	if err != nil {
		return "", err
	}
	asked := c.Asked[s.by.ID]
	var options []string
	how := "sms.question.open"
	switch {
	case asked.Screen:
		how, options = "sms.question", claim.ScreenAnswers
	case !c.Question.Open():
		how, options = "sms.question", claim.TruthAnswers
	}
	var list []string
	for i, o := range options {
		list = append(list, strconv.Itoa(i+1)+" "+s.say("answer."+o))
	}
	if asked.Confirm {
		how = "sms.question"
		for _, k := range c.Choices() {
			list = append(list, k.ID+" "+c.AnswerIn(k.ID, s.Language).String())
		}
	}
	question := s.say("ask." + string(c.Question))
	if asked.Screen {
		question = s.say("ask.shown", "Where", c.ShownBy.Mask().Shorten(60))
	}
	text := ""
	for quoted := 200; quoted >= 20; quoted -= 20 {
		text = s.say(how, "Code", c.Code, "Question", question, "Options", strings.Join(list, ", "),
			"Quote", c.ToVolunteers().Quote.Shorten(quoted))
		if view.FitsSMS(view.InLetters(s.Speaker, text, s.phone.Latin)) {
			break
		}
	}
	return text, nil
}

// forget erases what is kept of the number. The answer is the last that is sent to it.
func (s *session) forget() (string, error) {
	if err := s.Desk.ForgetPhone(s.ctx, s.phone, Address(s.in.From)); err != nil {
		return "", err
	}
	if err := s.Texter.ForgetTexts(s.ctx, string(s.phone.ID)); err != nil {
		return "", err
	}
	if s.EraseFiles != nil {
		if err := s.EraseFiles(s.ctx); err != nil {
			return "", err
		}
	}
	return s.say("sms.forgotten"), nil
}

// Namer makes pseudonyms.
type Namer interface {
	Pseudonym(domain string, id int64) string
}

// Clock tells the time.
type Clock interface{ Now() time.Time }
