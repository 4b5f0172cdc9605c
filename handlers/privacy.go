package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// aboutPerson is /private CODE [words]: it is about a private person. Of a reviewer the words are quoted nowhere, and "-" says that the
// text names nobody.
func (s volunteer) aboutPerson(m *bot.Message) error {
	return s.aboutClaim(m, "/private K7Q-2MX", func(code claim.Code, words string) error {
		if words == "-" && s.by.Reviews() {
			return s.reviewer().quoteWhole(code)
		}
		c, err := s.Desk.MarkPrivate(s.ctx, s.cause, s.by, code, moderation.Foreign(words))
		if err != nil {
			return err
		}
		s.say(view.Marked(s.Speaker, c, s.by.Reviews()))
		return nil
	})
}

// markPressed has a volunteer, or the asker, say that a claim is about a private person.
func (s volunteer) markPressed(code claim.Code) (done string, err error) {
	c, err := s.Desk.MarkPrivate(s.ctx, s.cause, s.by, code, "")
	if err != nil {
		return "", err
	}
	done = s.T("private.marked", "Code", c.Code)
	switch _, asked := c.Asked[s.by.ID]; {
	case c.Status.Ended():
	case asked:
		text, rows := view.AskCard(s.Speaker, c, s.by.ID)
		s.reguard(view.AskHandle(code), text, rows)
	case c.RequestedBy(s.by.ID):
		s.requester().taken(c)
	default: // a reviewer, on their own card
		text, rows := view.ReviewCard(s.Speaker, s.Desk.Policy(), c, s.by.ID)
		s.reguard("review."+string(code), text, rows)
		return s.T("private.marked.review", "Code", c.Code), nil
	}
	return done, nil
}

func (s reviewer) quoteWhole(code claim.Code) error {
	c, err := s.Desk.QuoteWhole(s.ctx, s.cause, s.by, code)
	if err == nil {
		s.say(s.T("private.unnamed", "Code", c.Code))
	}
	return err
}

// official is /official CODE: it is about an official acting as such, or a public figure in their public role.
func (s reviewer) official(m *bot.Message) error {
	return s.onClaim(m, "/official K7Q-2MX", func(code claim.Code, _ string) error {
		text, err := s.saidOfficial(code)
		if err == nil {
			s.say(text)
		}
		return err
	})
}

func (s reviewer) saidOfficial(code claim.Code) (string, error) {
	c, err := s.Desk.SayOfficial(s.ctx, s.cause, s.by, code)
	if err != nil {
		return "", err
	}
	if c.Private() {
		return s.T("private.official.more", "Code", c.Code), nil
	}
	return s.T("private.official", "Code", c.Code), nil
}

func (s reviewer) officialPressed(code claim.Code) (done string, err error) {
	if done, err = s.saidOfficial(code); err != nil {
		return "", err
	}
	return view.Plain(done), s.reviewAgain(code)
}

// named is /named CODE WHERE: where and when officials or the media named the person themselves.
func (s reviewer) named(m *bot.Message) error {
	return s.onClaim(m, "/named K7Q-2MX …", func(code claim.Code, where string) error {
		if where == "" {
			return s.write(doingNamed, "private.named.write", code)
		}
		return s.notedNamed(code, moderation.Foreign(where))
	})
}

func (s reviewer) notedNamed(code claim.Code, where moderation.Foreign) error {
	c, err := s.Desk.NoteNamed(s.ctx, s.cause, s.by, code, where)
	if err == nil {
		s.say(s.T("private.named", "Code", c.Code))
	}
	return err
}

// protect is /protect CODE: close it to protect a person.
func (s reviewer) protect(m *bot.Message) error {
	return s.onClaim(m, "/protect K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := s.Desk.Protect(s.ctx, s.cause, s.by, code)
		if err == nil {
			s.say(s.T("private.protected", "Code", c.Code))
		}
		return err
	})
}

func (s reviewer) protectPressed(code claim.Code) error {
	c, err := s.Desk.Protect(s.ctx, s.cause, s.by, code)
	if err == nil {
		s.show("review."+string(code), s.T("private.protected", "Code", c.Code))
	}
	return err
}

// unnamedPressed says on the reviewer's card that the text names nobody.
func (s reviewer) unnamedPressed(code claim.Code) (done string, err error) {
	c, err := s.Desk.QuoteWhole(s.ctx, s.cause, s.by, code)
	if err != nil {
		return "", err
	}
	return view.Plain(s.T("private.unnamed", "Code", c.Code)), s.reviewAgain(code)
}
