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
func (s volunteer) vote(m *bot.Message) error {
	code, rest, ok := input.CodeArg(m.Command.Args)
	if !ok || rest == "" {
		if first, _ := input.SplitFirst(m.Command.Args); first != "" && !ok {
			return claim.NotFound
		}
		return s.usage("/vote K7Q-2MX false https://…")
	}
	rest = input.Clean(rest)
	c, err := s.Desk.AnswerAs(s.ctx, s.cause+".answer", s.by, code, func(c *claim.Claim) claim.Reply {
		reply, _ := input.ReadVote(c, rest)
		reply.At = s.sent
		return reply
	})
	if err != nil {
		return err
	}
	s.guard(view.Answered(s.Speaker, c, s.by.ID)).MessageKey = view.AskHandle(code)
	_, evidence := input.ReadVote(c, rest)
	if evidence == "" && len(m.Media) == 0 {
		return nil
	}
	return s.evidence(code, evidence, claim.Content{Media: s.contentOf(m).Media})
}

// answer gives an answer that was written, and says so below it.
func (s volunteer) answer(code claim.Code, reply claim.Reply) error {
	c, err := s.Desk.Answer(s.ctx, s.cause+".answer", s.by, code, reply)
	if err != nil {
		return err
	}
	s.guard(view.Answered(s.Speaker, c, s.by.ID)).MessageKey = view.AskHandle(code)
	return nil
}

// answerPressed gives an answer by a button, and shows it on the card with the button.
func (s volunteer) answerPressed(p callback.Query) (done string, err error) {
	said := s.T("answered.toast")
	c, err := s.Desk.AnswerAs(s.ctx, s.cause+".answer", s.by, p.Code, func(c *claim.Claim) claim.Reply {
		if v, voted := c.Votes[s.by.ID]; voted && v.Answer == p.Word {
			said = s.T("answered.same")
		}
		return claim.Reply{Choice: p.Word}
	})
	if err != nil {
		return "", err
	}
	if c.Status.Ended() || c.Status == claim.StatusOpen && slices.Contains(claim.ScreenAnswers, p.Word) {
		return said, nil // the answer ended it, and their card says so
	}
	text, rows := view.Answered(s.Speaker, c, s.by.ID)
	s.reguard(view.AskHandle(p.Code), text, rows)
	return said, nil
}

// evidence adds what somebody wrote and sent to their answer; a link is that of the message, or the first in the words.
func (s volunteer) evidence(code claim.Code, words string, sent claim.Content) error {
	e := input.EvidenceIn(words)
	e.Media = sent.Media
	if len(sent.Links) > 0 {
		e.Link = sent.Links[0]
	}
	if _, err := s.Desk.AddEvidence(s.ctx, s.cause+".evidence", s.by, code, e, ""); err != nil {
		return err
	}
	s.say(s.T("evidence.taken"))
	return nil
}

func (s volunteer) knowing(code claim.Code, word string) error {
	if word == "" {
		c, err := s.Desk.Claim(s.ctx, code)
		if err != nil {
			return err
		}
		if _, asked := c.Asked[s.by.ID]; !asked {
			return claim.NotAsked
		}
		var rows [][]bot.Button
		for _, k := range c.Question.EvidenceBases() {
			rows = append(rows, []bot.Button{{Text: s.T("knowing." + string(k)), Data: callback.Data(callback.Knowing, code, string(k))}})
		}
		s.show(view.AskHandle(code), code.String()+"\n"+s.T("knowing.choose"), rows...)
		return nil
	}
	c, err := s.Desk.AddEvidence(s.ctx, s.cause, s.by, code, nil, claim.EvidenceBasis(word))
	if err != nil {
		return err
	}
	text, rows := view.Answered(s.Speaker, c, s.by.ID)
	s.reguard(view.AskHandle(code), text, rows)
	return nil
}

// flag says that a question could harm somebody; without a word it asks how.
func (s volunteer) flag(code claim.Code, harm string) error {
	if harm == "" {
		c, err := s.Desk.Claim(s.ctx, code)
		if err != nil {
			return err
		}
		if _, asked := c.Asked[s.by.ID]; !asked {
			return claim.NotAsked
		}
		var rows [][]bot.Button
		for _, h := range c.Question.Harms() {
			rows = append(rows, []bot.Button{{Text: s.T("harm." + h), Data: callback.Data(callback.Flag, code, h)}})
		}
		s.show(view.AskHandle(code), code.String()+"\n"+s.T("flag.choose"), append(rows, []bot.Button{view.Button(s.Speaker, "back", callback.Change, code)})...)
		return nil
	}
	c, err := s.Desk.Flag(s.ctx, s.cause, s.by, code, harm)
	if err != nil {
		return err
	}
	said := s.T("flagged")
	switch c.Status {
	case claim.StatusRefused:
		return nil // their card says so
	case claim.StatusOpen:
		said = s.T("flagged.files")
	}
	s.show(view.AskHandle(code), code.String()+"\n"+said, []bot.Button{view.Button(s.Speaker, "change", callback.Change, code), view.Button(s.Speaker, "next", callback.Next, "")})
	return nil
}

