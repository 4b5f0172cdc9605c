package demo

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/rastau/rastau/bot/telegramtest"
)

var codes = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}`)

// submit has a citizen ask whether a text is true, and gives the claim's code.
func (s *stage) submit(p person, text string) (string, error) {
	s.acts(p.name, "forwards: "+text)
	p.Forwards(telegramtest.FromHidden("Друг"), text)
	label := s.text(p.language, "question.truth")
	ask, err := s.wait(p.User, telegramtest.WithButton(label))
	if err != nil {
		return "", err
	}
	s.acts(p.name, "["+label+"]")
	p.Presses(ask, label)
	taken, err := s.wait(p.User, func(m telegramtest.Message) bool { return codes.MatchString(m.Text) })
	return codes.FindString(taken.Text), err
}

// answering has the volunteers who are asked about a claim answer, one after another, until it is decided or nobody is
// left to ask. do tells whether the volunteer answered.
func (s *stage) answering(c *cast, code string, do func(v person, ask telegramtest.Message) (bool, error)) error {
	answered := map[string]bool{}
	for shown := false; ; {
		progress := false
		for _, v := range c.volunteers {
			ask, ok := cardOf(v, code)
			if answered[v.name] || !ok {
				continue
			}
			if !shown {
				s.hears(v.name, ask)
				shown = true
			}
			done, err := do(v, ask)
			if err != nil {
				return err
			}
			answered[v.name], progress = true, progress || done
			if err := s.settle(); err != nil {
				return err
			}
			if decided(c, code) {
				s.line("   %s", s.paint("2", fmt.Sprintf("decided after %d answers; the reviewers are called", len(answered))))
				return nil
			}
		}
		if !progress {
			return nil
		}
	}
}

// cardOf finds the question about a claim in somebody's chat, if it still has answers to press.
func cardOf(v person, code string) (telegramtest.Message, bool) {
	for _, m := range slices.Backward(v.Inbox()) {
		if strings.Contains(m.Text, code) && len(m.Buttons) > 1 && m.Edits == 0 {
			return m, true
		}
	}
	return telegramtest.Message{}, false
}

func decided(c *cast, code string) bool {
	for _, m := range c.reviewers[0].Inbox() {
		if strings.Contains(m.Text, code) && len(m.Buttons) > 0 {
			return true
		}
	}
	return false
}

// approve has reviewers approve a verdict.
func (s *stage) approve(c *cast, code string, n int) error {
	for i, r := range c.reviewers[:n] {
		label := s.text(r.language, "review.approve")
		card, err := s.wait(r.User, func(m telegramtest.Message) bool {
			_, ok := m.Button(label)
			return ok && strings.Contains(m.Text, code)
		})
		if err != nil {
			return err
		}
		if i == 0 {
			s.hears(r.name, card)
		}
		s.acts(r.name, "["+label+"]")
		r.Presses(card, label)
		if _, err := s.wait(r.User, telegramtest.Containing(code)); err != nil {
			return err
		}
	}
	return nil
}

// published waits for a result in both channels and with everybody who asked.
func (s *stage) published(c *cast, code, words string, askers int, outcome string) error {
	ok := true
	for i, g := range c.channels {
		m, err := s.waitIn(c.owners[i].User, g, telegramtest.Containing(code))
		if err != nil {
			return err
		}
		s.hears([]string{"«Ала-Тоо кабарлары»", "«Хроника без слухов»"}[i], m)
		ok = ok && strings.Contains(m.Text, words)
	}
	told := 0
	for _, p := range c.citizens[:askers] {
		if _, err := s.wait(p.User, telegramtest.Containing(words)); err == nil {
			told++
		}
	}
	s.line("   %s", s.paint("2", fmt.Sprintf("%d people who asked are told, each in their language", told)))
	s.expect(outcome, ok && told == askers)
	return nil
}
