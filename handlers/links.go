package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// byLink are the commands that a link may give: they show something, and change nothing.
var byLink = map[string]func(s *session, code claim.Code) error{
	"status": as(citizen.tell), "review": as(reviewer.reviewOf), "why": as(reviewer.reasons), "card": as(citizen.cardOf), "relay": as(citizen.relayOf), "bulletin": as(citizen.bulletinOf),
}

// start greets; with the word of an invitation it makes the person a volunteer.
func (s *session) start(m *bot.Message) error {
	if token := m.Command.Args; token != "" {
		if done, err := s.opened(token); done {
			return err
		}
		p, err := s.Desk.Join(s.ctx, s.cause, s.by.ID, token)
		if err != nil {
			return err
		}
		s.by = p
		s.say(s.T("start." + string(p.Role)))
		s.volunteer().showProfile() //nolint:errcheck // shows what was just set
		return nil
	}
	s.say(s.T("start"))
	return nil
}

// opened answers a link to a result: /start CODE and /start card_CODE.
func (s *session) opened(word string) (done bool, err error) {
	if done, err := s.linked(word); done {
		return true, err
	}
	bare, wantsCard := strings.CutPrefix(word, view.StartCard)
	code, ok := claim.ParseCode(bare)
	if !ok || len(bare) > len("K7Q-2MX") {
		return false, nil
	}
	if wantsCard {
		return true, s.citizen().cardOf(code)
	}
	return true, s.citizen().tell(code)
}

// linked does what a link says: /start COMMAND_CODE.
func (s *session) linked(word string) (done bool, err error) {
	name, bare, _ := strings.Cut(word, "_")
	code, ok := claim.ParseCode(bare)
	do := byLink[name]
	if !ok || len(bare) != len(input.ExampleCode) || do == nil {
		return false, nil
	}
	s.subject = code
	return true, do(s, code)
}
