package handlers

import (
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// vote is /vote CODE ANSWER [evidence].
func (t *talk) vote(m *bot.Message) error {
	code, rest, ok := input.CodeArg(m.Command.Args)
	if !ok || rest == "" {
		if first, _ := input.SplitFirst(m.Command.Args); first != "" && !ok {
			return verification.NotFound
		}
		return t.usage("/vote K7Q-2MX false https://…")
	}
	rest = input.Clean(rest)
	c, err := t.Desk.AnswerAs(t.ctx, t.cause+".answer", t.by, code, func(c *verification.Claim) verification.Reply {
		reply, _ := input.ReadVote(c, rest)
		reply.At = t.sent
		return reply
	})
	if err != nil {
		return err
	}
	t.guard(answered(t.Speaker, c, t.by.ID)).Handle = askHandle(code)
	_, evidence := input.ReadVote(c, rest)
	if evidence == "" && len(m.Media) == 0 {
		return nil
	}
	return t.evidence(code, evidence, verification.Content{Media: t.contentOf(m).Media})
}

// answer gives an answer that was written, and says so below it.
func (t *talk) answer(code verification.Code, reply verification.Reply) error {
	c, err := t.Desk.Answer(t.ctx, t.cause+".answer", t.by, code, reply)
	if err != nil {
		return err
	}
	t.guard(answered(t.Speaker, c, t.by.ID)).Handle = askHandle(code)
	return nil
}

// answerPressed gives an answer by a button, and shows it on the card with the button.
func (t *talk) answerPressed(p callback.Query) (done string, err error) {
	said := t.T("answered.toast")
	c, err := t.Desk.AnswerAs(t.ctx, t.cause+".answer", t.by, p.Code, func(c *verification.Claim) verification.Reply {
		if v, voted := c.Votes[t.by.ID]; voted && v.Answer == p.Word {
			said = t.T("answered.same")
		}
		return verification.Reply{Choice: p.Word}
	})
	if err != nil {
		return "", err
	}
	if c.Status.Ended() || c.Status == verification.StatusOpen && slices.Contains(verification.ScreenAnswers, p.Word) {
		return said, nil // the answer ended it, and their card says so
	}
	text, rows := answered(t.Speaker, c, t.by.ID)
	t.reguard(askHandle(p.Code), text, rows)
	return said, nil
}

// askHandle names the card of a question.
func askHandle(code verification.Code) string { return "ask." + string(code) }

// answered is the card of a question that the person has answered.
func answered(s locale.Speaker, c *verification.Claim, by verification.PersonID) (inside, [][]bot.Button) {
	text := insideQuestion(s, c.ToVolunteers()) + "\n\n"
	v, voted := c.Votes[by]
	if check, checked := c.Checks[by]; checked && !voted && c.Asked[by].Screen {
		return text + inside(s.T("answered", "Answer", locale.HTML(s.T("answer."+check.Answer)))), [][]bot.Button{
			{button(s, "next", callback.Next, "")},
		}
	}
	text += inside(s.T("answered", "Answer", ownAnswer(s, c, v)))
	if v.Answer == verification.Unplaced {
		text += inside("\n" + s.T("place.unread"))
	}
	if v.Knowing.NeedsProof() {
		text += inside("\n" + s.T("proof."+string(v.Knowing), "Code", c.Code))
	}
	return text, [][]bot.Button{
		{button(s, "change", callback.Change, c.Code), button(s, "evidence", callback.Evidence, c.Code)},
		{button(s, "knowing", callback.Knowing, c.Code), button(s, "next", callback.Next, "")},
	}
}

// ownAnswer is what somebody answered, in their own words: those of others who meant the same stay sealed.
func ownAnswer(s locale.Speaker, c *verification.Claim, v verification.Vote) string {
	if own := v.Text.Mask(); !own.Empty() && (c.Question != verification.Place || v.Answer == verification.Unplaced) {
		return own.String()
	}
	return answerText(s, c, v.Answer)
}

func button(s locale.Speaker, key, verb string, code verification.Code) bot.Button {
	return bot.Button{Text: s.T("button." + key), Data: callback.Data(verb, code, "")}
}

// evidence adds what somebody wrote and sent to their answer; a link is that of the message, or the first in the words.
func (t *talk) evidence(code verification.Code, words string, sent verification.Content) error {
	e := input.EvidenceIn(words)
	e.Media = sent.Media
	if len(sent.Links) > 0 {
		e.Link = sent.Links[0]
	}
	if _, err := t.Desk.AddEvidence(t.ctx, t.cause+".evidence", t.by, code, e, ""); err != nil {
		return err
	}
	t.say(t.T("evidence.taken"))
	return nil
}

func (t *talk) knowing(code verification.Code, word string) error {
	if word == "" {
		c, err := t.Desk.Claim(t.ctx, code)
		if err != nil {
			return err
		}
		if _, asked := c.Asked[t.by.ID]; !asked {
			return verification.NotAsked
		}
		var rows [][]bot.Button
		for _, k := range c.Question.Knowings() {
			rows = append(rows, []bot.Button{{Text: t.T("knowing." + string(k)), Data: callback.Data(callback.Knowing, code, string(k))}})
		}
		t.show(askHandle(code), code.String()+"\n"+t.T("knowing.choose"), rows...)
		return nil
	}
	c, err := t.Desk.AddEvidence(t.ctx, t.cause, t.by, code, nil, verification.Knowing(word))
	if err != nil {
		return err
	}
	text, rows := answered(t.Speaker, c, t.by.ID)
	t.reguard(askHandle(code), text, rows)
	return nil
}

// write asks for a message that is the answer, the evidence or the reason.
func (t *talk) write(what, key string, code verification.Code) error {
	if err := t.doing(verification.Doing{What: what, Code: code}); err != nil {
		return err
	}
	t.say(t.T(key, "Code", code), []bot.Button{button(t.Speaker, "cancel", callback.Cancel, code)})
	return nil
}

// change shows the answers again.
func (t *talk) change(code verification.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if _, asked := c.Asked[t.by.ID]; !asked {
		return verification.NotAsked
	}
	if c.Status.Ended() {
		return verification.Closed
	}
	text, rows := askCard(t.Speaker, c, t.by.ID)
	t.reguard(askHandle(code), text, rows)
	return nil
}

// next shows the question that waits for the person; one that was found just now is sent by itself.
func (t *talk) next(*bot.Message) error {
	c, announced, err := t.Desk.Next(t.ctx, t.by)
	if err != nil || announced {
		return err
	}
	text, rows := askCard(t.Speaker, c, t.by.ID)
	before := len(t.out)
	t.out = append(t.out, mediaOf(t.Speaker, c, c.Files(), t.chat)...)
	t.guard(text, rows).Handle = askHandle(c.Code)
	for i := range t.out[before:] {
		t.out[before+i].News = askNews(c, t.by.ID, len(t.out)-1-before-i)
	}
	return nil
}

func (t *talk) skip(m *bot.Message) error {
	code, _, ok := input.CodeArg(m.Command.Args)
	if !ok {
		if m.Command.Args != "" {
			return verification.NotFound
		}
		c, err := t.Desk.Current(t.ctx, t.by)
		if err != nil {
			return err
		}
		code = c.Code
	}
	text, rows, err := t.skipped(code)
	if err == nil {
		t.say(text, rows...)
	}
	return err
}

func (t *talk) skipPressed(code verification.Code) error {
	text, rows, err := t.skipped(code)
	if err == nil {
		t.show(askHandle(code), text, rows...)
	}
	return err
}

func (t *talk) skipped(code verification.Code) (string, [][]bot.Button, error) {
	_, err := t.Desk.Skip(t.ctx, t.cause, t.by, code)
	return code.String() + "\n" + t.T("skipped"), [][]bot.Button{{button(t.Speaker, "next", callback.Next, "")}}, err
}

func (t *talk) pause(*bot.Message) error {
	return t.rest(true, "paused")
}

func (t *talk) resume(*bot.Message) error {
	return t.rest(false, "resumed")
}

func (t *talk) rest(paused bool, said string) (err error) {
	if err := t.isVolunteer(); err != nil {
		return err
	}
	t.by, err = t.Desk.SetChecks(t.ctx, t.by.ID, func(p *verification.Person) { p.Paused = paused })
	if err == nil {
		t.say(t.T(said))
	}
	return err
}

func (t *talk) isVolunteer() error {
	switch {
	case t.by.Banned:
		return verification.Banned
	case t.by.Role == verification.Citizen:
		return verification.NotVerifier
	}
	return nil
}

func (t *talk) leave(*bot.Message) error {
	if t.by.Role == verification.Citizen {
		return verification.NotVerifier
	}
	if err := t.Desk.Leave(t.ctx, t.cause, t.by.ID); err != nil {
		return err
	}
	t.say(t.T("left")).Silence = bot.Begins
	return nil
}

// me shows what a volunteer is asked about, with buttons to change it.
func (t *talk) me(*bot.Message) error {
	if err := t.isVolunteer(); err != nil {
		return err
	}
	text, rows, err := t.profile()
	if err != nil {
		return err
	}
	t.say(text, rows...).Handle = "me"
	return nil
}

func (t *talk) profile() (string, [][]bot.Button, error) {
	answered, err := t.Desk.Answers(t.ctx, t.by.ID)
	if err != nil {
		return "", nil, err
	}
	text, rows := profile(t.Speaker, t.by, answered, t.Clock.Now(), t.Desk.Policy().Tenure)
	return text, rows, nil
}

// profile shows a volunteer what they are asked about, and how many questions they answered, with buttons to change it.
func profile(s locale.Speaker, p verification.Person, answers int, now time.Time, tenure verification.TenureRule) (string, [][]bot.Button) {
	lines := []string{s.N("me.answered", answers)}
	if p.Paused {
		lines = append(lines, s.T("me.paused"))
	}
	if from, waits := p.ReviewsFrom(now, tenure); waits {
		lines = append(lines, s.T("reviewer.waits", "From", s.Time(from)))
	}
	lines = append(lines, s.T("me.languages")+" "+names(p.Languages, locale.Name))
	subject := func(about verification.Subject) string { return s.T("subject." + string(about)) }
	lines = append(lines, s.T("me.subjects")+" "+names(append([]verification.Subject{verification.General}, p.Subjects...), subject))
	if p.Region != verification.Everywhere {
		lines = append(lines, s.T("me.region")+" "+regionName(s, p.Region))
	}
	var langs []bot.Button
	for _, l := range verification.Languages {
		on := slices.Contains(p.Languages, l)
		langs = append(langs, bot.Button{Text: mark(on) + locale.Name(l), Data: callback.Data(callback.CheckLang, "", string(l))})
	}
	rows := append(inRows(langs, 2), subjects(s, "", callback.CheckSubj, func(about verification.Subject) bool {
		return about == verification.General || slices.Contains(p.Subjects, about)
	})...)
	return strings.Join(lines, "\n"), rows
}

func names[E any](list []E, name func(E) string) string {
	all := make([]string, len(list))
	for i, e := range list {
		all[i] = name(e)
	}
	if len(all) == 0 {
		return "–"
	}
	return strings.Join(all, ", ")
}

// toggle turns a language or subject on or off.
func (t *talk) toggle(change func(p *verification.Person)) (err error) {
	if err := t.isVolunteer(); err != nil {
		return err
	}
	if t.by, err = t.Desk.SetChecks(t.ctx, t.by.ID, change); err != nil {
		return err
	}
	text, rows, err := t.profile()
	if err != nil {
		return err
	}
	t.show("me", text, rows...)
	return nil
}

func flip[E comparable](list []E, e E) []E {
	if i := slices.Index(list, e); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), e)
}
