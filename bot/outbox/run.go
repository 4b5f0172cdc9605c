package outbox

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/lease"
	"github.com/rastau/rastau/bot/recall"
)

const (
	// markFor is how long a mark lasts unless it is renewed. A message is sent again so long after its sender died.
	markFor = 10 * time.Second
	// longestWait is the longest time until a message is noticed that another replica queued.
	longestWait = 100 * time.Millisecond
	// lastWords is how long a sender that stops tries to record its deliveries.
	lastWords = 20 * time.Second
)

// Run delivers messages while this replica holds the lease, until ctx is done. It then finishes the calls that it has begun.
func (o *Outbox) Run(ctx context.Context) error {
	l := lease.Lease{Redis: o.redis, Clock: o.clock, Log: o.log, Key: leaseKey}
	return l.Run(ctx, func(ctx context.Context) error {
		newSender(o).run(ctx)
		return nil
	})
}

// sender delivers while the lease is held. It belongs to one goroutine; only the calls have their own.
type sender struct {
	*Outbox
	busy     map[string]int // chats whose message is on its way or not recorded yet, and their partitions
	outcomes chan outcome
	records  []record            // not yet in Redis
	attempts map[string]*attempt // of items that have failed temporarily
	answered int                 // how often Telegram has answered
	free     time.Time           // nothing is sent before this
	marked   time.Time           // when the marks were last renewed
	cut      cut
	apart    map[string]bool // chats whose digest Telegram refused
	solo     bool            // what is on its way ended its sender before, so nothing else goes
	recalled recall.Recalled
	only     string // the chat whose message was the only one on its way when the sender before died
}

func newSender(o *Outbox) *sender {
	return &sender{
		Outbox: o, busy: map[string]int{}, outcomes: make(chan outcome, o.workers), attempts: map[string]*attempt{}, marked: o.clock.Now(),
		cut: cut{probed: make(chan error, 1)}, apart: map[string]bool{},
	}
}

// run delivers until ctx ends and everything that was on its way then is recorded.
func (s *sender) run(ctx context.Context) {
	steady := context.WithoutCancel(ctx) // what is begun is finished
	ended := ctx.Done()
	var since time.Time // when ctx was done
	s.inherit(steady)
	for {
		s.record(steady)
		wait := longestWait
		if ctx.Err() == nil {
			if s.cut.is {
				wait = min(wait, s.seek(ctx, s.clock.Now()))
			} else {
				wait = min(wait, s.turn(steady))
			}
		} else {
			if since.IsZero() {
				since = s.clock.Now()
			}
			if len(s.busy) == 0 && !s.cut.probing {
				return
			}
			if len(s.busy) == len(s.records) && !s.cut.probing && s.clock.Since(since) > lastWords {
				s.log.Warn("the sender stops before it could record its deliveries; they will be repeated", "count", len(s.records))
				return
			}
		}
		s.renewMarks(steady)
		if wait <= 0 {
			continue
		}
		timer := s.clock.NewTimer(wait)
		select {
		case out := <-s.outcomes:
			s.records = append(s.records, s.judge(out))
		case err := <-s.cut.probed:
			s.found(err)
		case <-s.wake:
		case <-timer.Chan():
		case <-ended:
			ended = nil
		}
		timer.Stop()
	}
}

// turn starts sending the messages that are due, and returns how long there is nothing more to do.
func (s *sender) turn(ctx context.Context) time.Duration {
	now := s.clock.Now()
	if wait := s.free.Sub(now); wait > 0 {
		return wait
	}
	room := s.workers - len(s.busy)
	if room == 0 || s.solo {
		return longestWait
	}
	if s.limits.PerSecond > 0 {
		room = 1 // one by one, so that the most urgent is always next
	}
	ctx = s.barrier.Begin(ctx) // what is taken is confirmed before it is said, by whoever says it
	ready, next, err := s.findDue(ctx, now)
	if err != nil {
		s.log.Warn("the outbox cannot read its queue", "error", err)
		return longestWait
	}
	if len(ready) == 0 {
		if next.IsZero() {
			return longestWait
		}
		return next.Sub(now)
	}
	if some := suspects(ready); len(some) > 0 {
		if len(s.busy) > 0 {
			return longestWait // it is sent when no other message is being sent
		}
		ready, room = some[:1], 1
	}
	batch := s.claimBatch(ctx, now, ready, room)
	for _, t := range batch {
		if t.again {
			if err := s.accuse(ctx, &t); err != nil {
				s.log.Warn("cannot record which message may crash the sender", "error", err)
				return longestWait // it comes up again when its mark runs out
			}
			s.solo = true
		}
		if a := s.attempts[t.item]; a != nil {
			t.delivery.Form, t.spent, t.tries = a.form, a.spent, a.n
		}
		s.busy[t.chat] = t.partition
		s.pace(now, weight(t.delivery))
		go func() { s.outcomes <- s.try(ctx, t) }()
	}
	if len(batch) == 0 {
		return longestWait
	}
	return 0
}

// Messages are spread evenly over slightly more than a second, so that what the network delays by less than the difference
// does not arrive too fast. Waking up late is made good for up to a point: otherwise each message would lose that time.
const (
	spread  = 1010 * time.Millisecond
	catchUp = 5 * time.Millisecond
)

// pace spaces messages evenly.
func (s *sender) pace(now time.Time, messages int) {
	if s.limits.PerSecond > 0 {
		n := time.Duration(s.limits.PerSecond)
		gap := (spread + n - 1) / n
		s.free = later(s.free, now.Add(-catchUp)).Add(gap * time.Duration(messages))
	}
}

// weight returns how many messages Telegram counts a delivery as.
func weight(d bot.Delivery) int { return max(1, len(d.Media)) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// renewMarks renews the marks of the messages that are being sent.
func (s *sender) renewMarks(ctx context.Context) {
	now := s.clock.Now()
	if now.Sub(s.marked) < markFor/4 {
		return
	}
	s.marked = now
	marks := map[int][]redis.Z{}
	for chat, p := range s.busy {
		marks[p] = append(marks[p], redis.Z{Score: float64(now.Add(markFor).UnixMilli()), Member: chat})
	}
	if len(marks) == 0 {
		return
	}
	_, err := s.redis.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for p, chats := range marks {
			pipe.ZAddArgs(ctx, s.parts[p].flight, redis.ZAddArgs{XX: true, GT: true, Members: chats})
		}
		return nil
	})
	if err != nil {
		s.log.Warn("the outbox cannot renew its marks", "error", err)
	}
}
