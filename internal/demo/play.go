// Package demo plays the case that Rastau was made for, in a terminal, by the same code that runs the bot: January 2022,
// state television shows a beaten man who "confesses"; people abroad recognise him.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/rastau/rastau/config"
)

const (
	channel    = "Мемлекеттік арна"
	confession = "Задержанный в Алматы: «Я безработный, мне пообещали деньги за участие в беспорядках, я согласился»."
	troops     = "СРОЧНО! В Алматы высадились 20 тысяч иностранных десантников, они стреляют по всем подряд. Перешлите всем!"
	internet   = "Говорят, завтра в девять утра включат интернет по всей стране, только на три часа."
)

// Play plays. It fails when an outcome is not the expected one.
func Play(ctx context.Context, out io.Writer, headless bool) (err error) {
	began := time.Now()
	s, closeStage, err := open(ctx, out, headless, play{
		begins: time.Date(2022, 1, 5, 14, 0, 0, 0, time.UTC), leaps: true,
		change: func(s *config.Settings) { s.Policy.NewClaims, s.Policy.Reviewers = 0, 2 },
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStage()) }()
	s.line("%s", s.paint("1", "Rastau · a demonstration. Every message is sent by the real bot, to a Telegram within this process."))
	s.line("So that it fits a screen, a name needs volunteers who joined days ago, but no claims that they answered since, and two reviewers rather than three.")
	c, err := s.assemble()
	if err != nil {
		return err
	}
	s.line("   … four days pass: a name rests on people who have been there for a while …")
	s.clock.Advance(4 * 24 * time.Hour)
	if err := s.settle(); err != nil {
		return err
	}
	for _, scene := range []func(*cast) error{s.pianist, s.rumour, s.nobodyKnows, s.correction} {
		if err := scene(c); err != nil {
			return err
		}
	}
	return s.summary(4, "Vikram Ruzakhunov, the pianist, was freed on 10 January 2022, a day after people recognised him.", time.Since(began))
}

// summary says what came of it, and fails unless all that was expected came.
func (s *stage) summary(expected int, last string, took time.Duration) error {
	s.scene("What came of it")
	failed := 0
	for _, c := range s.checks {
		mark := s.paint("32", "as expected")
		if !c.ok {
			mark = s.paint("31", "NOT as expected")
			failed++
		}
		s.line("   %-84s %s", c.what, mark)
	}
	s.line("\n%s", last)
	s.line("Played in %s.", took.Round(100*time.Millisecond))
	if failed > 0 || len(s.checks) != expected {
		return fmt.Errorf("%d of %d outcomes were not as expected, and %d were looked at", failed, expected, len(s.checks))
	}
	return nil
}
