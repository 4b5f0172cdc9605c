package demo

import (
	"strings"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/claim"
)

// rumour: a claim that is false.
func (s *stage) rumour(c *cast) error {
	s.scene("Beside it, a rumour about troops")
	p := c.citizens[0]
	code, err := s.submit(p, troops)
	if err != nil {
		return err
	}
	label := s.text(claim.Russian, "answer.false")
	err = s.answering(c, code, func(v person, ask telegramtest.Message) (bool, error) {
		s.acts(v.name, "["+label+"]")
		v.Presses(ask, label)
		return true, nil
	})
	if err != nil {
		return err
	}
	if err := s.approve(c, code, 1); err != nil {
		return err
	}
	ok := true
	for i, g := range c.channels {
		m, err := s.waitIn(c.owners[i].User, g, telegramtest.Containing(code))
		if err != nil {
			return err
		}
		if i == 0 {
			s.hears("«Ала-Тоо кабарлары»", m)
		}
		ok = ok && strings.Contains(m.Text, s.text([]claim.Language{claim.Kyrgyz, claim.Russian}[i], "result.truth.false"))
	}
	_, err = s.wait(p.User, telegramtest.Containing(code, s.text(p.language, "result.truth.false")))
	s.expect("troops: published as false in two channels, the asker told", ok && err == nil)
	s.rumourIs = code
	return nil
}
