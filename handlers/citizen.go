package handlers

import (
	"context"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
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
	for _, l := range verification.Languages {
		rows = append(rows, []bot.Button{{Text: locale.Name(l), Data: callback.Data(callback.Language, "", string(l))}})
	}
	t.say(t.T("language.choose"), rows...)
	return nil
}

func (t *talk) setLanguage(word string) error {
	l, ok := verification.ParseLanguage(word)
	if !ok {
		return nil
	}
	p, err := t.Desk.SetPerson(t.ctx, t.by.ID, func(p *verification.Person) { p.Language = l })
	if err != nil {
		return err
	}
	t.by, t.Speaker = p, t.Locale.For(l)
	t.say(t.T("language.set"))
	return nil
}

func (t *talk) help(*bot.Message) error {
	t.say(help(t.Speaker, t.by, t.isOperator(t.id)))
	return nil
}

// help says what somebody can do.
func help(s locale.Speaker, p verification.Person, operator bool) string {
	parts := []string{s.T("help.citizen")}
	if p.Role != verification.Citizen && !p.Banned {
		parts = append(parts, s.T("help.verifier"))
	}
	if p.Reviews() {
		parts = append(parts, s.T("help.reviewer"))
	}
	if operator {
		parts = append(parts, s.T("help.operator"))
	}
	return strings.Join(parts, "\n\n")
}

// ask asks what should be asked about a claim, unless that is known.
func (t *talk) ask(c *verification.Claim, m *bot.Message, q verification.Question) error {
	if q != "" {
		return t.open(c.Code, q, false)
	}
	out := t.say(t.T("question.choose"), choices(t.Speaker, c, false, t.by.Language, t.proof(c.Code))...)
	out.Handle, out.ReplyTo = t.claimHandle(c.Code), m.ID
	return nil
}

// questions are buttons for what can be asked about a claim, and the tick that it is about a private person.
func questions(s locale.Speaker, code verification.Code, private bool) [][]bot.Button {
	var rows [][]bot.Button
	for _, q := range verification.Questions {
		word := string(q)
		if private {
			word += withPerson
		}
		rows = append(rows, []bot.Button{{Text: s.T("question." + string(q)), Data: callback.Data(callback.Question, code, word)}})
	}
	return append(rows, personRow(s, code, private))
}

// claimHandle names the message about a claim in its asker's chat. It has no name where nothing may be kept that tells who
// asked: it is then answered by new messages, rather than changed.
func (t *talk) claimHandle(code verification.Code) string {
	if t.Desk.Policy().SealAskers {
		return ""
	}
	return "claim." + string(code)
}

// choose asks a question about a claim, unless others asked just that meanwhile.
func (t *talk) choose(code verification.Code, q verification.Question, private bool) error {
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
		text, rows := joined(t.Speaker, r, t.Desk.Policy().SealAskers)
		t.show(t.claimHandle(code), text, rows...)
		t.told(r)
		return nil
	}
	return t.open(code, q, private)
}

