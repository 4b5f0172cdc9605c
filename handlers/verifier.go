package handlers

import (
	"slices"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// vote is /vote CODE ANSWER [evidence].
func (t *talk) vote(m *bot.Message) error {
	code, rest, ok := input.CodeArg(m.Command.Args)
	if !ok || rest == "" {
		if first, _ := input.SplitFirst(m.Command.Args); first != "" && !ok {
			return claim.NotFound
		}
		return t.usage("/vote K7Q-2MX false https://…")
	}
	rest = input.Clean(rest)
	c, err := t.Desk.AnswerAs(t.ctx, t.cause+".answer", t.by, code, func(c *claim.Claim) claim.Reply {
		reply, _ := input.ReadVote(c, rest)
		reply.At = t.sent
		return reply
	})
	if err != nil {
		return err
	}
	t.guard(view.Answered(t.Speaker, c, t.by.ID)).Handle = view.AskHandle(code)
	_, evidence := input.ReadVote(c, rest)
	if evidence == "" && len(m.Media) == 0 {
		return nil
	}
	return t.evidence(code, evidence, claim.Content{Media: t.contentOf(m).Media})
}

// answer gives an answer that was written, and says so below it.
func (t *talk) answer(code claim.Code, reply claim.Reply) error {
	c, err := t.Desk.Answer(t.ctx, t.cause+".answer", t.by, code, reply)
	if err != nil {
		return err
	}
	t.guard(view.Answered(t.Speaker, c, t.by.ID)).Handle = view.AskHandle(code)
	return nil
}

// answerPressed gives an answer by a button, and shows it on the card with the button.
func (t *talk) answerPressed(p callback.Query) (done string, err error) {
	said := t.T("answered.toast")
	c, err := t.Desk.AnswerAs(t.ctx, t.cause+".answer", t.by, p.Code, func(c *claim.Claim) claim.Reply {
		if v, voted := c.Votes[t.by.ID]; voted && v.Answer == p.Word {
			said = t.T("answered.same")
		}
		return claim.Reply{Choice: p.Word}
	})
	if err != nil {
		return "", err
	}
	if c.Status.Ended() || c.Status == claim.StatusOpen && slices.Contains(claim.ScreenAnswers, p.Word) {
		return said, nil // the answer ended it, and their card says so
	}
	text, rows := view.Answered(t.Speaker, c, t.by.ID)
	t.reguard(view.AskHandle(p.Code), text, rows)
	return said, nil
}

// evidence adds what somebody wrote and sent to their answer; a link is that of the message, or the first in the words.
func (t *talk) evidence(code claim.Code, words string, sent claim.Content) error {
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

func (t *talk) knowing(code claim.Code, word string) error {
	if word == "" {
		c, err := t.Desk.Claim(t.ctx, code)
		if err != nil {
			return err
		}
		if _, asked := c.Asked[t.by.ID]; !asked {
			return claim.NotAsked
		}
		var rows [][]bot.Button
		for _, k := range c.Question.EvidenceBases() {
			rows = append(rows, []bot.Button{{Text: t.T("knowing." + string(k)), Data: callback.Data(callback.Knowing, code, string(k))}})
		}
		t.show(view.AskHandle(code), code.String()+"\n"+t.T("knowing.choose"), rows...)
		return nil
	}
	c, err := t.Desk.AddEvidence(t.ctx, t.cause, t.by, code, nil, claim.EvidenceBasis(word))
	if err != nil {
		return err
	}
	text, rows := view.Answered(t.Speaker, c, t.by.ID)
	t.reguard(view.AskHandle(code), text, rows)
	return nil
}

// write asks for a message that is the answer, the evidence or the reason.
func (t *talk) write(what, key string, code claim.Code) error {
	if err := t.doing(claim.Doing{What: what, Code: code}); err != nil {
		return err
	}
	t.say(t.T(key, "Code", code), []bot.Button{view.Button(t.Speaker, "cancel", callback.Cancel, code)})
	return nil
}

// change shows the answers again.
func (t *talk) change(code claim.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if _, asked := c.Asked[t.by.ID]; !asked {
		return claim.NotAsked
	}
	if c.Status.Ended() {
		return claim.Closed
	}
	text, rows := view.AskCard(t.Speaker, c, t.by.ID)
	t.reguard(view.AskHandle(code), text, rows)
	return nil
}

// next shows the question that waits for the person; one that was found just now is sent by itself.
func (t *talk) next(*bot.Message) error {
	c, announced, err := t.Desk.Next(t.ctx, t.by)
	if err != nil || announced {
		return err
	}
	text, rows := view.AskCard(t.Speaker, c, t.by.ID)
	before := len(t.out)
	t.out = append(t.out, view.MediaOf(t.Speaker, c, c.Files(), t.chat)...)
	t.guard(text, rows).Handle = view.AskHandle(c.Code)
	for i := range t.out[before:] {
		t.out[before+i].News = view.AskNews(c, t.by.ID, len(t.out)-1-before-i)
	}
	return nil
}

func (t *talk) skip(m *bot.Message) error {
	code, _, ok := input.CodeArg(m.Command.Args)
	if !ok {
		if m.Command.Args != "" {
			return claim.NotFound
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

func (t *talk) skipPressed(code claim.Code) error {
	text, rows, err := t.skipped(code)
	if err == nil {
		t.show(view.AskHandle(code), text, rows...)
	}
	return err
}

func (t *talk) skipped(code claim.Code) (string, [][]bot.Button, error) {
	_, err := t.Desk.Skip(t.ctx, t.cause, t.by, code)
	return code.String() + "\n" + t.T("skipped"), [][]bot.Button{{view.Button(t.Speaker, "next", callback.Next, "")}}, err
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
	t.by, err = t.Desk.SetChecks(t.ctx, t.by.ID, func(p *claim.Person) { p.Paused = paused })
	if err == nil {
		t.say(t.T(said))
	}
	return err
}

func (t *talk) isVolunteer() error {
	switch {
	case t.by.Banned:
		return claim.Banned
	case t.by.Role == claim.Citizen:
		return claim.NotVerifier
	}
	return nil
}

func (t *talk) leave(*bot.Message) error {
	if t.by.Role == claim.Citizen {
		return claim.NotVerifier
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
	text, rows := view.Profile(t.Speaker, t.by, answered, t.Clock.Now(), t.Desk.Policy().Tenure)
	return text, rows, nil
}

// toggle turns a language or subject on or off.
func (t *talk) toggle(change func(p *claim.Person)) (err error) {
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