// change shows the answers again.
func (s volunteer) change(code claim.Code) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if _, asked := c.Asked[s.by.ID]; !asked {
		return claim.NotAsked
	}
	if c.Status.Ended() {
		return claim.Closed
	}
	text, rows := view.AskCard(s.Speaker, c, s.by.ID)
	s.reguard(view.AskHandle(code), text, rows)
	return nil
}

// next shows the question that waits for the person; one that was found just now is sent by itself.
func (s volunteer) next(*bot.Message) error { return s.showNext() }

func (s volunteer) showNext() error {
	c, announced, err := s.Desk.Next(s.ctx, s.by)
	if err != nil || announced {
		return err
	}
	text, rows := view.AskCard(s.Speaker, c, s.by.ID)
	before := len(s.out)
	s.out = append(s.out, view.MediaOf(s.Speaker, c, c.Files(), s.chat)...)
	s.guard(text, rows).MessageKey = view.AskHandle(c.Code)
	for i := range s.out[before:] {
		s.out[before+i].News = view.AskNews(c, s.by.ID, len(s.out)-1-before-i)
	}
	return nil
}

func (s volunteer) skip(m *bot.Message) error {
	code, _, ok := input.CodeArg(m.Command.Args)
	if !ok {
		if m.Command.Args != "" {
			return claim.NotFound
		}
		c, err := s.Desk.Current(s.ctx, s.by)
		if err != nil {
			return err
		}
		code = c.Code
	}
	text, rows, err := s.skipped(code)
	if err == nil {
		s.say(text, rows...)
	}
	return err
}

func (s volunteer) skipPressed(code claim.Code) error {
	text, rows, err := s.skipped(code)
	if err == nil {
		s.show(view.AskHandle(code), text, rows...)
	}
	return err
}

func (s volunteer) skipped(code claim.Code) (string, [][]bot.Button, error) {
	_, err := s.Desk.Skip(s.ctx, s.cause, s.by, code)
	return code.String() + "\n" + s.T("skipped"), [][]bot.Button{{view.Button(s.Speaker, "next", callback.Next, "")}}, err
}

func (s volunteer) pause(*bot.Message) error {
	return s.rest(true, "paused")
}

func (s volunteer) resume(*bot.Message) error {
	return s.rest(false, "resumed")
}

func (s volunteer) rest(paused bool, said string) (err error) {
	if err := s.isVolunteer(); err != nil {
		return err
	}
	s.by, err = s.Desk.SetChecks(s.ctx, s.by.ID, func(p *claim.Person) { p.Paused = paused })
	if err == nil {
		s.say(s.T(said))
	}
	return err
}

func (s volunteer) leave(*bot.Message) error {
	if s.by.Role == claim.Citizen {
		return claim.NotVerifier
	}
	if err := s.Desk.Leave(s.ctx, s.cause, s.by.ID); err != nil {
		return err
	}
	s.say(s.T("left")).Silence = bot.Begins
	return nil
}

// me shows what a volunteer is asked about, with buttons to change it.
func (s volunteer) me(*bot.Message) error { return s.showProfile() }

func (s volunteer) showProfile() error {
	if err := s.isVolunteer(); err != nil {
		return err
	}
	text, rows, err := s.profile()
	if err != nil {
		return err
	}
	s.say(text, rows...).MessageKey = "me"
	return nil
}

func (s volunteer) profile() (string, [][]bot.Button, error) {
	answered, err := s.Desk.Answers(s.ctx, s.by.ID)
	if err != nil {
		return "", nil, err
	}
	text, rows := view.Profile(s.Speaker, s.by, answered, s.Clock.Now(), s.Desk.Policy().Tenure)
	return text, rows, nil
}

// toggle turns a language or subject on or off.
func (s volunteer) toggle(change func(p *claim.Person)) (err error) {
	if err := s.isVolunteer(); err != nil {
		return err
	}
	if s.by, err = s.Desk.SetChecks(s.ctx, s.by.ID, change); err != nil {
		return err
	}
	text, rows, err := s.profile()
	if err != nil {
		return err
	}
	s.show("me", text, rows...)
	return nil
}

func flip[E comparable](list []E, e E) []E {
	if i := slices.Index(list, e); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), e)
}

func (s volunteer) isVolunteer() error {
	switch {
	case s.by.Banned:
		return claim.Banned
	case s.by.Role == claim.Citizen:
		return claim.NotVerifier
	}
	return nil
}
