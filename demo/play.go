// Package demo plays the case that Rastau was made for, in a terminal, by the same code that runs the bot: January 2022,
// state television shows a beaten man who "confesses"; people abroad recognise him.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification"
)

const (
	channel    = "Мемлекеттік арна"
	confession = "Задержанный в Алматы: «Я безработный, мне пообещали деньги за участие в беспорядках, я согласился»."
	troops     = "СРОЧНО! В Алматы высадились 20 тысяч иностранных десантников, они стреляют по всем подряд. Перешлите всем!"
	internet   = "Говорят, завтра в девять утра включат интернет по всей стране, только на три часа."
)

var codes = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}`)

// Play plays. It fails when an outcome is not the expected one.
func Play(ctx context.Context, out io.Writer, headless bool) (err error) {
	began := time.Now()
	s, closeStage, err := open(ctx, out, headless)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStage()) }()
	s.line("%s", s.paint("1", "Rastau · a demonstration. Every message is sent by the real bot, to a Telegram within this process."))
	c, err := s.assemble()
	if err != nil {
		return err
	}
	for _, scene := range []func(*cast) error{s.pianist, s.rumour, s.nobodyKnows, s.correction} {
		if err := scene(c); err != nil {
			return err
		}
	}
	return s.summary(time.Since(began))
}

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
		if how := map[int]verification.Knowing{1: verification.SawEarlier, 2: verification.KnowsPerson}[n]; how != "" {
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
func (s *stage) tellHow(v person, how verification.Knowing) error {
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
	m, err := s.wait(r.User, telegramtest.Containing(code, into))
	if err != nil {
		return err
	}
	s.hears(r.name, m)
	return nil
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

// submit has a citizen ask about a text, and gives the claim's code.
func (s *stage) submit(p person, text string, q verification.Question) (string, error) {
	s.acts(p.name, "forwards: "+text)
	p.Forwards(telegramtest.FromHidden("Друг"), text)
	label := s.text(p.language, "question."+string(q))
	ask, err := s.wait(p.User, telegramtest.WithButton(label))
	if err != nil {
		return "", err
	}
	s.acts(p.name, "["+label+"]")
	p.Presses(ask, label)
	taken, err := s.wait(p.User, func(m telegramtest.Message) bool { return codes.MatchString(m.Text) })
	return codes.FindString(taken.Text), err
}

// rumour: a claim that is false.
func (s *stage) rumour(c *cast) error {
	s.scene("Beside it, a rumour about troops")
	p := c.citizens[0]
	code, err := s.submit(p, troops, verification.Truth)
	if err != nil {
		return err
	}
	label := s.text(verification.Russian, "answer.false")
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
		ok = ok && strings.Contains(m.Text, s.text([]verification.Language{verification.Kyrgyz, verification.Russian}[i], "result.truth.false"))
	}
	_, err = s.wait(p.User, telegramtest.Containing(code, s.text(p.language, "result.truth.false")))
	s.expect("troops: published as false in two channels, the asker told", ok && err == nil)
	s.rumourIs = code
	return nil
}

// nobodyKnows: a claim that is not decided.
func (s *stage) nobodyKnows(c *cast) error {
	s.scene("And one that nobody can know")
	p := c.citizens[2]
	code, err := s.submit(p, internet, verification.Truth)
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

// correction: a result turns out wrong in part, and everybody who saw it hears.
func (s *stage) correction(c *cast) error {
	s.scene("A correction follows: some troops did land, on 6 January")
	r, code := c.reviewers[1], s.rumourIs
	command := "/correct " + code + " misleading | 2,500 CSTO peacekeepers did land, not 20,000 paratroopers."
	s.acts(r.name, command)
	r.Says(command)
	ok := true
	for i, g := range c.channels {
		l := []verification.Language{verification.Kyrgyz, verification.Russian}[i]
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

func (s *stage) summary(took time.Duration) error {
	s.scene("What came of it")
	failed := 0
	for _, c := range s.checks {
		mark := s.paint("32", "as expected")
		if !c.ok {
			mark = s.paint("31", "NOT as expected")
			failed++
		}
		s.line("   %-62s %s", c.what, mark)
	}
	s.line("\nVikram Ruzakhunov, the pianist, was freed on 10 January 2022, a day after people recognised him.")
	s.line("Played in %s.", took.Round(100*time.Millisecond))
	if failed > 0 || len(s.checks) != 4 {
		return fmt.Errorf("%d of %d outcomes were not as expected", failed, len(s.checks))
	}
	return nil
}
