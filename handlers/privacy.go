package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/screening"
)

// withPerson ends the word of a question about which its asker says that it is about a private person.
const withPerson = ".private"

// personRow is the tick with which the asker says so, before they choose the question.
func personRow(s locale.Speaker, code verification.Code, on bool) []bot.Button {
	next := "on"
	if on {
		next = "off"
	}
	return []bot.Button{{Text: tick(on) + s.T("private.tick"), Data: callback.Data(callback.Person, code, next)}}
}

func tick(on bool) string {
	if on {
		return "☑ "
	}
	return "☐ "
}

// aboutPerson is /private CODE [words]: it is about a private person. Of a reviewer the words are quoted nowhere, and "-" says that the
// text names nobody.
func (t *talk) aboutPerson(m *bot.Message) error {
	return t.aboutClaim(m, "/private K7Q-2MX", func(code verification.Code, words string) error {
		if words == "-" && t.by.Reviews() {
			return t.quoteWhole(code)
		}
		c, err := t.Desk.MarkPrivate(t.ctx, t.cause, t.by, code, screening.Foreign(words))
		if err != nil {
			return err
		}
		t.say(marked(t.Speaker, c, t.by.Reviews()))
		return nil
	})
}

// marked says what follows from that.
func marked(s locale.Speaker, c *verification.Claim, reviews bool) string {
	switch {
	case c.Status == verification.StatusTakenDown:
		return c.Code.String() + ": " + s.T("review.takendown")
	case reviews:
		return s.T("private.marked.review", "Code", c.Code)
	default:
		return s.T("private.marked", "Code", c.Code)
	}
}

func (t *talk) quoteWhole(code verification.Code) error {
	c, err := t.Desk.QuoteWhole(t.ctx, t.cause, t.by, code)
	if err == nil {
		t.say(t.T("private.unnamed", "Code", c.Code))
	}
	return err
}

// markPressed has a volunteer, or the asker, say that a claim is about a private person.
func (t *talk) markPressed(code verification.Code) (done string, err error) {
	c, err := t.Desk.MarkPrivate(t.ctx, t.cause, t.by, code, "")
	if err != nil {
		return "", err
	}
	done = t.T("private.marked", "Code", c.Code)
	switch _, asked := c.Asked[t.by.ID]; {
	case c.Status.Ended():
	case asked:
		text, rows := askCard(t.Speaker, c, t.by.ID)
		t.reguard(askHandle(code), text, rows)
	case c.AskedBy(t.by.ID):
		t.taken(c)
	default: // a reviewer, on their own card
		text, rows := reviewCard(t.Speaker, t.Desk.Policy(), c, t.by.ID)
		t.reguard("review."+string(code), text, rows)
		return t.T("private.marked.review", "Code", c.Code), nil
	}
	return done, nil
}

// person turns the asker's tick on or off.
func (t *talk) person(code verification.Code, word string) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !c.AskedBy(t.by.ID) || c.Status != verification.StatusReceived {
		return verification.NotFound
	}
	t.show(t.claimHandle(code), t.T("question.choose"), choices(t.Speaker, c, word == "on", t.by.Language, t.proof(c.Code))...)
	return nil
}

// questionOf reads the word of a question that was chosen.
func questionOf(word string) (q verification.Question, private bool) {
	bare, private := strings.CutSuffix(word, withPerson)
	return verification.Question(bare), private
}

// official is /official CODE: it is about an official acting as such, or a public figure in their public role.
func (t *talk) official(m *bot.Message) error {
	return t.onClaim(m, "/official K7Q-2MX", func(code verification.Code, _ string) error {
		text, err := t.saidOfficial(code)
		if err == nil {
			t.say(text)
		}
		return err
	})
}

func (t *talk) saidOfficial(code verification.Code) (string, error) {
	c, err := t.Desk.SayOfficial(t.ctx, t.cause, t.by, code)
	if err != nil {
		return "", err
	}
	if c.Private() {
		return t.T("private.official.more", "Code", c.Code), nil
	}
	return t.T("private.official", "Code", c.Code), nil
}

