package demo

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/qrscan"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
)

// lineDies: what was just said is taken, and not a word of it gets out.
func (s *shutdown) lineDies() error {
	s.scene("10:30 – the line dies in the middle of a sentence")
	if err := s.pass(lineDies); err != nil {
		return err
	}
	s.tg.CutOff(true)
	if err := s.approves(s.banks); err != nil {
		return err
	}
	for _, r := range s.reviewers { // a correction takes two
		command := "/correct " + s.troops + " unproven | The airport cannot be reached: nobody can say yet who landed."
		s.acts(r.name, command)
		r.Says(command)
	}
	err := s.until("what the reviewers said is not taken", func() (bool, error) {
		b, err := s.claim(s.banks)
		if err != nil || b.Status != claim.StatusPublished {
			return false, err
		}
		t, err := s.claim(s.troops)
		return err == nil && t.Corrected, err
	})
	if err != nil {
		return err
	}
	s.cut()
	if err := s.app.Intake.Drained(s.ctx); err != nil {
		return err
	}
	n, err := s.app.Outbox.Depth(s.ctx)
	if err != nil {
		return err
	}
	s.note("%s is corrected and %s is decided. %d messages wait in the outbox; none got out", s.troops, s.banks, n)
	for _, v := range s.local {
		p, err := s.app.Desk.SetPerson(s.ctx, s.id(v), func(*claim.Person) {})
		if err != nil {
			return err
		}
		s.records[v.name] = p.Record
	}
	return nil
}

// darkness: what goes on without internet.
func (s *shutdown) darkness() error {
	s.scene("In the dark: SMS, paper, and what Telegram keeps for the bot")
	if err := s.passDark(lineDies.Add(30 * time.Minute)); err != nil {
		return err
	}
	s.acts(s.operator.name+", abroad", "/blackout almaty on")
	s.operator.Says("/blackout almaty on")
	s.note("Telegram keeps it: nobody can tell the bot that Almaty is dark, but nothing runs out while it is cut off itself")
	if err := s.passDark(lineDies.Add(90 * time.Minute)); err != nil {
		return err
	}
	now := s.clock.Now()
	s.acts("Жанар, by SMS", "РАСТАУ "+water)
	answers, err := s.byText(s.zhanar, "РАСТАУ "+water, now)
	if err != nil || len(answers) != 1 {
		return errors.Join(err, fmt.Errorf("%d answers to a question by SMS", len(answers)))
	}
	s.textedTo("Жанар", answers[0])
	s.water = codes.FindString(answers[0].words)
	if err := s.checksOffline(); err != nil {
		return err
	}
	if err := s.passDark(lineDies.Add(5 * time.Hour)); err != nil {
		return err
	}
	if err := s.answersByText(); err != nil {
		return err
	}
	if err := s.passDark(lineDies.Add(7*time.Hour + 30*time.Minute)); err != nil {
		return err
	}
	command := "/vote " + s.fire + " ложь"
	s.acts(s.abroad[0].name+", abroad", command)
	s.abroad[0].Says(command)
	s.note("Telegram keeps that too: %d updates wait there", s.tg.Waiting())
	return s.passDark(window1)
}

// answersByText has a volunteer in Almaty who was asked before the cut answer by SMS.
func (s *shutdown) answersByText() error {
	c, err := s.claim(s.train)
	if err != nil {
		return err
	}
	for _, v := range s.local {
		if _, asked := c.Asked[s.id(v)]; !asked {
			continue
		}
		now := s.clock.Now()
		wrote := now.Add(-40 * time.Minute)
		s.acts(v.name+", by SMS", s.train+" правда")
		answers, err := s.byText(s.numbers[v.name], s.train+" правда", wrote)
		if err != nil || len(answers) != 1 {
			return errors.Join(err, fmt.Errorf("%d answers to an answer by SMS", len(answers)))
		}
		s.textedTo(v.name, answers[0])
		if c, err = s.claim(s.train); err != nil {
			return err
		}
		s.texter = v.name
		given := c.Votes[s.id(v)].At
		s.note("it was under way for 40 minutes, and counts from %s", clock(given))
		s.expect("by SMS: a volunteer's answer counts with its own time", given.Equal(wrote))
		return nil
	}
	return errors.New("nobody in Almaty was asked")
}

