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
func (l *session) say(key string, pairs ...any) string { return view.Plain(l.T(key, pairs...)) }

// answer does what an SMS wants, and says what is answered.
func (l *session) answer() (string, error) {
	switch w := l.command; w.verb {
	case doCheck:
		return l.submit(w.rest)
	case doCode:
		if w.words != "" && l.unknown(w.code) {
			return l.submit(w.words)
		}
		if w.rest == "" {
			return l.tell(w.code)
		}
		return l.vote(w.code, w.rest)
	case doNext:
		return l.next()
	case doLink:
		switch _, err := l.Desk.Link(l.ctx, l.phone, w.rest); {
		case errors.Is(err, claim.InviteInvalid), errors.Is(err, claim.InviteUsed):
			return l.say("sms.unlinked"), nil
		case err != nil:
			return "", err
		}
		return l.say("sms.linked"), nil
	case doForget:
		return l.forget()
	case doSetLanguage:
		return l.set(func(p *claim.Person) { p.Language = w.language })
	case doLatin, doCyrillic:
		return l.set(func(p *claim.Person) { p.Latin = w.verb == doLatin })
	}
	return l.say("sms.help"), nil
}

// unknown tells whether there is surely no claim with that code.
func (l *session) unknown(code claim.Code) bool {
	_, err := l.Desk.Claim(l.ctx, code)
	return errors.Is(err, claim.NotFound)
}

func (l *session) set(change func(p *claim.Person)) (string, error) {
	p, err := l.Desk.SetPerson(l.ctx, l.phone.ID, change)
	if err != nil {
		return "", err
	}
	l.phone, l.Speaker = p, l.Locale.For(p.Language)
	return l.say("sms.set"), nil
}

// submit takes something to be checked. An SMS has words only, so what is asked is whether they are true, unless they ask
// where and when. Who sends what is known beyond doubt joins those who asked it, and reads the result if it is out; what may
// be the same is not offered, for each SMS is paid for.
func (l *session) submit(text string) (string, error) {
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
	asker := l.by
	asker.Language = l.phone.Language
	r, err := l.Desk.Receive(l.ctx, l.in.IdempotencyKey, asker, Address(l.in.From), content, question, l.in.Sent)
	if err != nil {
		return "", err
	}
	if r.Into != nil {
		return l.joined(r), nil
	}
	c := r.Claim
	if c.Status == claim.StatusReceived {
		if c, err = l.Desk.Choose(l.ctx, l.in.IdempotencyKey+".choose", l.by.ID, c.Code, question); err != nil {
			return "", err
		}
	}
	if c.Status == claim.StatusOpen {
		return l.taken(c), nil
	}
	return l.status(c), nil
}

// joined says what is known of something that was sent before; nothing if it ended just now, for then it is told to all who
// asked.
func (l *session) joined(r verification.Reception) string {
	switch {
	case r.Shows():
		return l.status(r.Into)
	case r.Into.Status.Ended():
		return ""
	}
	return l.taken(r.Into)
}

// taken says that a claim is being checked, or waits for somebody who can.
func (l *session) taken(c *claim.Claim) string {
	key := "sms.taken"
	if !l.Desk.Reached(l.ctx, c) {
		key = "sms.taken.waits"
	}
	return l.say(key, "Code", c.Code)
}

// tell says what is known of a claim.
func (l *session) tell(code claim.Code) (string, error) {
	c, err := l.Desk.Claim(l.ctx, code)
	if err != nil {
		return "", err
	}
	return l.status(c), nil
}

func (l *session) status(c *claim.Claim) string {
	a, asks := c.Asker(l.by.ID)
	if r := c.PublicTo(a, asks); view.HasCard(r) || r.Status == claim.StatusUndecided || r.Status == claim.StatusTakenDown && asks {
		return view.SMSResult(l.Speaker, r, l.phone.Latin)
	}
	p := view.Progress{Now: l.Clock.Now()}
	if c.Status == claim.StatusOpen { // of no other it is said whether anybody can be asked
		p.Reached = l.Desk.Reached(l.ctx, c)
	}
	return view.Plain(view.Status(l.Speaker, c, l.by.ID, p))
}

