package demo

import (
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
)

// nobodyKnows: a claim that is not decided.
func (s *stage) nobodyKnows(c *cast) error {
	s.scene("And one that nobody can know")
	p := c.citizens[2]
	code, err := s.submit(p, internet)
	if err != nil {
		return err
	}
	answers := []string{"answer.unknown", "answer.true", "answer.unproven", "answer.unknown", "answer.unproven"}
	n := 0
	err = s.answering(c, code, func(v person, ask telegramtest.Message) (bool, error) {
		if n == len(answers) {
			return false, nil
		}
		label := s.text(v.language, answers[n])
		n++
		s.acts(v.name, "["+label+"]")
		v.Presses(ask, label)
		return true, nil
	})
	if err != nil {
		return err
	}
	s.line("   … two days pass …")
	s.clock.Advance(49 * time.Hour)
	m, err := s.wait(p.User, telegramtest.Containing(code, s.text(p.language, "result.undecided.few")))
	if err == nil {
		s.hears(p.name, m)
	}
	s.expect("internet: not decided at its deadline, the asker told", err == nil)
	return nil
}
