package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/claim"
)

// opens begins a window: the line is back, and what waits on both sides of it goes out.
func (s *shutdown) opens() error {
	waiting, err := s.app.Outbox.Depth(s.ctx)
	if err != nil {
		return err
	}
	s.kept += s.tg.Waiting()
	s.note("waiting at Telegram: %d updates; in the outbox: %d messages", s.tg.Waiting(), waiting)
	done, began, calls := 0, s.clock.Now(), len(s.tg.Calls())
	if err := s.connect(); err != nil {
		return err
	}
	if err := s.settle(); err != nil {
		return err
	}
	for _, c := range s.tg.Calls()[calls:] {
		if c.Chat != 0 && c.Code == 200 && (strings.HasPrefix(c.Method, "send") || strings.HasPrefix(c.Method, "edit")) {
			done++
		}
	}
	s.note("%d seconds later the bot has noticed, taken what waited and said all it had to; messages and edits: %d",
		int(s.clock.Since(began).Seconds()+.5), done)
	return nil
}

// closes ends a window when its five minutes are over.
func (s *shutdown) closes() error {
	end := window1.Add(windowLength)
	if !s.clock.Now().Before(window2) {
		end = window2.Add(windowLength)
	}
	if s.clock.Now().After(end) {
		return fmt.Errorf("the window took until %s", s.clock.Now().Format("15:04:05"))
	}
	if err := s.pass(end); err != nil {
		return err
	}
	s.cut()
	return nil
}

// firstWindow: one digest for each, corrections first; and a question of the dark is asked, answered and told.
func (s *shutdown) firstWindow() error {
	s.scene("6 January, 02:00 – five minutes of internet")
	if err := s.opens(); err != nil {
		return err
	}
	aigerim, sergey := s.citizens[0], s.citizens[2]
	digests := inbox(aigerim, s.troops, s.banks)
	if len(digests) > 0 {
		s.hears(aigerim.name, digests[len(digests)-1])
	}
	toSergey := inbox(sergey, s.banks, s.text(sergey.language, "result.truth.false"))
	ok := len(digests) == 1 && first(digests[0].Text, s.text(aigerim.language, "result.correction"), s.troops, s.banks) && len(toSergey) == 1
	s.expect("window 1: who asked gets one digest, the correction before the news", ok)
	ok = true
	for i, g := range s.channels {
		l := s.owners[i].language
		posts := posts(g, s.troops, s.banks)
		if len(posts) != 1 || !first(posts[0].Text, s.text(l, "result.correction"), s.troops, s.banks) {
			ok = false
			continue
		}
		if i == 1 {
			s.hears("«Хроника без слухов»", posts[0])
		}
	}
	s.expect("window 1: each channel gets one digest, the correction before the news", ok)

	r := s.citizens[1]
	s.acts(r.name+", abroad", "/relay "+s.troops+" ru")
	r.Says("/relay " + s.troops + " ru")
	script, err := s.wait(r.User, telegramtest.Containing(s.text(claim.Russian, "relay.hello")))
	if err != nil {
		return err
	}
	s.hears(r.name, script)
	s.note("she reads it to her aunt in Almaty on the phone")

	if _, err := s.vote(s.train, "unknown", s.abroad...); err != nil {
		return err
	}
	if err := s.asksAbroad(); err != nil { // whoever had two open questions is asked only now
		return err
	}
	if _, err := s.vote(s.fire, "false", s.abroad...); err != nil {
		return err
	}
	c, err := s.claim(s.fire)
	if err != nil {
		return err
	}
	own := c.Votes[s.id(s.abroad[0])].At
	s.note("%s: %d answers, the one that Telegram kept as of %s; %s", s.fire, len(c.Votes), clock(own), c.Status)
	s.expect("kept by Telegram: a volunteer's answer counts with its own time", near(own, lineDies.Add(7*time.Hour+30*time.Minute)))
	if err := s.closes(); err != nil {
		return err
	}
	s.note("the line is dead again; nothing waits")
	return nil
}

// asksAbroad has people abroad answer what somebody asked by SMS.
func (s *shutdown) asksAbroad() error {
	if _, err := s.vote(s.water, "false", s.abroad...); err != nil {
		return err
	}
	if err := s.approves(s.water); err != nil {
		return err
	}
	var got []text
	err := s.until("no result comes by SMS", func() (bool, error) {
		more, err := s.texted()
		got = append(got, more...)
		return len(got) > 0, err
	})
	if err != nil {
		return err
	}
	for _, m := range got {
		s.textedTo("Жанар", m)
	}
	s.expect("asked by SMS in the dark: answered by SMS in the first window, once",
		len(got) == 1 && got[0].to == s.zhanar && strings.Contains(got[0].words, s.water))
	return s.settle()
}

// secondWindow: what was said abroad is taken; corrections go out before news.
func (s *shutdown) secondWindow() error {
	s.scene("14:00 – five minutes more")
	if err := s.opens(); err != nil {
		return err
	}
	ok := true
	for i, g := range s.channels {
		l := s.owners[i].language
		fixed, news := posts(g, s.banks, s.text(l, "result.correction")), posts(g, s.fire)
		if len(fixed) == 0 || len(news) != 1 || fixed[len(fixed)-1].ID > news[0].ID {
			ok = false
			continue
		}
		if i == 1 {
			s.hears("«Хроника без слухов»", fixed[len(fixed)-1])
			s.hears("«Хроника без слухов»", news[0])
		}
	}
	s.expect("window 2: the correction reaches both channels before the news", ok)
	for _, p := range []person{s.citizens[0], s.citizens[2]} {
		told := 0
		for _, m := range inbox(p, s.banks, s.text(p.language, "result.correction")) {
			if !m.At.Before(window2) {
				told++
			}
		}
		s.note("messages to %s about the correction of %s: %d", p.name, s.banks, told)
		ok = ok && told == 1
	}
	s.expect("window 2: who asked is told of the correction, once", ok)
	if _, err := s.takes(); err != nil {
		return err
	}
	return s.closes()
}

// posts finds the messages in a channel that have all parts.
func posts(g *telegramtest.Group, parts ...string) (found []telegramtest.Message) {
	match := telegramtest.Containing(parts...)
	for _, m := range g.Messages() {
		if m.FromBot && match(m) {
			found = append(found, m)
		}
	}
	return found
}

// first tells whether the parts stand in a text in that order.
func first(text string, parts ...string) bool {
	for _, p := range parts {
		_, after, ok := strings.Cut(text, p)
		if !ok {
			return false
		}
		text = after
	}
	return true
}

// everybody is all who have a chat with the bot.
func (s *shutdown) everybody() []person {
	var all []person
	for _, list := range [][]person{{s.operator}, s.citizens, s.volunteers, s.reviewers, s.owners} {
		all = append(all, list...)
	}
	return all
}
