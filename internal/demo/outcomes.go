package demo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
)

// outcomes is how many outcomes are looked at.
const outcomes = 19

// outcomes: what everybody has in hand at the end.
func (s *shutdown) outcomes() error {
	s.scene("Who knows what, after 36 hours")
	if err := s.pass(s.clock.Now().Add(windowLength)); err != nil {
		return err
	}
	s.note("%d updates waited at Telegram while the bot was away; %d were too old and dropped", s.kept, s.tg.Dropped())
	s.expect("Telegram dropped nothing: no gap was longer than a day", s.tg.Dropped() == 0 && s.kept > 0)

	twice := 0
	for _, p := range s.everybody() {
		twice += repeated(p.Inbox())
	}
	for _, g := range s.channels {
		twice += repeated(g.Messages())
	}
	s.note("messages about a claim that stand twice in any of the %d chats: %d", len(s.everybody())+len(s.channels), twice)
	s.expect("nothing was delivered twice", twice == 0)

	lapsed := 0
	holders, current := 0, 0
	asked := map[string][]person{
		s.troops: {s.citizens[0]}, s.banks: {s.citizens[0], s.citizens[2]}, s.fire: {s.citizens[0]}, s.train: {s.citizens[2]}, s.water: {s.citizens[1]},
	}
	for code, who := range asked {
		c, err := s.claim(code)
		if err != nil {
			return err
		}
		if c.Status != claim.StatusPublished {
			lapsed++
		}
		said := "result.truth." + c.Verdict.Answer
		for _, p := range who {
			holders++
			if latest(p.Inbox(), code, s.text(p.language, said)) {
				current++
			}
		}
		for i, g := range s.channels {
			holders++
			if latest(g.Messages(), code, s.text(s.owners[i].language, said)) {
				current++
			}
		}
	}
	s.note("%d of %d who asked or subscribed hold the current result, by the last that they were told", current, holders)
	s.expect("everybody holds the current state at the end", current == holders && holders == 16)
	s.expect("every question has its result; none ran out", lapsed == 0)
	return s.bulletins()
}

// bulletins: whoever has the newest bulletins knows the same, in whatever order they came.
func (s *shutdown) bulletins() error {
	last, err := s.takes()
	if err != nil {
		return err
	}
	var backwards bulletin.State
	for _, issued := range slices.Backward(s.issued) {
		backwards.Merge(issued.Bulletin)
	}
	ok := len(last.Bulletin.Items) == 5
	for _, it := range last.Bulletin.Items {
		a, _ := s.paper.Item(it.Code)
		b, _ := backwards.Item(it.Code)
		ok = ok && a == it && b == it
	}
	s.line("   %s", s.paint("33", fmt.Sprintf("Bulletin %d: %s", last.Bulletin.Number, oneLine(last.Bulletin))))
	s.expect("on paper too: bulletins in any order lead to the current state", ok)
	return nil
}

// repeated counts the messages about a claim that say what an earlier one of the same chat says.
func repeated(messages []telegramtest.Message) (n int) {
	seen := map[string]bool{}
	for _, m := range messages {
		if !m.FromBot || !codes.MatchString(m.Text) {
			continue
		}
		if seen[m.Text] {
			n++
		}
		seen[m.Text] = true
	}
	return n
}

// latest tells whether the last message about a claim says that.
func latest(messages []telegramtest.Message, code, said string) bool {
	for _, m := range slices.Backward(messages) {
		if strings.Contains(m.Text, code) {
			return strings.Contains(m.Text, said)
		}
	}
	return false
}