// vote takes a volunteer's answer, with the time at which they gave it.
func (l *session) vote(code claim.Code, text string) (string, error) {
	if first, rest := input.SplitFirst(text); slices.Contains(privateWords, fold(first)) {
		return l.markPrivate(code, rest)
	}
	c, err := l.Desk.AnswerAs(l.ctx, l.in.IdempotencyKey+".answer", l.by, code, func(c *claim.Claim) claim.Reply {
		reply, _ := replyIn(c, l.by.ID, text)
		reply.At = l.in.Sent
		return reply
	})
	if err != nil {
		return "", err
	}
	if _, evidence := replyIn(c, l.by.ID, text); evidence != "" && !c.Status.Ended() {
		_, err := l.Desk.AddEvidence(l.ctx, l.in.IdempotencyKey+".evidence", l.by, code, input.EvidenceIn(evidence), "")
		if _, refused := claim.RefusalOf(err); err != nil && !refused {
			return "", err
		}
	}
	if c.Votes[l.by.ID].Answer == claim.Unplaced {
		return l.say("place.unread"), nil
	}
	given := view.OwnAnswer(l.Speaker, c, c.Votes[l.by.ID])
	if check, checked := c.Checks[l.by.ID]; checked && c.Votes[l.by.ID].At.IsZero() {
		given = l.say("answer." + check.Answer)
	}
	return l.say("sms.answered", "Code", code, "Answer", given), nil
}

// markPrivate says that a claim is about a private person.
func (l *session) markPrivate(code claim.Code, words string) (string, error) {
	c, err := l.Desk.MarkPrivate(l.ctx, l.in.IdempotencyKey+".private", l.by, code, moderation.Foreign(words))
	if err != nil {
		return "", err
	}
	return l.say("private.marked", "Code", c.Code), nil
}

// next gives a volunteer a question to answer by SMS.
func (l *session) next() (string, error) {
	c, _, err := l.Desk.Next(l.ctx, l.by)
	if err != nil {
		return "", err
	}
	asked := c.Asked[l.by.ID]
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
		list = append(list, strconv.Itoa(i+1)+" "+l.say("answer."+o))
	}
	if asked.Confirm {
		how = "sms.question"
		for _, k := range c.Choices() {
			list = append(list, k.ID+" "+c.AnswerIn(k.ID, l.Language).String())
		}
	}
	question := l.say("ask." + string(c.Question))
	if asked.Screen {
		question = l.say("ask.shown", "Where", c.ShownBy.Mask().Shorten(60))
	}
	text := ""
	for quoted := 200; quoted >= 20; quoted -= 20 {
		text = l.say(how, "Code", c.Code, "Question", question, "Options", strings.Join(list, ", "),
			"Quote", c.ToVolunteers().Quote.Shorten(quoted))
		if view.FitsSMS(view.InLetters(l.Speaker, text, l.phone.Latin)) {
			break
		}
	}
	return text, nil
}

// forget erases what is kept of the number. The answer is the last that is sent to it.
func (l *session) forget() (string, error) {
	if err := l.Desk.ForgetPhone(l.ctx, l.phone, Address(l.in.From)); err != nil {
		return "", err
	}
	if err := l.Texter.ForgetTexts(l.ctx, string(l.phone.ID)); err != nil {
		return "", err
	}
	if l.EraseFiles != nil {
		if err := l.EraseFiles(l.ctx); err != nil {
			return "", err
		}
	}
	return l.say("sms.forgotten"), nil
}

// Namer makes pseudonyms.
type Namer interface {
	Pseudonym(domain string, id int64) string
}

// Clock tells the time.
type Clock interface{ Now() time.Time }
