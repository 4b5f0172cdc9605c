package handlers

import (
	"context"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// start greets; with the word of an invitation it makes the person a volunteer.
func (t *talk) start(m *bot.Message) error {
	if token := m.Command.Args; token != "" {
		if done, err := t.opened(token); done {
			return err
		}
		p, err := t.Desk.Join(t.ctx, t.cause, t.by.ID, token)
		if err != nil {
			return err
		}
		t.by = p
		t.say(t.T("start." + string(p.Role)))
		t.me(nil) //nolint:errcheck // shows what was just set
		return nil
	}
	t.say(t.T("start"))
	return nil
}

func (t *talk) language(*bot.Message) error {
	var rows [][]bot.Button
	for _, l := range claim.Languages {
		rows = append(rows, []bot.Button{{Text: locale.Name(l), Data: callback.Data(callback.Language, "", string(l))}})
	}
	t.say(t.T("language.choose"), rows...)
	return nil
}

func (t *talk) setLanguage(word string) error {
	l, ok := claim.ParseLanguage(word)
	if !ok {
		return nil
	}
	p, err := t.Desk.SetPerson(t.ctx, t.by.ID, func(p *claim.Person) { p.Language = l })
	if err != nil {
		return err
	}
	t.by, t.Speaker = p, t.Locale.For(l)
	t.say(t.T("language.set"))
	return nil
}

func (t *talk) help(*bot.Message) error {
	t.say(view.Help(t.Speaker, t.by, t.isOperator(t.id)))
	return nil
}

// ask asks what should be asked about a claim, unless that is known.
func (t *talk) ask(c *claim.Claim, m *bot.Message, q claim.Question) error {
	if q != "" {
		return t.open(c.Code, q, false)
	}
	out := t.say(t.T("question.choose"), view.Choices(t.Speaker, c, false, t.by.Language, t.proof(c.Code))...)
	out.Handle, out.ReplyTo = t.claimHandle(c.Code), m.ID
	return nil
}

// claimHandle names the message about a claim in its asker's chat. It has no name where nothing may be kept that tells who
// asked: it is then answered by new messages, rather than changed.
func (t *talk) claimHandle(code claim.Code) string {
	if t.Desk.Policy().SealAskers {
		return ""
	}
	return "claim." + string(code)
}

// choose asks a question about a claim, unless others asked just that meanwhile.
func (t *talk) choose(code claim.Code, q claim.Question, private bool) error {
	r, err := t.Desk.JoinSame(t.ctx, t.cause+".same", t.by.ID, code, q)
	if err != nil {
		return err
	}
	if r.Into != nil {
		if private {
			if err := t.Desk.MarkJoined(t.ctx, t.cause+".private", t.by.ID, code); err != nil {
				return err
			}
		}
		text, rows := view.Joined(t.Speaker, r, t.Desk.Policy().SealAskers)
		t.show(t.claimHandle(code), text, rows...)
		t.told(r)
		return nil
	}
	return t.open(code, q, private)
}

// open opens a claim and gives its code. Who somebody is, is not asked about just anybody: see identity.go.
func (t *talk) open(code claim.Code, q claim.Question, private bool) error {
	if q == claim.Identity {
		return t.askShown(code)
	}
	choose := t.Desk.Choose
	if private {
		choose = t.Desk.ChoosePrivate
	}
	c, err := choose(t.ctx, t.cause+".choose", t.by.ID, code, q)
	if err != nil {
		return err
	}
	t.taken(c)
	return nil
}

// taken says that a claim is being checked, or why it is not.
func (t *talk) taken(c *claim.Claim) {
	_, asks := c.Asker(t.by.ID)
	switch {
	case !asks, c.Status == claim.StatusStopped, c.Status == claim.StatusRefused, c.Status == claim.StatusScreening:
		t.show(t.claimHandle(c.Code), t.statusFor(t.ctx, t.Speaker, c, t.by.ID))
		return
	}
	text, rows := view.Taken(t.Speaker, c, t.by.Language, t.progress(t.ctx, c), t.proof(c.Code))
	t.show(t.claimHandle(c.Code), text, rows...)
}

func (h *Handlers) progress(ctx context.Context, c *claim.Claim) view.Progress {
	return view.Progress{Reached: h.Desk.Reached(ctx, c), Now: h.Clock.Now()}
}

// statusFor says what somebody who has the code of a claim may know of it.
func (h *Handlers) statusFor(ctx context.Context, s locale.Speaker, c *claim.Claim, by claim.PersonID) string {
	p := view.Progress{Now: h.Clock.Now()}
	if c.Status == claim.StatusOpen { // of no other it is said whether anybody can be asked
		p = h.progress(ctx, c)
	}
	return view.Status(s, c, by, p)
}

func (t *talk) status(m *bot.Message) error {
	return t.aboutClaim(m, "/status K7Q-2MX", func(code claim.Code, _ string) error {
		return t.tell(code)
	})
}

// tell says what is known of a claim: in a group only what everybody may know.
func (t *talk) tell(code claim.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	reader := t.by.ID
	if t.chat != t.id {
		reader = ""
	}
	said := t.say(t.statusFor(t.ctx, t.Speaker, c, reader), view.CardRow(t.Speaker, c.Public())...)
	if c.Out() && c.RequestedBy(reader) { // so that a correction is called one
		said.News = &bot.News{Subject: "claim." + string(c.Code), Version: view.VersionOf(c)}
	}
	return nil
}

func (t *talk) mine(*bot.Message) error {
	const shown = 10
	claims, err := t.Desk.Mine(t.ctx, t.by, shown)
	if err != nil {
		return err
	}
	if len(claims) == 0 {
		none := "mine.none"
		if t.Desk.Policy().SealAskers {
			none = "mine.sealed"
		}
		t.say(t.T(none))
		return nil
	}
	lines := []string{t.T("mine.title")}
	for _, c := range claims {
		r := c.Public()
		if !c.Out() { // until there is a result, each reads what they sent themselves
			if r, err = t.Desk.Own(t.ctx, c, t.by.ID); err != nil {
				return err
			}
		}
		line := view.Headline(t.Speaker, r)
		if r.Status.Ended() {
			line = view.DigestLine(t.Speaker, r)
		}
		lines = append(lines, line)
	}
	t.say(strings.Join(lines, "\n"))
	return nil
}

func (t *talk) forget(*bot.Message) error {
	t.say(t.T("forget.confirm"), []bot.Button{
		{Text: t.T("forget.yes"), Data: callback.Data(callback.Forget, "", "yes")},
		{Text: t.T("forget.no"), Data: callback.Data(callback.Forget, "", "no")},
	}).Handle = "forget"
	return nil
}

func (t *talk) forgotten(word string) error {
	if word != "yes" {
		t.show("forget", t.T("forget.kept"))
		return nil
	}
	done, promised := t.T("forget.done"), t.T("forget.finished")
	if erasable, err := t.erasable(); err != nil {
		return err
	} else if !erasable { // a word would be promised that never comes
		done, promised = t.T("forget.copies"), ""
	}
	if err := t.forgetAll(); err != nil {
		return err
	}
	text := done + t.cannotFind()
	if t.by.Banned {
		text += "\n" + t.T("forget.banned")
	}
	t.show("forget", text)
	return t.eraseAfter(promised)
}

// erasable tells whether copies of what is erased go out of the database's files.
func (t *talk) erasable() (bool, error) {
	if t.Erasable == nil {
		return true, nil
	}
	return t.Erasable(t.ctx)
}

// panics is /panic: forget at once, without asking back. The answer is the last that is sent to the chat.
func (t *talk) panics(*bot.Message) error {
	if err := t.forgetAll(); err != nil {
		return err
	}
	done := t.T("panic.done")
	if erasable, err := t.erasable(); err != nil {
		return err
	} else if !erasable {
		done = t.T("panic.copies")
	}
	t.say(done + t.cannotFind()).Silence = bot.Begins
	return t.eraseAfter("")
}

// forgetAll erases the person, and what waits to be sent to them by SMS.
func (t *talk) forgetAll() error {
	if t.Texter != nil {
		for _, number := range t.by.Phones {
			if err := t.Texter.ForgetTexts(t.ctx, string(number)); err != nil {
				return err
			}
		}
	}
	return t.Desk.Forget(t.ctx, t.by.ID)
}

// cannotFind says what of the person's is kept where nobody can find it.
func (t *talk) cannotFind() string {
	if !t.Desk.Policy().SealAskers {
		return ""
	}
	return "\n" + t.T("forget.sealed")
}

// eraseAfter has also the traces of the chat erased, and done said when that is over, unless it is "".
func (t *talk) eraseAfter(done string) error {
	if t.Erase == nil {
		return nil
	}
	return t.Erase(t.ctx, t.id, done)
}
