package demo

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The line to Telegram, and time: what passes while there is one, and while there is none.

const (
	// stepOnline is how far the clock leaps at most while the bot is connected: it counts as cut off after five minutes.
	stepOnline = 2 * time.Minute
	// stepDark is how far it leaps in the dark: bulletins are issued by the hour.
	stepDark = 30 * time.Minute
	// patience is how long the play waits for the bot, in the audience's time.
	patience = 20 * time.Second
)

// until waits until something is so, while the play's time ticks.
func (s *stage) until(what string, ok func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	for {
		is, err := ok()
		if is || err != nil {
			return err
		}
		select {
		case <-time.After(2 * time.Millisecond):
			s.clock.Advance(200 * time.Millisecond)
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", what, ctx.Err())
		}
	}
}

// inTouch waits until the bot has noted that Telegram answered after that time.
func (s *stage) inTouch(after time.Time) error {
	return s.until("the bot does not hear Telegram", func() (bool, error) { return s.app.InTouch().After(after), nil })
}

// pass lets time pass until then while the bot is connected.
func (s *stage) pass(until time.Time) error {
	for now := s.clock.Now(); now.Before(until); now = s.clock.Now() {
		s.clock.Advance(min(stepOnline, until.Sub(now)))
		if err := s.inTouch(now); err != nil {
			return err
		}
	}
	return errors.Join(s.due(), s.settle())
}

// passDark lets time pass until then while the bot is cut off. What is due happens: nothing should.
func (s *stage) passDark(until time.Time) error {
	for now := s.clock.Now(); now.Before(until); now = s.clock.Now() {
		s.clock.Advance(min(stepDark, until.Sub(now)))
		if err := s.due(); err != nil {
			return err
		}
	}
	return nil
}

// due does what the schedule does, so that the play need not wait for it.
func (s *stage) due() error { return errors.Join(s.app.Tick(s.ctx), s.app.Publisher.Issue(s.ctx)) }

// cut takes the line away, connect gives it back and waits until the bot has noticed.
func (s *stage) cut() {
	s.tg.Unreachable(true)
	s.tg.CutOff(false)
}

func (s *stage) connect() error {
	at := s.clock.Now()
	s.tg.Unreachable(false)
	return s.inTouch(at)
}
