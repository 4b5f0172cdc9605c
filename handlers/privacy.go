package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// aboutPerson is /private CODE [words]: it is about a private person. Of a reviewer the words are quoted nowhere, and "-" says that the
// text names nobody.
func (t *talk) aboutPerson(m *bot.Message) error {
	return t.aboutClaim(m, "/private K7Q-2MX", func(code claim.Code, words string) error {
		if words == "-" && t.by.Reviews() {
			return t.quoteWhole(code)
		}
		c, err := t.Desk.MarkPrivate(t.ctx, t.cause, t.by, code, moderation.Foreign(words))
		if err != nil {
			return err
		}
		t.say(view.Marked(t.Speaker, c, t.by.Reviews()))
		return nil
	})
}

func (t *talk) quoteWhole(code claim.Code) error {
	c, err := t.Desk.QuoteWhole(t.ctx, t.cause, t.by, code)
	if err == nil {
		t.say(t.T("private.unnamed", "Code", c.Code))
	}
	return err
}

// markPressed has a volunteer, or the asker, say that a claim is about a private person.
func (t *talk) markPressed(code claim.Code) (done string, err error) {
	c, err := t.Desk.MarkPrivate(t.ctx, t.cause, t.by, code, "")
	if err != nil {
		return "", err
	}
	done = t.T("private.marked", "Code", c.Code)
	switch _, asked := c.Asked[t.by.ID]; {
	case c.Status.Ended():
	case asked:
		text, rows := view.AskCard(t.Speaker, c, t.by.ID)
		t.reguard(view.AskHandle(code), text, rows)
	case c.RequestedBy(t.by.ID):
		t.taken(c)
	default: // a reviewer, on their own card
		text, rows := view.ReviewCard(t.Speaker, t.Desk.Policy(), c, t.by.ID)
		t.reguard("review."+string(code), text, rows)
		return t.T("private.marked.review", "Code", c.Code), nil
	}
	return done, nil
}

// person turns the asker's tick on or off.
func (t *talk) person(code claim.Code, word string) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !c.RequestedBy(t.by.ID) || c.Status != claim.StatusReceived {
		return claim.NotFound
	}
	t.show(t.claimHandle(code), t.T("question.choose"), view.Choices(t.Speaker, c, word == "on", t.by.Language, t.proof(c.Code))...)
	return nil
}

// official is /official CODE: it is about an official acting as such, or a public figure in their public role.
func (t *talk) official(m *bot.Message) error {
	return t.onClaim(m, "/official K7Q-2MX", func(code claim.Code, _ string) error {
		text, err := t.saidOfficial(code)
		if err == nil {
			t.say(text)
		}
		return err
	})
}

func (t *talk) saidOfficial(code claim.Code) (string, error) {
	c, err := t.Desk.SayOfficial(t.ctx, t.cause, t.by, code)
	if err != nil {
		return "", err
	}
	if c.Private() {
		return t.T("private.official.more", "Code", c.Code), nil
	}
	return t.T("private.official", "Code", c.Code), nil
}

func (t *talk) officialPressed(code claim.Code) (done string, err error) {
	if done, err = t.saidOfficial(code); err != nil {
		return "", err
	}
	return view.Plain(done), t.reviewAgain(code)
}

// named is /named CODE WHERE: where and when officials or the media named the person themselves.
func (t *talk) named(m *bot.Message) error {
	return t.onClaim(m, "/named K7Q-2MX …", func(code claim.Code, where string) error {
		if where == "" {
			return t.write(doingNamed, "private.named.write", code)
		}
		return t.notedNamed(code, moderation.Foreign(where))
	})
}

func (t *talk) notedNamed(code claim.Code, where moderation.Foreign) error {
	c, err := t.Desk.NoteNamed(t.ctx, t.cause, t.by, code, where)
	if err == nil {
		t.say(t.T("private.named", "Code", c.Code))
	}
	return err
}

// protect is /protect CODE: close it to protect a person.
func (t *talk) protect(m *bot.Message) error {
	return t.onClaim(m, "/protect K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := t.Desk.Protect(t.ctx, t.cause, t.by, code)
		if err == nil {
			t.say(t.T("private.protected", "Code", c.Code))
		}
		return err
	})
}

func (t *talk) protectPressed(code claim.Code) error {
	c, err := t.Desk.Protect(t.ctx, t.cause, t.by, code)
	if err == nil {
		t.show("review."+string(code), t.T("private.protected", "Code", c.Code))
	}
	return err
}

// unnamedPressed says on the reviewer's card that the text names nobody.
func (t *talk) unnamedPressed(code claim.Code) (done string, err error) {
	c, err := t.Desk.QuoteWhole(t.ctx, t.cause, t.by, code)
	if err != nil {
		return "", err
	}
	return view.Plain(t.T("private.unnamed", "Code", c.Code)), t.reviewAgain(code)
}

// reviewAgain shows a reviewer their card anew.
func (t *talk) reviewAgain(code claim.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	text, rows := view.ReviewCard(t.Speaker, t.Desk.Policy(), c, t.by.ID)
	t.reguard("review."+string(code), text, rows)
	return nil
}
