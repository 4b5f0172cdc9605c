package handlers

import (
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// operatorsOnly are the commands that nobody else is told of.
var operatorsOnly = map[string]bool{"invite": true, "ban": true, "stats": true}

const (
	mostUses = 500
	mostDays = 90
)

// invite is /invite [verifier|reviewer] [uses] [days].
func (t *talk) invite(m *bot.Message) error {
	role, uses, days := claim.Verifier, 1, 7
	numbers := []*int{&uses, &days}
	for word := range strings.FieldsSeq(m.Command.Args) {
		n, err := strconv.Atoi(word)
		switch {
		case word == string(claim.Verifier) || word == string(claim.Reviewer):
			role = claim.Role(word)
		case err == nil && len(numbers) > 0:
			*numbers[0], numbers = n, numbers[1:]
		default:
			return t.usage("/invite verifier 5 7")
		}
	}
	if uses < 1 || uses > mostUses || days < 1 || days > mostDays {
		return t.usage("/invite verifier 5 7")
	}
	i, err := t.Desk.Invite(t.ctx, t.cause, t.by.ID, role, uses, time.Duration(days)*24*time.Hour)
	if err != nil {
		return err
	}
	key := "invite.made"
	if uses > 1 {
		key = "invite.made.many"
	}
	t.say(t.T(key, "Uses", uses, "Role", t.T("invite."+string(role)), "Expires", t.Time(i.Expires),
		"Link", locale.HTML("https://t.me/"+t.BotName+"?start="+i.Token)))
	return nil
}

func (t *talk) stats(*bot.Message) error {
	s, err := t.Desk.Stats(t.ctx)
	if err != nil {
		return err
	}
	var updates, messages int64
	if t.Quarantined != nil {
		if updates, messages, err = t.Quarantined(t.ctx); err != nil {
			return err
		}
	}
	t.say(view.Stats(t.Speaker, s, updates, messages))
	return nil
}
