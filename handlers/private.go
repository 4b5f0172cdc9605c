package handlers

import (
	"context"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/phrase"
)

// Things that a person can be about to write; kept in [claim.Doing].
const (
	doingProposal   = "proposal"
	doingEvidence   = "evidence"
	doingHold       = "hold"
	doingNamed      = "named"
	doingWithdrawal = "withdrawal" // Extra: what the reviewer wrote; nothing more is to be written
	doingShown      = "shown"      // Extra: who showed the person
	doingAppeal     = "appeal"     // Extra: me or other; before that is chosen, what was written already
)

// commands are what can be written in a private chat.
var commands = map[string]func(t *talk, m *bot.Message) error{
	"start": (*talk).start, "language": (*talk).language, "help": (*talk).help,
	"status": (*talk).status, "mine": (*talk).mine, "forget": (*talk).forget, "check": (*talk).checkHere,
	"appeal": (*talk).appeal, "takedowns": (*talk).takedowns, "panic": (*talk).panics,
	"successors": (*talk).successors, "mirrors": (*talk).successors,
	"bulletin": (*talk).bulletin, "key": (*talk).key,
	"vote": (*talk).vote, "next": (*talk).next, "skip": (*talk).skip, "pause": (*talk).pause, "resume": (*talk).resume,
	"me": (*talk).me, "leave": (*talk).leave,
	"review": (*talk).review, "approve": (*talk).approve, "hold": (*talk).hold, "correct": (*talk).correct,
	"reopen": (*talk).reopen, "takedown": (*talk).takeDown, "merge": (*talk).merge, "split": (*talk).split,
	"why": (*talk).why, "groups": (*talk).groups, "known": (*talk).known, "release": (*talk).release,
	"card": (*talk).card, "sms": (*talk).sms, "relay": (*talk).relay, "picture": (*talk).picture,
	"private": (*talk).aboutPerson, "official": (*talk).official, "named": (*talk).named, "protect": (*talk).protect, "place": (*talk).place,
	"tried": (*talk).tried, "subject": (*talk).sort, "custody": (*talk).custody, "reply": (*talk).replyTo,
	"region": (*talk).region, "blackout": (*talk).blackout,
	"invite": (*talk).invite, "ban": (*talk).ban, "unban": (*talk).unban, "stats": (*talk).stats,
}

// private answers a message in a private chat.
func (h *Handlers) private(ctx context.Context, u bot.Update) error {
	m := u.Message
	t, ok, err := h.begin(ctx, u, *m.From, m.Chat)
	if !ok {
		return err
	}
	if m.Edited {
		if input.Clean(m.Text) != "" { // Telegram says of a live location, too, that it is edited
			t.say(t.T("edited")).Key = "edited." + string(t.by.ID) + "." + strconv.Itoa(m.ID) // once of each message
		}
		return t.end(nil)
	}
	if m.Command != nil {
		if err := t.leaveOff(); err != nil {
			return err
		}
		do, known := commands[m.Command.Name]
		if !known || (operatorsOnly[m.Command.Name] && !h.isOperator(t.id)) {
			t.say(t.T("command.unknown"))
			return t.end(nil)
		}
		return t.end(do(t, m))
	}
	if t.by.Doing.What == doingWithdrawal { // buttons go on with that, no message does
		if err := t.leaveOff(); err != nil {
			return err
		}
	}
	switch {
	case t.by.Doing.What != "":
		return t.end(t.written(m))
	case m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.IsBot && t.by.Role != claim.Citizen:
		if code, ok := input.CodeIn(m.ReplyTo.Text); ok {
			return t.end(t.reply(m, code))
		}
	}
	if done, err := t.typed(m); done || err != nil {
		return t.end(err)
	}
	return t.end(t.claim(m))
}

// leaveOff forgets what the person was about to write: a command means something else.
func (t *talk) leaveOff() error {
	if t.by.Doing.What == "" {
		return nil
	}
	return t.doing(claim.Doing{})
}

func (t *talk) doing(d claim.Doing) (err error) {
	t.by, err = t.Desk.SetPerson(t.ctx, t.by.ID, func(p *claim.Person) { p.Doing = d })
	return err
}

// written takes what the person was asked to write.
func (t *talk) written(m *bot.Message) error {
	doing := t.by.Doing
	if doing.What != doingEvidence && !m.Own() { // what others wrote shows something, but is nobody's answer or reason
		t.say(t.T("own_words", "Cancel", t.T("button.cancel")), []bot.Button{view.Button(t.Speaker, "cancel", callback.Cancel, doing.Code)})
		return nil
	}
	content, said := t.contentOf(m), input.Clean(m.Text)
	if m.Comment != nil {
		said = strings.TrimSpace(input.Clean(saidIn(m.Comment)) + "\n" + said)
	}
	if content.Text == "" && len(content.Media) == 0 && len(content.Links) == 0 {
		return claim.Empty
	}
	var err error
	switch doing.What {
	case doingProposal:
		err = t.answer(doing.Code, claim.Reply{Text: content.Text, At: t.sent})
	case doingEvidence:
		err = t.evidence(doing.Code, said, content)
	case doingHold:
		err = t.holdFor(doing.Code, said)
	case doingNamed:
		err = t.notedNamed(doing.Code, content.Text)
	case doingShown:
		err = t.shownBy(doing.Code, claim.Shown(doing.Extra), content.Text)
	case doingAppeal:
		err = t.appealWritten(doing.Code, doing.Extra, said)
	}
	refusal, refused := claim.RefusalOf(err)
	if err != nil && !refused {
		return err
	}
	switch refusal {
	case claim.SayWhere, claim.Accusing, claim.Locating, claim.NameOnly, claim.HiddenData:
		return err // they can write it anew
	}
	// Only now: should this be tried again, it is still known what the message was for.
	if e := t.doing(claim.Doing{}); e != nil {
		return e
	}
	return err
}

// reply takes a reply to a question as the answer to it, or as evidence when that was given.
func (t *talk) reply(m *bot.Message, code claim.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if _, asked := c.Asked[t.by.ID]; !asked {
		return t.claim(m)
	}
	if phrase.Asks(m.Text) && len(m.Media) == 0 {
		return t.tell(code)
	}
	content := t.contentOf(m)
	if _, voted := c.Votes[t.by.ID]; voted {
		return t.evidence(code, input.Clean(m.Text), content)
	}
	if !m.Own() {
		return t.claim(m)
	}
	if c.Question.Open() {
		return t.answer(code, claim.Reply{Text: content.Text, At: t.sent})
	}
	choice, _ := input.SplitAnswer(input.Clean(m.Text))
	return t.answer(code, claim.Reply{Choice: choice, At: t.sent})
}

// aboutClaim does what a command says about the claim whose code it begins with.
func (t *talk) aboutClaim(m *bot.Message, example string, do func(code claim.Code, rest string) error) error {
	code, rest, ok := input.CodeArg(m.Command.Args)
	switch {
	case ok:
		t.subject = code
		return do(code, input.Clean(rest))
	case m.Command.Args == "":
		return t.usage(example)
	}
	return claim.NotFound
}

func (t *talk) usage(example string) error {
	t.say(t.T("command.usage", "Example", example))
	return nil
}
