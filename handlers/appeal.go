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
func (s citizen) appeal(m *bot.Message) error {
	return s.aboutClaim(m, "/appeal K7Q-2MX", func(code claim.Code, words string) error {
		c, err := s.Desk.Claim(s.ctx, code)
		if err != nil {
			return err
		}
		if !s.objectable(c) {
			return claim.NotOpen
		}
		if err := s.doing(claim.Doing{What: doingAppeal, Code: code, Extra: " " + words}); err != nil {
			return err
		}
		s.say(s.T("appeal.who", "Code", code),
			[]bot.Button{{Text: s.T("appeal.me"), Data: callback.Data(callback.Appeal, code, aboutMe)}},
			[]bot.Button{{Text: s.T("appeal.other"), Data: callback.Data(callback.Appeal, code, aboutOther)}},
		).MessageKey = "appeal." + string(code)
		return nil
	})
}

// appealPressed takes whether it is about who objects; what they wrote with the command is their objection.
func (s citizen) appealPressed(code claim.Code, who string) error {
	if who != aboutMe && who != aboutOther {
		return claim.BadAnswer
	}
	words := ""
	if d := s.by.Doing; d.What == doingAppeal && d.Code == code && strings.HasPrefix(d.Extra, " ") {
		words = strings.TrimSpace(d.Extra)
	}
	if words == "" {
		if err := s.doing(claim.Doing{What: doingAppeal, Code: code, Extra: who}); err != nil {
			return err
		}
		s.show("appeal."+string(code), s.T("appeal.write", "Code", code), []bot.Button{view.Button(s.Speaker, "cancel", callback.Cancel, code)})
		return nil
	}
	if err := s.leaveOff(); err != nil {
		return err
	}
	return s.object(code, words, who == aboutMe)
}

// objectable reports whether the person may object: to a result that is or was out, or to the withdrawal of what they asked. By
// nothing else do they learn what became of a claim.
func (s citizen) objectable(c *claim.Claim) bool {
	switch c.Status {
	case claim.StatusPublished, claim.StatusTakenDown:
		return c.Out() || c.RequestedBy(s.by.ID)
	default:
		return false
	}
}

func (s citizen) object(code claim.Code, words string, concerned bool) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if !s.objectable(c) {
		return claim.NotOpen
	}
	if _, err := s.Desk.Appeal(s.ctx, s.cause, s.by, address(s.chat), code, moderation.Foreign(words), concerned); err != nil {
		return err
	}
	s.say(s.T("appeal.taken", "Code", code))
	return nil
}

// takedowns shows the public log of what was withdrawn.
func (s citizen) takedowns(*bot.Message) error {
	const shown = 20
	list, err := s.Desk.Takedowns(s.ctx, shown)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		s.say(s.T("takedowns.none"))
		return nil
	}
	s.say(view.Takedowns(s.Speaker, list))
	return nil
}
