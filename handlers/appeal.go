package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// Whom an objection is about.
const (
	aboutMe    = "me"
	aboutOther = "other"
)

// appeal is /appeal CODE [words]: anybody can object to a result.
func (t *talk) appeal(m *bot.Message) error {
	return t.aboutClaim(m, "/appeal K7Q-2MX", func(code claim.Code, words string) error {
		c, err := t.Desk.Claim(t.ctx, code)
		if err != nil {
			return err
		}
		if !t.objectable(c) {
			return claim.NotOpen
		}
		if err := t.doing(claim.Doing{What: doingAppeal, Code: code, Extra: " " + words}); err != nil {
			return err
		}
		t.say(t.T("appeal.who", "Code", code),
			[]bot.Button{{Text: t.T("appeal.me"), Data: callback.Data(callback.Appeal, code, aboutMe)}},
			[]bot.Button{{Text: t.T("appeal.other"), Data: callback.Data(callback.Appeal, code, aboutOther)}},
		).Handle = "appeal." + string(code)
		return nil
	})
}

// appealPressed takes whether it is about who objects; what they wrote with the command is their objection.
func (t *talk) appealPressed(code claim.Code, who string) error {
	if who != aboutMe && who != aboutOther {
		return claim.BadAnswer
	}
	words := ""
	if d := t.by.Doing; d.What == doingAppeal && d.Code == code && strings.HasPrefix(d.Extra, " ") {
		words = strings.TrimSpace(d.Extra)
	}
	if words == "" {
		if err := t.doing(claim.Doing{What: doingAppeal, Code: code, Extra: who}); err != nil {
			return err
		}
		t.show("appeal."+string(code), t.T("appeal.write", "Code", code), []bot.Button{view.Button(t.Speaker, "cancel", callback.Cancel, code)})
		return nil
	}
	if err := t.leaveOff(); err != nil {
		return err
	}
	return t.object(code, words, who == aboutMe)
}

// appealWritten takes the objection as it was written after whom it is about was chosen, or instead of choosing.
func (t *talk) appealWritten(code claim.Code, who, words string) error {
	return t.object(code, words, who == aboutMe)
}

// objectable reports whether the person may object: to a result that is or was out, or to the withdrawal of what they asked. By
// nothing else do they learn what became of a claim.
func (t *talk) objectable(c *claim.Claim) bool {
	switch c.Status {
	case claim.StatusPublished, claim.StatusTakenDown:
		return c.Out() || c.RequestedBy(t.by.ID)
	default:
		return false
	}
}

func (t *talk) object(code claim.Code, words string, concerned bool) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !t.objectable(c) {
		return claim.NotOpen
	}
	if _, err := t.Desk.Appeal(t.ctx, t.cause, t.by, address(t.chat), code, moderation.Foreign(words), concerned); err != nil {
		return err
	}
	t.say(t.T("appeal.taken", "Code", code))
	return nil
}

// takedowns shows the public log of what was withdrawn.
func (t *talk) takedowns(*bot.Message) error {
	const shown = 20
	list, err := t.Desk.Takedowns(t.ctx, shown)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		t.say(t.T("takedowns.none"))
		return nil
	}
	t.say(view.Takedowns(t.Speaker, list))
	return nil
}
