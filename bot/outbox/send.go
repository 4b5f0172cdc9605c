package outbox

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// result is what became of a message: how the done script is to record it.
type result struct {
	taken
	became string // ok, retry or gone
	next   time.Time
	id     string // sealed message id, "" or "forget"
}

// Waits between tries.
const (
	firstRetry = time.Second
	lastRetry  = 5 * time.Minute
)

// send makes the call and judges the answer.
func (s *sending) send(ctx context.Context, t taken) result {
	r := result{taken: t, became: "ok"}
	if t.unreadable {
		r.next = s.clock.Now()
		return r
	}
	d := t.delivery
	if (d.Action == bot.Edit || d.Action == bot.Delete) && d.Target == 0 {
		if d.Action == bot.Delete {
			return s.finished(r)
		}
		d.Action = bot.Send // what it would have changed never was, or is forgotten
	}
	receipt, err := s.deliver.Deliver(ctx, d)
	if d.Action == bot.Edit && bot.FailureOf(err) == bot.Missing {
		d.Action, d.Target = bot.Send, 0
		receipt, err = s.deliver.Deliver(ctx, d)
	}
	if err == nil || bot.FailureOf(err) == bot.Missing {
		s.metrics.delivered.WithLabelValues(string(d.Action)).Inc()
		switch {
		case d.Action == bot.Send && receipt.MessageID != 0:
			r.id = s.sealID(s.parts[t.partition].handles, receipt.MessageID)
		case d.Action == bot.Delete:
			r.id = "forget"
		}
		return s.finished(r)
	}
	return s.failed(ctx, r, err)
}

func (s *sending) finished(r result) result {
	s.mu.Lock()
	delete(s.attempts, r.item)
	s.mu.Unlock()
	r.next = s.clock.Now().Add(s.spacing(r.delivery.Chat))
	return r
}

func (s *sending) spacing(chat int64) time.Duration {
	if chat < 0 {
		return s.limits.Group
	}
	return s.limits.Private
}

func (s *sending) failed(ctx context.Context, r result, err error) result {
	var why *bot.DeliveryError
	if !errors.As(err, &why) {
		why = &bot.DeliveryError{Failure: bot.Uncertain, Reason: "unknown"}
	}
	s.metrics.failed.WithLabelValues(string(why.Failure)).Inc()
	now := s.clock.Now()
	r.became = "retry"
	switch why.Failure {
	case bot.Rejected:
		s.log.Error("Telegram refuses a message; it is dropped", "code", why.Code, "reason", why.Reason, "action", r.delivery.Action)
		r.became = "ok"
		return s.finished(r)
	case bot.Gone:
		if err := s.onGone(ctx, r.delivery.Chat); err != nil {
			s.log.Warn("a chat that is gone cannot be taken off the lists yet", "error", err)
			r.next = now.Add(s.backOff(r.item))
			return r
		}
		r.became, r.next = "gone", now
	case bot.Moved:
		if err := s.move(ctx, r, why.MovedTo); err != nil {
			s.log.Warn("what waits for a group that moved cannot be moved yet", "error", err)
			r.next = now.Add(s.backOff(r.item))
			return r
		}
		r.became, r.next = "gone", now
	case bot.TooFast:
		r.next = now.Add(max(why.RetryAfter, time.Second))
		if why.Global {
			s.mu.Lock()
			s.parked = r.next
			s.mu.Unlock()
		}
	default:
		// Uncertain among them: it is sent again on purpose, for being told twice is better than never.
		r.next = now.Add(s.backOff(r.item))
	}
	return r
}

func (s *sending) backOff(item string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.attempts[item]
	s.attempts[item]++
	return min(firstRetry<<min(n, 16), lastRetry)
}

// move queues everything that waits for a chat under the chat's new id. The keys stay the same, so that a second try
// queues nothing twice.
func (s *sending) move(ctx context.Context, r result, to int64) error {
	if to == 0 {
		return errors.New("no word where the group moved")
	}
	if err := s.onMoved(ctx, r.delivery.Chat, to); err != nil {
		return err
	}
	k := s.parts[r.partition]
	items, err := s.redis.ZRangeByLex(ctx, k.queue, &redis.ZRangeBy{Min: "[" + r.chat + ":", Max: "(" + r.chat + ";"}).Result()
	if err != nil {
		return err
	}
	for _, item := range items {
		value, err := s.redis.HGet(ctx, k.items, item).Result()
		if err != nil {
			return err
		}
		out, err := s.decode(k.items, value)
		if err != nil {
			continue
		}
		out.Chat, out.Key = to, out.Key+"~moved"
		if err := s.Send(ctx, out); err != nil {
			return err
		}
	}
	return nil
}

// record writes outcomes down, as many at once as there are.
func (s *sending) record() {
	for first := range s.results {
		batch := []result{first}
		for more := true; more && len(batch) < 4*takeAtOnce; {
			select {
			case r, ok := <-s.results:
				if ok {
					batch = append(batch, r)
				} else {
					more = false
				}
			default:
				more = false
			}
		}
		s.write(batch)
		s.nudge()
		s.tick()
	}
}

// write tries until it succeeds: what was delivered must not be delivered again. When Redis stays away for too long the
// messages count as on their way, and are sent again later.
func (s *sending) write(batch []result) {
	args := map[int][]any{}
	now := s.clock.Now()
	for _, r := range batch {
		if args[r.partition] == nil {
			args[r.partition] = []any{now.UnixMilli()}
		}
		args[r.partition] = append(args[r.partition], r.chat, r.item, r.became, r.next.UnixMilli(), short(r.delivery.Handle), r.id)
	}
	for part, a := range args {
		for s.clock.Since(now) < onItsWay {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			err := done.Run(ctx, s.pipe, s.parts[part].all(), a...).Err()
			cancel()
			if err == nil {
				break
			}
			s.log.Warn("what was delivered cannot be recorded yet", "error", err)
			<-s.clock.After(200 * time.Millisecond)
		}
	}
}
