package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/claim"
)

// pianist: a man on television is recognised.
func (s *stage) pianist(c *cast) error {
	s.scene("9 January 2022: state television shows a man who “confesses”")
	var asked []string
	for _, p := range c.citizens {
		s.acts(p.name, "forwards a video of the channel «Мемлекеттік арна»")
		p.Forwards(telegramtest.FromChannel(channel), confession, telegramtest.Video(""))
		q, err := s.wait(p.User, telegramtest.WithButton(s.text(p.language, "question.identity")))
		if err != nil {
			return err
		}
		s.hears(p.name, q)
		s.acts(p.name, "["+s.text(p.language, "question.identity")+"]")
		p.Presses(q, s.text(p.language, "question.identity"))
		taken, err := s.sayWhoShowed(p)
		if err != nil {
			return err
		}
		asked = append(asked, codes.FindString(taken.Text))
		if len(asked) == 1 {
			continue
		}
		if err := s.merge(c, asked[len(asked)-1], asked[0]); err != nil {
			return err
		}
	}
	code := asked[0]
	if err := s.confirmShown(c, code); err != nil {
		return err
	}
	s.scene("Volunteers who can know are asked; first they propose, unseen by each other")
	names := []string{"Викрам Рузахунов", "Vikram Ruzakhunov", "Рузахунов Викрам"}
	n := 0
	err := s.answering(c, code, func(v person, ask telegramtest.Message) (bool, error) {
		ru := v.language
		if b, ok := ask.Button("1. "); ok {
			s.acts(v.name, "["+b.Text+"]")
			v.Presses(ask, "1. ")
			return true, nil
		}
		name := names[n%len(names)]
		n++
		s.acts(v.name, "["+s.text(ru, "button.answer")+"] "+name)
		v.Presses(ask, s.text(ru, "button.answer"))
		if _, err := s.wait(v.User, telegramtest.WithButton(s.text(ru, "button.cancel"))); err != nil {
			return false, err
		}
		v.Says(name)
		if n == 1 {
			if err := s.addEvidence(v, "https://www.youtube.com/watch?v=jazz-bishkek-2019"); err != nil {
				return false, err
			}
		}
		// A name needs two kinds of evidence, one of them public material from before.
		if how := map[int]claim.EvidenceBasis{1: claim.SawEarlier, 2: claim.KnowsPerson}[n]; how != "" {
			return true, s.tellHow(v, how)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	s.scene("Two reviewers who did not vote look it over; a name waits even then")
	if err := s.noteTried(c, code); err != nil {
		return err
	}
	if err := s.approve(c, code, 2); err != nil {
		return err
	}
	s.line("   … two hours pass in which any reviewer can stop it: the proposals came all at once …")
	s.clock.Advance(121 * time.Minute)
	return s.published(c, code, "Викрам Рузахунов", len(c.citizens), "identity: named, by two reviewers, after the hold")
}

// sayWhoShowed has somebody who asks who a person is say by whom they were shown in public: without that nobody is asked.
func (s *stage) sayWhoShowed(p person) (taken telegramtest.Message, err error) {
	media := s.text(p.language, "shown.media")
	choose, err := s.wait(p.User, telegramtest.WithButton(media))
	if err != nil {
		return taken, err
	}
	s.hears(p.name, choose)
	s.acts(p.name, "["+media+"]")
	p.Presses(choose, media)
	where, err := s.wait(p.User, telegramtest.WithButton(channel))
	if err != nil {
		return taken, err
	}
	s.hears(p.name, where)
	b, _ := where.Button(channel)
	s.acts(p.name, "["+b.Text+"]")
	p.Presses(where, channel)
	taken, err = s.wait(p.User, func(m telegramtest.Message) bool { return codes.MatchString(m.Text) })
	if err == nil {
		s.hears(p.name, taken)
	}
	return taken, err
}

// confirmShown has volunteers confirm that the person was shown in public.
func (s *stage) confirmShown(c *cast, code string) error {
	s.scene("First, two volunteers look whether the man was really shown in public")
	confirmed := 0
	for _, v := range c.volunteers {
		label := s.text(v.language, "answer.shown")
		ask, ok := cardOf(v, code)
		if _, screens := ask.Button(label); !ok || !screens || confirmed == 2 {
			continue
		}
		if confirmed == 0 {
			s.hears(v.name, ask)
		}
		s.acts(v.name, "["+label+"]")
		v.Presses(ask, label)
		confirmed++
		if err := s.settle(); err != nil {
			return err
		}
	}
	if confirmed < 2 {
		return fmt.Errorf("only %d volunteers were asked whether the person was shown", confirmed)
	}
	return nil
}

// noteTried has a reviewer note that the person was tried first: he is held, and cannot be reached.
func (s *stage) noteTried(c *cast, code string) error {
	r := c.reviewers[0]
	label := s.text(r.language, "tried.not_reached")
	card, err := s.wait(r.User, func(m telegramtest.Message) bool {
		_, ok := m.Button(label)
		return ok && strings.Contains(m.Text, code)
	})
	if err != nil {
		return err
	}
	s.acts(r.name, "["+label+"]")
	r.Presses(card, label)
	return s.settle()
}

// addEvidence waits for the card that shows the answer, and adds a link.
func (s *stage) addEvidence(v person, link string) error {
	card, err := s.wait(v.User, telegramtest.WithButton(s.text(v.language, "button.evidence")))
	if err != nil {
		return err
	}
	v.Presses(card, s.text(v.language, "button.evidence"))
	if _, err := s.wait(v.User, telegramtest.WithButton(s.text(v.language, "button.cancel"))); err != nil {
		return err
	}
	s.acts(v.name, "["+s.text(v.language, "button.evidence")+"] "+link)
	v.Says(link)
	_, err = s.wait(v.User, telegramtest.Containing(s.text(v.language, "evidence.taken")))
	return err
}

// tellHow says how a volunteer knows what they answered.
func (s *stage) tellHow(v person, how claim.EvidenceBasis) error {
	button, choice := s.text(v.language, "button.knowing"), s.text(v.language, "knowing."+string(how))
	var card telegramtest.Message
	for _, m := range v.Inbox() { // the card came with the answer, and may have been seen since
		if _, ok := m.Button(button); ok {
			card = m
		}
	}
	if card.ID == 0 {
		var err error
		if card, err = s.wait(v.User, telegramtest.WithButton(button)); err != nil {
			return err
		}
	}
	v.Presses(card, button)
	choices, err := s.wait(v.User, telegramtest.WithButton(choice))
	if err != nil {
		return err
	}
	s.acts(v.name, "["+button+"] ["+choice+"]")
	v.Presses(choices, choice)
	return nil
}

// merge has a reviewer join a claim to the one that asks the same.
func (s *stage) merge(c *cast, code, into string) error {
	r := c.reviewers[0]
	s.acts(r.name, "/merge "+code+" "+into)
	r.Says("/merge " + code + " " + into)
	if err := s.confirm(c.reviewers[1], code); err != nil {
		return err
	}
	m, err := s.wait(c.reviewers[1].User, telegramtest.Containing(code, into))
	if err != nil {
		return err
	}
	s.hears(c.reviewers[1].name, m)
	return nil
}

// confirm has a second reviewer confirm what another one proposes of a claim.
func (s *stage) confirm(r person, code string) error {
	button := s.text(r.language, "propose.confirm")
	card, err := s.wait(r.User, func(m telegramtest.Message) bool {
		_, there := m.Button(button)
		return there && strings.Contains(m.Text, code)
	})
	if err != nil {
		return err
	}
	s.acts(r.name, "["+button+"] "+code)
	r.Presses(card, button)
	return nil
}
