package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
)

// keyPrefix begins a public key as text.
const keyPrefix = "RSTK1:"

// before: people say where they are, link their phones and keep the key, while they still can.
func (s *shutdown) before() (err error) {
	if s.cast, err = s.assemble(); err != nil {
		return err
	}
	s.local, s.abroad = s.volunteers[:6], s.volunteers[6:]
	s.scene("5 January 2022: mobile data failed yesterday, so people get ready")
	for i, p := range append(append([]person{}, s.local...), s.citizens[0], s.citizens[2]) {
		label := s.text(p.language, "region."+string(claim.Almaty))
		p.Says("/region")
		choose, err := s.wait(p.User, telegramtest.WithButton(label))
		if err != nil {
			return err
		}
		p.Presses(choose, label)
		if i == 0 {
			s.acts(p.name, "/region → ["+label+"]")
			s.note("so do five more volunteers and two citizens. That is kept sealed; counted is only how many of a region write")
		}
		if err := s.settle(); err != nil {
			return err
		}
	}
	for i, v := range s.local {
		if err := s.link(v, fmt.Sprintf("+7705111220%d", i), i == 0); err != nil {
			return err
		}
	}
	s.note("so do the five others")
	if err := s.givesKey(s.citizens[1]); err != nil {
		return err
	}

	s.scene("The last three hours: one result is out, three questions are not")
	if s.troops, err = s.submit(s.citizens[0], troops); err != nil {
		return err
	}
	if err := s.decide(s.troops, "false", s.volunteers...); err != nil {
		return err
	}
	if err := s.approves(s.troops); err != nil {
		return err
	}
	m, err := s.wait(s.citizens[0].User, telegramtest.Containing(s.troops, s.text(claim.Kazakh, "result.truth.false")))
	if err != nil {
		return err
	}
	s.hears(s.citizens[0].name, m)
	if s.banks, err = s.submit(s.citizens[2], banks); err != nil {
		return err
	}
	if err := s.alsoAsks(s.citizens[0], banks); err != nil {
		return err
	}
	if err := s.decide(s.banks, "false", s.volunteers...); err != nil {
		return err
	}
	if err := s.pass(lineDies.Add(-30 * time.Minute)); err != nil {
		return err
	}
	if s.fire, err = s.submit(s.citizens[0], fire); err != nil {
		return err
	}
	if s.train, err = s.submit(s.citizens[2], train); err != nil {
		return err
	}
	if err := s.pass(lineDies.Add(-2 * time.Minute)); err != nil {
		return err
	}
	for _, code := range []string{s.fire, s.train} {
		c, err := s.claim(code)
		if err != nil {
			return err
		}
		here := 0
		for _, v := range s.local {
			if _, asked := c.Asked[s.id(v)]; asked {
				here++
			}
		}
		s.dueBy[code] = c.Deadline
		s.note("%s is due by %s; %d volunteers were asked, %d of them in Almaty", code, clock(c.Deadline), len(c.Asked), here)
	}
	if s.pinned, err = s.takes(); err != nil {
		return err
	}
	s.note("bulletin %d is printed and pinned up: %s", s.pinned.Bulletin.Number, oneLine(s.pinned.Bulletin))
	return nil
}

// link makes a number a volunteer's.
func (s *shutdown) link(v person, number string, shown bool) error {
	s.numbers[v.name] = number
	v.Says("/sms")
	how, err := s.wait(v.User, telegramtest.Containing("RASTAU LINK "))
	if err != nil {
		return err
	}
	_, word, _ := strings.Cut(how.Text, "RASTAU LINK ")
	word = strings.Fields(word)[0]
	answers, err := s.byText(number, "RASTAU LINK "+word, s.clock.Now())
	if err != nil {
		return err
	}
	if len(answers) != 1 {
		return fmt.Errorf("%d answers to a word that links", len(answers))
	}
	if shown {
		s.acts(v.name, "/sms, and by SMS: RASTAU LINK "+word)
		s.textedTo(v.name, answers[0])
	}
	return nil
}

// givesKey has somebody ask for the public key, and keep it.
func (s *shutdown) givesKey(p person) error {
	s.acts(p.name, "/key")
	p.Says("/key")
	m, err := s.wait(p.User, telegramtest.Containing(keyPrefix))
	if err != nil {
		return err
	}
	_, after, _ := strings.Cut(m.Text, keyPrefix)
	key, _, _ := strings.Cut(keyPrefix+after, "\n")
	s.note("%s writes the key down: %s", p.name, key)
	s.ring, err = bulletin.ParseKeyring(key)
	return err
}

// decide has volunteers answer until the reviewers are called.
func (s *shutdown) decide(code, answer string, who ...person) error {
	for _, v := range who {
		if decided(s.cast, code) {
			break
		}
		if ask, ok := cardOf(v, code); ok {
			v.Presses(ask, s.text(claim.Russian, "answer."+answer))
			if err := s.settle(); err != nil {
				return err
			}
		}
	}
	c, err := s.claim(code)
	if err != nil {
		return err
	}
	s.note("%d volunteers: [%s] %s; the reviewers are called", len(c.Votes), s.text(claim.Russian, "answer."+answer), code)
	return nil
}

// alsoAsks has somebody ask what is being checked already.
func (s *shutdown) alsoAsks(p person, what string) error {
	s.acts(p.name, "forwards: "+what)
	p.Forwards(telegramtest.FromHidden("Друг"), what)
	m, err := s.wait(p.User, telegramtest.Containing(s.banks))
	if err == nil {
		s.hears(p.name, m)
	}
	return err
}

// clock writes a time as people read it.
func clock(at time.Time) string { return at.UTC().Format("2 Jan 15:04") }

// oneLine is what a bulletin says, for the audience.
func oneLine(b bulletin.Bulletin) string {
	var items []string
	for _, it := range b.Items {
		items = append(items, fmt.Sprintf("%s-%s v%d %s", it.Code[:3], it.Code[3:], it.Version, it.Verdict))
	}
	return strings.Join(items, ", ")
}