func (t *talk) officialPressed(code verification.Code) (done string, err error) {
	if done, err = t.saidOfficial(code); err != nil {
		return "", err
	}
	return plain(done), t.reviewAgain(code)
}

// named is /named CODE WHERE: where and when officials or the media named the person themselves.
func (t *talk) named(m *bot.Message) error {
	return t.onClaim(m, "/named K7Q-2MX …", func(code verification.Code, where string) error {
		if where == "" {
			return t.write(doingNamed, "private.named.write", code)
		}
		return t.notedNamed(code, screening.Foreign(where))
	})
}

func (t *talk) notedNamed(code verification.Code, where screening.Foreign) error {
	c, err := t.Desk.NoteNamed(t.ctx, t.cause, t.by, code, where)
	if err == nil {
		t.say(t.T("private.named", "Code", c.Code))
	}
	return err
}

// protect is /protect CODE: close it to protect a person.
func (t *talk) protect(m *bot.Message) error {
	return t.onClaim(m, "/protect K7Q-2MX", func(code verification.Code, _ string) error {
		c, err := t.Desk.Protect(t.ctx, t.cause, t.by, code)
		if err == nil {
			t.say(t.T("private.protected", "Code", c.Code))
		}
		return err
	})
}

func (t *talk) protectPressed(code verification.Code) error {
	c, err := t.Desk.Protect(t.ctx, t.cause, t.by, code)
	if err == nil {
		t.show("review."+string(code), t.T("private.protected", "Code", c.Code))
	}
	return err
}

// unnamedPressed says on the reviewer's card that the text names nobody.
func (t *talk) unnamedPressed(code verification.Code) (done string, err error) {
	c, err := t.Desk.QuoteWhole(t.ctx, t.cause, t.by, code)
	if err != nil {
		return "", err
	}
	return plain(t.T("private.unnamed", "Code", c.Code)), t.reviewAgain(code)
}

// reviewAgain shows a reviewer their card anew.
func (t *talk) reviewAgain(code verification.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	text, rows := reviewCard(t.Speaker, t.Desk.Policy(), c, t.by.ID)
	t.reguard("review."+string(code), text, rows)
	return nil
}

// privacy tells a reviewer what is known of the private person whom a claim may be about.
func privacy(s locale.Speaker, c *verification.Claim) []string {
	if !c.Private() {
		return nil
	}
	key := "review.private.hint"
	if c.Privacy.Said {
		key = "review.private"
	}
	lines := []string{s.T(key, "Code", c.Code)}
	if c.Privacy.NamedIn != "" {
		lines = append(lines, s.T("review.private.named", "Where", c.Privacy.NamedIn.Mask().Shorten(200)))
	}
	if n := len(c.Privacy.Official); n > 0 {
		lines = append(lines, s.T("review.private.official", "Have", n))
	}
	if c.Accuses(c.Verdict.Answer) {
		lines = append(lines, s.T("review.private.accuses", "Code", c.Code))
	}
	return lines
}

// privacyRows are the reviewer's buttons for it.
func privacyRows(s locale.Speaker, c *verification.Claim) [][]bot.Button {
	button := func(key, verb string) []bot.Button {
		return []bot.Button{{Text: s.T(key), Data: callback.Data(verb, c.Code, "")}}
	}
	if c.Question == verification.Identity {
		return nil
	}
	if !c.Private() {
		return [][]bot.Button{button("private.button", callback.Private)}
	}
	if c.Status.Ended() { // to what is out nothing is added
		return [][]bot.Button{button("review.protect", callback.Protect)}
	}
	rows := [][]bot.Button{button("review.private.is_official", callback.Official)}
	if c.Content.Text != "" && c.Draft().Quote.Empty() {
		rows = append(rows, button("review.private.unnamed", callback.Unnamed))
	}
	return append(rows, button("review.protect", callback.Protect))
}
