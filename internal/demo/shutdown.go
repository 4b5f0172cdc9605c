package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
)

const (
	banks = "Завтра по всей стране закроют банки на неделю, снимайте деньги сегодня!"
	water = "Правда, что в Алматы отравили водопровод и воду из крана пить нельзя?"
	fire  = "В Алматы горит здание акимата, пламя видно из центра города."
	train = "На вокзале Алматы-2 отменили все поезда до утра."
)

// When what happens, in UTC; Almaty was six hours ahead.
var (
	lineDies  = time.Date(2022, 1, 5, 10, 30, 0, 0, time.UTC)
	window1   = time.Date(2022, 1, 6, 2, 0, 0, 0, time.UTC)
	window2   = time.Date(2022, 1, 6, 14, 0, 0, 0, time.UTC)
	lineLives = time.Date(2022, 1, 6, 22, 30, 0, 0, time.UTC)
)

const windowLength = 5 * time.Minute

// shutdown is the play of 36 hours without internet.
type shutdown struct {
	*stage
	*cast
	local, abroad []person // the volunteers in Almaty, and those elsewhere
	zhanar        string   // the number of somebody who has nothing but SMS
	numbers       map[string]string

	troops, banks, water, fire, train string // the codes of what is asked

	ring    bulletin.Keyring // the key that people were given before
	paper   bulletin.State   // what somebody knows who has only the bulletins
	pinned  bulletin.Sealed  // the last one before the dark
	issued  []bulletin.Sealed
	records map[string]consensus.Record // of the volunteers in Almaty, before
	dueBy   map[string]time.Time        // by code, when the claims were due, before
	texter  string                      // who answered by SMS in the dark
	lateAt  time.Time                   // when the late answers were written
	kept    int                         // updates that waited at Telegram
}

// Shutdown plays it. It fails when an outcome is not the expected one.
func Shutdown(ctx context.Context, out io.Writer, headless bool) (err error) {
	began := time.Now()
	st, closeStage, err := open(ctx, out, headless, play{
		begins: lineDies.Add(-3 * time.Hour),
		change: func(s *config.Settings) {
			s.SMSSecret, s.SMSNumber = smsSecret, smsNumber
			s.Policy.RoundSize, s.Policy.Confidence, s.Policy.Deadline, s.Policy.NewReviews = 9, 0.76, 24*time.Hour, 0
		},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStage()) }()
	st.stamped = true
	s := &shutdown{stage: st, zhanar: "+77017654321", numbers: map[string]string{}, records: map[string]consensus.Record{}, dueBy: map[string]time.Time{}}
	s.line("%s", s.paint("1", "Rastau · 36 hours without internet, played by the real bot. Its server stands in Almaty, as do half of its people."))
	s.line("Times are UTC; Almaty is six hours ahead. So that it fits a screen, a result needs 76 %% here and is due within a day, and reviewers need not have been there for long.")
	for _, scene := range []func() error{s.before, s.lineDies, s.darkness, s.firstWindow, s.betweenWindows, s.secondWindow, s.light, s.lateAnswers, s.record, s.outcomes} {
		if err := scene(); err != nil {
			return err
		}
	}
	return s.summary(outcomes, "In January 2022 nobody in Almaty could check anything for days. These 36 hours would have passed like this.", time.Since(began))
}

// claim looks a claim up.
func (s *shutdown) claim(code string) (*claim.Claim, error) {
	c, ok := claim.ParseCode(code)
	if !ok {
		return nil, fmt.Errorf("%q is no code", code)
	}
	return s.app.Desk.Claim(s.ctx, c)
}

// id is under which pseudonym the bot knows somebody.
func (s *shutdown) id(p person) claim.PersonID {
	return claim.PersonID(s.names.Pseudonym("person", p.ID()))
}

// note is what the audience is told.
func (s *shutdown) note(format string, args ...any) {
	s.line("   %s", s.paint("2", fmt.Sprintf(format, args...)))
}

// vote has those of some volunteers who are asked about a claim, or will be in place of others, answer it. It gives their
// names.
func (s *shutdown) vote(code, answer string, who ...person) ([]string, error) {
	var names []string
	label := s.text(claim.Russian, "answer."+answer)
	for range 3 {
		for _, v := range who {
			ask, ok := cardOf(v, code)
			if _, open := ask.Button(label); !ok || !open || slices.Contains(names, v.name) {
				continue
			}
			v.Presses(ask, label)
			names = append(names, v.name)
			if err := s.settle(); err != nil {
				return names, err
			}
		}
		if err := errors.Join(s.due(), s.settle()); err != nil {
			return names, err
		}
	}
	if len(names) > 0 {
		s.acts(strings.Join(names, ", "), "["+label+"] "+code)
	}
	return names, nil
}

// approves waits until Ольга is shown a verdict, and has her approve it.
func (s *shutdown) approves(code string) error {
	r := s.reviewers[0]
	label := s.text(r.language, "review.approve")
	card, err := s.cardWith(r, code, label)
	if err != nil {
		return err
	}
	s.acts(r.name, "["+label+"] "+code)
	r.Presses(card, label)
	return nil
}

// cardWith waits for a message about a claim with a button; it may have been seen before.
func (s *shutdown) cardWith(p person, code, label string) (found telegramtest.Message, err error) {
	err = s.until("there is no ["+label+"] for "+code, func() (bool, error) {
		for _, m := range slices.Backward(p.Inbox()) {
			if _, ok := m.Button(label); ok && strings.Contains(m.Text, code) {
				found = m
				return true, nil
			}
		}
		return false, nil
	})
	return found, err
}

// takes reads the bulletin that is out now into what somebody knows who has only bulletins.
func (s *shutdown) takes() (bulletin.Sealed, error) {
	e, err := s.app.Publisher.Latest(s.ctx)
	if err != nil {
		return bulletin.Sealed{}, err
	}
	s.issued = append(s.issued, e.Digest)
	s.paper.Merge(e.Digest.Bulletin)
	return e.Digest, nil
}