// checksOffline has somebody check the bulletin of the dark hours with nothing but the key on their paper.
func (s *shutdown) checksOffline() error {
	_, knew := s.paper.Item(strings.ReplaceAll(s.banks, "-", ""))
	now, err := s.takes()
	if err != nil {
		return err
	}
	s.line("   %s", s.paint("33", fmt.Sprintf("Bulletin %d, issued %s, goes from hand to hand:", now.Bulletin.Number, clock(now.Bulletin.Issued))))
	for _, it := range now.Bulletin.Items {
		s.line("      %s", it.Line("ru"))
	}
	text := now.Text()
	picture, err := bulletin.QR(text)
	if err != nil {
		return err
	}
	read, err := qrscan.Read(s.ctx, picture)
	if err != nil {
		return err
	}
	_, signed, asText := bulletin.Verify([]byte(text), s.ring)
	_, _, asPicture := bulletin.Verify([]byte(read), s.ring)
	one := []byte(text)
	one[len(one)/2] = map[bool]byte{true: '1', false: '0'}[one[len(one)/2] == '0']
	_, _, flipped := bulletin.Verify(one, s.ring)
	_, _, cutShort := bulletin.Verify([]byte(text[:len(text)-4]), s.ring)
	segments, _ := bulletin.Segments(text)
	s.note("checked without internet: %d characters, %d SMS, a square of %d bytes; signed by %s", len(text), segments, len(picture), signed.By.ID())
	s.note("one character changed: %s. Cut short: %s", refusal(flipped), refusal(cutShort))
	newer := 0
	for _, it := range s.pinned.Bulletin.Items {
		if is, known := s.paper.Item(it.Code); known && is.Version > it.Version {
			newer++
			s.note("the sheet on the wall says %s of %s-%s: by this newer one it is corrected", it.Verdict, it.Code[:3], it.Code[3:])
		}
	}
	s.expect("bulletin of the dark hours: genuine as text and as square, corrections in it",
		asText == nil && asPicture == nil && newer == 1 && !knew)
	s.expect("bulletin: changed by one character or cut short it is refused", flipped != nil && cutShort != nil)
	return nil
}

func refusal(err error) string {
	if err == nil {
		return "taken"
	}
	why, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "bulletin: "), ": ")
	return "refused (" + why + ")"
}

// betweenWindows: people abroad go on; Telegram keeps what they say.
func (s *shutdown) betweenWindows() error {
	s.scene("The next twelve hours: what would have run out does not")
	if err := s.passDark(time.Date(2022, 1, 6, 7, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	command := "/correct " + s.banks + " misleading | Нацбанк приостановил работу банков 6 января, но не сказал, что на неделю."
	for _, r := range s.reviewers {
		s.acts(r.name+", abroad", command)
		r.Says(command)
	}
	if err := s.passDark(time.Date(2022, 1, 6, 9, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	if err := s.approves(s.fire); err != nil {
		return err
	}
	if err := s.passDark(time.Date(2022, 1, 6, 12, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	s.lateAt = s.clock.Now()
	s.acts("four volunteers in Almaty, by SMS", s.fire+" правда")
	s.note("the network for SMS is down too by now: their phones will send it when it is back")
	for _, code := range []string{s.fire, s.train} {
		c, err := s.claim(code)
		if err != nil {
			return err
		}
		s.note("%s would have run out at %s. It is %s, and it has %s left", code, clock(s.dueBy[code]), c.Status, left(c, s.clock.Now()))
	}
	return s.passDark(window2)
}

// left is how much of its time a claim has left.
func left(c *claim.Claim, now time.Time) string {
	return c.Deadline.Sub(c.Time(now)).Round(time.Minute).String()
}

// inbox finds the messages in somebody's chat that have all parts.
func inbox(p person, parts ...string) (found []telegramtest.Message) {
	match := telegramtest.Containing(parts...)
	for _, m := range p.Inbox() {
		if match(m) {
			found = append(found, m)
		}
	}
	return found
}
