package handlers

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

// SMS answers people who write SMS, by way of a phone that carries them: see [bot.TextHandler].
type SMS struct {
	*Handlers
	// EraseFiles has what was erased go out of the files too; none when nil.
	EraseFiles func(ctx context.Context) error
}

var _ bot.TextHandler = (*SMS)(nil)

// smsAddress begins the address of whoever is answered by SMS; the number follows.
const smsAddress = "sms:+"

func addressOfNumber(number int64) string { return smsAddress + strconv.FormatInt(number, 10) }

// numberOf reads an address; ok is false when it is none of an SMS.
func numberOf(address string) (number int64, ok bool) {
	text, ok := strings.CutPrefix(address, smsAddress)
	if !ok {
		return 0, false
	}
	number, err := strconv.ParseInt(text, 10, 64)
	return number, err == nil && number > 0
}

// letter is one SMS being answered.
type letter struct {
	*SMS
	locale.Speaker
	ctx   context.Context
	in    bot.Text
	phone claim.Person // who the number is
	by    claim.Person // who it counts as
	wish  wish
}

// Text acts on an SMS. What is not meant for the bot is not kept, not even looked up: the phone that carries SMS may be
// somebody's own.
func (h *SMS) Text(ctx context.Context, in bot.Text) error {
	w, ours := readWish(in.Words)
	if !ours {
		return nil
	}
	if w.bare {
		if _, err := h.Desk.Claim(ctx, w.code); errors.Is(err, claim.NotFound) {
			return nil
		}
	}
	spoken := languageOfNumber(in.From)
	if w.verb == wishClaim {
		spoken = claim.DetectLanguage(w.rest, spoken)
	}
	phone, err := h.Desk.Meet(ctx, claim.PersonID(h.Namer.Pseudonym("sms", in.From)), "", spoken)
	stops := w.verb == wishForget // which nobody is too fast for
	if err != nil && (!stops || !errors.Is(err, claim.TooFast)) {
		return err // too fast, or nobody can be met: the phone brings it again
	}
	if in.Over && !stops {
		return nil
	}
	by, err := h.Desk.Acting(ctx, phone)
	if err != nil {
		return err
	}
	l := &letter{SMS: h, Speaker: h.Locale.For(phone.Language), ctx: ctx, in: in, phone: phone, by: by, wish: w}
	text, err := l.answer()
	if r, refused := claim.RefusalOf(err); refused {
		text, err = l.say("refused."+string(r)), nil
	}
	if err != nil || text == "" {
		return err
	}
	return h.Texter.SendText(ctx, bot.OutText{
		Key: in.Cause, To: in.From, Words: view.SMSLine(l.Speaker, text, l.phone.Latin), About: mentioned(h.Clock.Now(), text),
	})
}

// say gives a text without markup.
func (l *letter) say(key string, pairs ...any) string { return view.Plain(l.T(key, pairs...)) }

// languageOfNumber guesses the language of somebody new by the country of their number.
func languageOfNumber(number int64) claim.Language {
	text := strconv.FormatInt(number, 10)
	switch {
	case strings.HasPrefix(text, "996"):
		return claim.Kyrgyz
	case strings.HasPrefix(text, "77"), strings.HasPrefix(text, "76"):
		return claim.Kazakh
	case strings.HasPrefix(text, "7"):
		return claim.Russian
	}
	return claim.English
}

// answer does what an SMS wants, and says what is answered.
func (l *letter) answer() (string, error) {
	switch w := l.wish; w.verb {
	case wishClaim:
		return l.submit(w.rest)
	case wishCode:
		if w.words != "" && l.unknown(w.code) {
			return l.submit(w.words)
		}
		if w.rest == "" {
			return l.tell(w.code)
		}
		return l.vote(w.code, w.rest)
	case wishNext:
		return l.next()
	case wishLink:
		if _, err := l.Desk.Link(l.ctx, l.phone, w.rest); err != nil {
			return "", err
		}
		return l.say("sms.linked"), nil
	case wishForget:
		return l.forget()
	case wishLanguage:
		return l.set(func(p *claim.Person) { p.Language = w.language })
	case wishLatin, wishCyrillic:
		return l.set(func(p *claim.Person) { p.Latin = w.verb == wishLatin })
	}
	return l.say("sms.help"), nil
}

// unknown tells whether there is surely no claim with that code.
func (l *letter) unknown(code claim.Code) bool {
	_, err := l.Desk.Claim(l.ctx, code)
	return errors.Is(err, claim.NotFound)
}

