package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/verification/claim"
)

// light: the internet is back, and who was cut off is where they were.
func (s *shutdown) light() error {
	p := s.citizens[1]
	if err := s.passDark(time.Date(2022, 1, 6, 18, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	s.acts(p.name+", abroad", "forwards: "+water)
	p.Forwards(telegramtest.FromHidden("Друг"), water)
	if err := s.passDark(lineLives); err != nil {
		return err
	}
	s.scene("22:30 – the light is back")
	if err := s.opens(); err != nil {
		return err
	}
	m, err := s.wait(p.User, telegramtest.Containing(s.water, s.text(p.language, "result.truth.false")))
	if err != nil {
		return err
	}
	s.hears(p.name, m)
	s.acts(s.operator.name, "/blackout almaty off")
	s.operator.Says("/blackout almaty off")
	if err := s.settle(); err != nil {
		return err
	}
	if err := s.pass(s.clock.Now().Add(2 * time.Minute)); err != nil {
		return err
	}
	same := 0
	for _, v := range s.local {
		p, err := s.app.Desk.SetPerson(s.ctx, s.id(v), func(*claim.Person) {})
		if err != nil {
			return err
		}
		if p.Record == s.records[v.name] && p.Checks() {
			same++
		}
	}
	leases, taken := 0, 0
	c, err := s.claim(s.train)
	if err != nil {
		return err
	}
	for _, v := range s.local {
		ask, asked := c.Asked[s.id(v)]
		if !asked {
			continue
		}
		leases++
		if ask.State == claim.Back {
			taken++
		}
	}
	s.note("reputation of the six in Almaty: %d unchanged. What they were asked before the cut: %d questions, %d taken from them", same, leases, taken)
	s.expect("nobody in Almaty lost reputation, or what they were asked", same == len(s.local) && leases > 0 && taken == 0)
	s.note("%s was due by %s, and is due by %s: its time stood still for %s", s.train, clock(s.dueBy[s.train]),
		clock(s.clock.Now().Add(c.Deadline.Sub(c.Time(s.clock.Now())))), c.Paused(s.clock.Now()).Round(time.Minute))
	s.expect("no deadline ran out in the dark", c.Status == claim.StatusOpen && c.Paused(s.clock.Now()) >= lineLives.Sub(lineDies)-time.Hour)
	var rest []person
	for _, v := range s.local {
		if v.name != s.texter {
			rest = append(rest, v)
		}
	}
	names, err := s.vote(s.train, "true", rest...)
	if err != nil {
		return err
	}
	s.note("%d who were cut off answer now: the buttons of before the cut still hold", len(names))
	if err := s.approves(s.train); err != nil {
		return err
	}
	p = s.citizens[2]
	m, err = s.wait(p.User, telegramtest.Containing(s.train, s.text(p.language, "result.truth.true")))
	if err != nil {
		return err
	}
	s.hears(p.name, m)
	return s.settle()
}

// lateAnswers: what people in Almaty saw and wrote before the result was out arrives after it.
func (s *shutdown) lateAnswers() error {
	s.scene("Late answers: they saw it burn, and wrote so before the result was out")
	c, err := s.claim(s.fire)
	if err != nil {
		return err
	}
	s.note("%s is out since %s: false, by %d people who were far away", s.fire, clock(c.EndedAt), len(c.Votes))
	late := 0
	for _, v := range s.local {
		if _, asked := c.Asked[s.id(v)]; !asked || late == 4 {
			continue
		}
		answers, err := s.byText(s.numbers[v.name], s.fire+" правда", s.lateAt)
		if err != nil {
			return err
		}
		if len(answers) != 1 {
			return fmt.Errorf("%d answers to a late answer", len(answers))
		}
		if late++; late == 1 {
			s.acts(v.name+", by SMS", s.fire+" правда")
			s.textedTo(v.name, answers[0])
		}
	}
	if c, err = s.claim(s.fire); err != nil {
		return err
	}
	own := 0
	for _, v := range c.Votes {
		if v.At.Equal(s.lateAt) {
			own++
		}
	}
	s.note("%d such answers arrive, and count from %s, when they were written", own, clock(s.lateAt))
	r := s.reviewers[0]
	card, err := s.cardWith(r, s.fire, s.text(r.language, "review.keep"))
	if err != nil {
		return err
	}
	s.hears(r.name, card)
	challenged := c.Challenge != nil
	command := "/correct " + s.fire + " true | Есть видео: здание горит с 5 января."
	s.acts(r.name, command)
	r.Says(command)
	second := s.reviewers[1]
	confirm := s.text(second.language, "propose.confirm")
	proposed, err := s.cardWith(second, s.fire, confirm)
	if err != nil {
		return err
	}
	s.acts(second.name, "["+confirm+"] "+s.fire)
	second.Presses(proposed, confirm)
	if err := s.settle(); err != nil {
		return err
	}
	told := 0
	for i, g := range s.channels {
		told += len(posts(g, s.fire, s.text(s.owners[i].language, "result.correction")))
	}
	p := s.citizens[0]
	mine := inbox(p, s.fire, s.text(p.language, "result.correction"))
	for _, m := range mine {
		s.hears(p.name, m)
	}
	s.expect("late answers: with their own time they have the reviewers look again; all are told", own == late && late >= 3 && challenged && told == 2 && len(mine) == 1)
	return nil
}

// near tells whether two times are as close as the bot looks, which asks every 45 seconds; and the play's clock ticks on while
// it waits for the bot.
func near(a, b time.Time) bool { return a.Sub(b).Abs() <= 2*time.Minute }

// record: what stands of it in public.
func (s *shutdown) record() error {
	s.scene("What anybody can look up")
	list, err := s.app.Desk.Outages.Blackouts(s.ctx, 10)
	if err != nil {
		return err
	}
	cuts := [][2]time.Time{{lineDies, window1}, {window1.Add(windowLength), window2}, {window2.Add(windowLength), lineLives}}
	gaps, region := 0, false
	for _, b := range slices.Backward(list) {
		where := "the bot itself"
		if b.Region != claim.Everywhere {
			where = string(b.Region)
			region = region || b.Region == claim.Almaty && near(b.From, lineDies.Add(30*time.Minute)) && near(b.Until, lineLives)
		} else if gaps < len(cuts) && near(b.From, cuts[gaps][0]) && near(b.Until, cuts[gaps][1]) {
			gaps++
		}
		s.line("   /blackouts: %-14s %s – %s, known by %s", where, clock(b.From), clock(b.Until), b.By)
	}
	s.expect("on record: the bot was cut off three times, and Almaty once", region && gaps == len(cuts) && len(list) == len(cuts)+1)
	hours := map[string]int{}
	err = s.app.Desk.Export(s.ctx, func(c claim.OpenClaim) error {
		hours[string(c.Claim)] = c.Blackout
		return nil
	})
	if err != nil {
		return err
	}
	code := func(shown string) string { return strings.ReplaceAll(shown, "-", "") }
	s.note("rastau export: %d hours of %s and %d of %s were not counted", hours[code(s.train)], s.train, hours[code(s.fire)], s.fire)
	s.expect("on record: results say how many hours were not counted", hours[code(s.train)] >= 35 && hours[code(s.fire)] >= 27)
	return nil
}
