package demo

import (
	"strings"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/claim"
)

// correction: a result turns out wrong in part, and everybody who saw it hears.
func (s *stage) correction(c *cast) error {
	s.scene("A correction follows: some troops did land, on 6 January")
	r, code := c.reviewers[1], s.rumourIs
	command := "/correct " + code + " misleading | 2,500 CSTO peacekeepers did land, not 20,000 paratroopers."
	s.acts(r.name, command)
	r.Says(command)
	if err := s.confirm(c.reviewers[0], code); err != nil {
		return err
	}
	ok := true
	for i, g := range c.channels {
		l := []claim.Language{claim.Kyrgyz, claim.Russian}[i]
		edited, err := s.waitIn(c.owners[i].User, g, func(m telegramtest.Message) bool { return m.Edits > 0 && strings.Contains(m.Text, code) })
		if err != nil {
			return err
		}
		reply, err := s.waitIn(c.owners[i].User, g, telegramtest.Containing(code, s.text(l, "result.correction")))
		if err != nil {
			return err
		}
		if i == 1 {
			s.hears("«Хроника без слухов», in reply to the first message, which is edited too", reply)
		}
		ok = ok && reply.ReplyTo == edited.ID && strings.Contains(edited.Text, s.text(l, "result.truth.misleading"))
	}
	p := c.citizens[0]
	_, err := s.wait(p.User, telegramtest.Containing(code, s.text(p.language, "result.correction")))
	s.expect("correction: edited and answered in both channels, the asker told", ok && err == nil)
	return nil
}