func (l *letter) set(change func(p *claim.Person)) (string, error) {
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
func (l *letter) submit(text string) (string, error) {
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
	r, err := l.Desk.Receive(l.ctx, l.in.Cause, asker, addressOfNumber(l.in.From), content, question, l.in.Sent)
	if err != nil {
		return "", err
	}
	if r.Into != nil {
		return l.joined(r), nil
	}
	c := r.Claim
	if c.Status == claim.StatusReceived {
		if c, err = l.Desk.Choose(l.ctx, l.in.Cause+".choose", l.by.ID, c.Code, question); err != nil {
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
func (l *letter) joined(r verification.Reception) string {
	switch {
	case r.Shows():
		return l.status(r.Into)
	case r.Into.Status.Ended():
		return ""
	}
	return l.taken(r.Into)
}

// taken says that a claim is being checked, or waits for somebody who can.
func (l *letter) taken(c *claim.Claim) string {
	key := "sms.taken"
	if !l.Desk.Reached(l.ctx, c) {
		key = "sms.taken.waits"
	}
	return l.say(key, "Code", c.Code)
}

// tell says what is known of a claim.
func (l *letter) tell(code claim.Code) (string, error) {
	c, err := l.Desk.Claim(l.ctx, code)
	if err != nil {
		return "", err
	}
	return l.status(c), nil
}

func (l *letter) status(c *claim.Claim) string {
	a, asks := c.Asker(l.by.ID)
	if r := c.PublicTo(a, asks); view.HasCard(r) || r.Status == claim.StatusUndecided || r.Status == claim.StatusTakenDown && asks {
		return view.SMSResult(l.Speaker, r, l.phone.Latin)
	}
	return view.Plain(l.statusFor(l.ctx, l.Speaker, c, l.by.ID))
}

// vote takes a volunteer's answer, with the time at which they gave it.
func (l *letter) vote(code claim.Code, text string) (string, error) {
	if first, rest := input.SplitFirst(text); slices.Contains(privateWords, fold(first)) {
		return l.markPrivate(code, rest)
	}
	c, err := l.Desk.AnswerAs(l.ctx, l.in.Cause+".answer", l.by, code, func(c *claim.Claim) claim.Reply {
		reply, _ := smsReply(c, l.by.ID, text)
		reply.At = l.in.Sent
		return reply
	})
	if err != nil {
		return "", err
	}
	if _, evidence := smsReply(c, l.by.ID, text); evidence != "" && !c.Status.Ended() {
		_, err := l.Desk.AddEvidence(l.ctx, l.in.Cause+".evidence", l.by, code, input.EvidenceIn(evidence), "")
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
func (l *letter) markPrivate(code claim.Code, words string) (string, error) {
	c, err := l.Desk.MarkPrivate(l.ctx, l.in.Cause+".private", l.by, code, moderation.Foreign(words))
	if err != nil {
		return "", err
	}
	return l.say("private.marked", "Code", c.Code), nil
}

// next gives a volunteer a question to answer by SMS.
func (l *letter) next() (string, error) {
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
func (l *letter) forget() (string, error) {
	if err := l.Desk.ForgetPhone(l.ctx, l.phone, addressOfNumber(l.in.From)); err != nil {
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

// Reads tells in which language and letters the owner of a number is answered; ok is false when that is not known.
type Reads func(ctx context.Context, number int64) (l claim.Language, latin, ok bool, err error)

// Texting has those who asked by SMS told by SMS.
func (a *Announcer) Texting(t bot.Texter, reads Reads) *Announcer {
	a.texter, a.reads = t, reads
	return a
}

// tellByText tells somebody who asked by SMS; done is false when they did not.
func (a *Announcer) tellByText(ctx context.Context, key string, to claim.Requester, c *claim.Claim) (done bool, err error) {
	number, ok := numberOf(to.Address)
	if !ok {
		return false, nil
	}
	if a.texter == nil {
		return true, nil // nobody carries SMS any more
	}
	l, latin, known, err := a.reads(ctx, number)
	if err != nil {
		return true, err
	}
	if !known {
		l = to.Language
	}
	s := a.texts.For(l)
	var text string
	r := c.PublicTo(to, true)
	switch {
	case view.HasCard(r) || r.Status == claim.StatusUndecided || r.Status == claim.StatusTakenDown:
		text = view.SMSResult(s, r, latin)
	case c.Status == claim.StatusMerged:
		text = view.SMSText(s, s.T("result.merged", "Code", c.Code, "Into", c.Into), latin)
	case c.Status == claim.StatusLapsed:
		text = view.SMSText(s, s.T("claim.lapsed"), latin)
	case c.Status == claim.StatusRefused:
		text = view.SMSText(s, view.Refused(s, c.RefusedFor), latin)
	default:
		return true, nil
	}
	return true, a.texter.SendText(ctx, bot.OutText{Key: key, To: number, Words: text, About: view.About(c)})
}

// sms is /sms: how to write SMS to the bot, and for volunteers a word by which a number becomes theirs.
func (t *talk) sms(*bot.Message) error {
	if t.SMSNumber == "" {
		t.say(t.T("sms.none"))
		return nil
	}
	text := t.T("sms.how", "Number", t.SMSNumber)
	if t.by.May(claim.MayCheck) {
		word, err := t.Desk.LinkWord(t.ctx, t.cause, t.by)
		if err != nil {
			return err
		}
		half := len(word) / 2
		text += "\n\n" + t.T("sms.link", "Word", word[:half]+"-"+word[half:], "Minutes", int(verification.LinkFor/time.Minute))
	}
	t.say(text).Protect = true
	return nil
}
