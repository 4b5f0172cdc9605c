package outbox

import (
	"context"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/backoff"
)

const (
	// failuresToCut is how many calls in a row, to whichever chats, have to reach nobody before nothing more is sent.
	failuresToCut = 3
	// lastProbe is the longest wait between two probes. A window may be open for five minutes only: 1% of them.
	lastProbe = 3 * time.Second
)

// cut is what a sender knows of the way to Telegram. While it is cut nothing is sent: every message would be tried in
// vain, and its chat be made to wait while the way is open again; one that got no answer might be told twice. Instead a
// call that changes nothing is made again and again. The first of these tells whether it is Telegram that is away: what failed may
// have failed by itself.
type cut struct {
	failures int // calls in a row that did not get through
	is       bool
	dark     bool // a probe did not get through either
	probing  bool
	next     time.Time // when the next probe is due
	failed   int       // probes in a row that failed
	probed   chan error
}

// heed takes note of how a call went. What concerns one message, file or chat says nothing of the others.
func (s *sender) heed(err error) {
	switch {
	case bot.ScopeOf(err).Stops() && bot.FailureOf(err) != bot.TooFast:
		if s.cut.failures++; s.cut.failures >= failuresToCut {
			s.suspect()
		}
	case bot.FailureOf(err) != bot.Unavailable:
		s.open()
	}
}

// suspect sends nothing until a probe has told whether Telegram is away.
func (s *sender) suspect() {
	if s.probe != nil && !s.cut.is {
		s.cut.is, s.cut.next, s.cut.failed = true, s.clock.Now(), 0
	}
}

// open notes that Telegram was heard of.
func (s *sender) open() {
	s.answered++
	s.cut.failures, s.cut.is = 0, false
	if s.cut.dark {
		s.cut.dark = false
		s.metrics.cut.Set(0)
		s.log.Info("Telegram answers again")
	}
}

// darken notes that not even a probe gets through.
func (s *sender) darken(why error) {
	if s.cut.dark {
		return
	}
	s.cut.dark = true
	s.metrics.cut.Set(1)
	if bot.ScopeOf(why) == bot.OfAccount {
		s.log.Error("Telegram does not take the bot's token; everything waits until it does")
		return
	}
	s.log.Warn("no call reaches Telegram; everything waits until one does")
}

// seek makes the next probe if it is time, and returns how long there is nothing more to do.
func (s *sender) seek(ctx context.Context, now time.Time) time.Duration {
	if s.cut.probing {
		return longestWait
	}
	if wait := s.cut.next.Sub(now); wait > 0 {
		return wait
	}
	s.cut.probing = true
	go func() { s.cut.probed <- s.probe(ctx) }()
	return longestWait
}

// found takes the result of a probe.
func (s *sender) found(err error) {
	s.cut.probing = false
	if err == nil {
		s.open()
		return
	}
	s.darken(err)
	s.cut.next = s.clock.Now().Add(backoff.Double(firstRetry, lastProbe, s.cut.failed))
	s.cut.failed++
}
