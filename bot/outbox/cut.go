package outbox

import (
	"context"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/backoff"
)

const (
	// failuresToCut is how many calls in a row, to any chats, must fail to get through before sending stops.
	failuresToCut = 3
	// lastProbe is the longest wait between two probes. The network may be back for five minutes only; this is 1% of them.
	lastProbe = 3 * time.Second
)

// cut is the state of the connection to Telegram. While it is cut nothing is sent: every message would be attempted in vain, its chat
// would still be waiting when the connection is back, and a message that got no answer might be sent twice. Instead the sender makes
// probes, calls that change nothing. The first probe tells whether Telegram is unreachable or only the messages failed.
type cut struct {
	failures int // calls in a row that did not get through
	is       bool
	dark     bool // a probe has failed too
	probing  bool
	next     time.Time // when the next probe is due
	failed   int       // probes in a row that failed
	probed   chan error
}

// heed records the result of a call. A failure that concerns one message, file or chat says nothing about the others.
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

// suspect stops sending until a probe has told whether Telegram can be reached.
func (s *sender) suspect() {
	if s.probe != nil && !s.cut.is {
		s.cut.is, s.cut.next, s.cut.failed = true, s.clock.Now(), 0
	}
}

// open records that Telegram has answered.
func (s *sender) open() {
	s.answered++
	s.cut.failures, s.cut.is = 0, false
	if s.cut.dark {
		s.cut.dark = false
		s.metrics.cut.Set(0)
		s.log.Info("Telegram answers again")
	}
}

// darken records that a probe failed.
func (s *sender) darken(why error) {
	if s.cut.dark {
		return
	}
	s.cut.dark = true
	s.metrics.cut.Set(1)
	if bot.ScopeOf(why) == bot.OfAccount {
		s.log.Error("Telegram rejects the bot's token; all messages wait until it is accepted")
		return
	}
	s.log.Warn("Telegram cannot be reached; all messages wait")
}

// seek makes the next probe if it is due, and returns how long there is nothing else to do.
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

// found records the result of a probe.
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