// open opens a claim and gives its code. Who somebody is, is not asked about just anybody: see identity.go.
func (t *talk) open(code verification.Code, q verification.Question, private bool) error {
	if q == verification.Identity {
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
func (t *talk) taken(c *verification.Claim) {
	_, asks := c.Asker(t.by.ID)
	switch {
	case !asks, c.Status == verification.StatusStopped, c.Status == verification.StatusRefused, c.Status == verification.StatusScreening:
		t.show(t.claimHandle(c.Code), t.statusFor(t.ctx, t.Speaker, c, t.by.ID))
		return
	}
	text, rows := taken(t.Speaker, c, t.by.Language, t.progress(t.ctx, c), t.proof(c.Code))
	t.show(t.claimHandle(c.Code), text, rows...)
}

// taken tells who asked that their claim is being checked, with buttons for what it is about while nobody has answered. proof is that
// they asked, where the bot cannot know who did; "" where it does.
func taken(s locale.Speaker, c *verification.Claim, speaks verification.Language, p progress, proof string) (string, [][]bot.Button) {
	text := underway(s, "claim.taken", c, p)
	if proof != "" {
		text += sealedNote(s, c.Code)
	}
	if c.Answered() > 0 || c.Status != verification.StatusOpen {
		return text, nil
	}
	if c.Privacy.Said {
		text += "\n\n" + s.T("claim.private")
	}
	rows := append(sorting(s, c, proof), spoken(s, c, speaks, proof)...)
	if !c.Privacy.Said && proof == "" {
		rows = append(rows, []bot.Button{{Text: s.T("private.tick"), Data: callback.Data(callback.Private, c.Code, "")}})
	}
	return text + "\n\n" + s.T("claim.subject"), rows
}

// progress is what is to be known of a claim that is not in it: whether anybody can be asked about it, and the time.
type progress struct {
	reached bool
	now     time.Time
}

func (h *Handlers) progress(ctx context.Context, c *verification.Claim) progress {
	return progress{reached: h.Desk.Reached(ctx, c), now: h.Clock.Now()}
}

// statusFor says what somebody who has the code of a claim may know of it.
func (h *Handlers) statusFor(ctx context.Context, s locale.Speaker, c *verification.Claim, by verification.PersonID) string {
	p := progress{now: h.Clock.Now()}
	if c.Status == verification.StatusOpen { // of no other it is said whether anybody can be asked
		p = h.progress(ctx, c)
	}
	return status(s, c, by, p)
}

// subjects are buttons for all subjects, two in a row, those that are on marked.
func subjects(s locale.Speaker, code verification.Code, verb string, on func(verification.Subject) bool) [][]bot.Button {
	var all []bot.Button
	for _, about := range verification.Subjects {
		all = append(all, bot.Button{Text: mark(on(about)) + s.T("subject."+string(about)), Data: callback.Data(verb, code, string(about))})
	}
	return inRows(all, 2)
}

func mark(on bool) string {
	if on {
		return "✓ "
	}
	return ""
}

func inRows(all []bot.Button, n int) [][]bot.Button {
	var rows [][]bot.Button
	for i := 0; i < len(all); i += n {
		rows = append(rows, all[i:min(i+n, len(all))])
	}
	return rows
}

func (t *talk) status(m *bot.Message) error {
	return t.aboutClaim(m, "/status K7Q-2MX", func(code verification.Code, _ string) error {
		return t.tell(code)
	})
}

// tell says what is known of a claim: in a group only what everybody may know.
func (t *talk) tell(code verification.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	reader := t.by.ID
	if t.chat != t.id {
		reader = ""
	}
	said := t.say(t.statusFor(t.ctx, t.Speaker, c, reader), cardRow(t.Speaker, c.Public())...)
	if c.Out() && c.AskedBy(reader) { // so that a correction is called one
		said.News = &bot.News{Subject: "claim." + string(c.Code), Version: versionOf(c)}
	}
	return nil
}

// status says what somebody who has the code of a claim may know of it.
func status(s locale.Speaker, c *verification.Claim, by verification.PersonID, p progress) string {
	a, asks := c.Asker(by)
	if !asks {
		if text, said := unspecific(s, c); said {
			return text
		}
	}
	switch c.Status {
	case verification.StatusReceived:
		return s.T("status.received", "Code", c.Code)
	case verification.StatusOpen:
		text := underway(s, "status.open", c, p)
		if c.Standing() {
			text += "\n⏸ " + s.T("status.standing")
		}
		if c.Withheld != "" {
			text += "\n" + s.T("withheld."+string(c.Withheld))
		}
		return text
	case verification.StatusDecided:
		return s.T("status.decided", "Code", c.Code)
	case verification.StatusStopped:
		return s.T("claim.stopped."+string(c.Stopped), "Code", c.Code)
	case verification.StatusScreening:
		if a.Via != "" {
			return s.T("status.pending", "Code", c.Code) // somebody else wrote who showed the person
		}
		return s.T("claim.screening", "Code", c.Code, "Where", c.ShownBy.Mask())
	case verification.StatusRefused:
		return refused(s, c.RefusedFor)
	case verification.StatusLapsed:
		return s.T("claim.lapsed")
	case verification.StatusMerged:
		return s.T("result.merged", "Code", c.Code, "Into", c.Into)
	}
	return result(s, c.PublicTo(a, asks))
}

// unspecific is what everybody may know of a claim of which no result was ever out: whether there may still be one. How far it
// is, what it is stopped for and when it ends would tell what it is about, that a name is about to go out, and to the minute when
// somebody asked. That a result which was out is looked at once more is no secret.
func unspecific(s locale.Speaker, c *verification.Claim) (text string, said bool) {
	switch c.Status {
	case verification.StatusOpen, verification.StatusDecided:
		return s.T("status.pending", "Code", c.Code), c.OutAt.IsZero()
	case verification.StatusReceived, verification.StatusScreening, verification.StatusStopped:
		return s.T("status.pending", "Code", c.Code), true
	case verification.StatusRefused, verification.StatusLapsed:
		return s.T("status.unchecked", "Code", c.Code), true
	case verification.StatusTakenDown:
		return s.T("status.unchecked", "Code", c.Code), !c.Out()
	default:
		return "", false
	}
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
		line := headline(t.Speaker, r)
		if r.Status.Ended() {
			line = digestLine(t.Speaker, r)
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
