package outbox

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/time/rate"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/lease"
)

const (
	// onItsWay is how long a message may be on its way before it counts as uncertain; longer than any call takes.
	onItsWay = 90 * time.Second
	// longestWait bounds how late another replica's message is seen.
	longestWait = 250 * time.Millisecond
	takeAtOnce  = 64
)

// taken is a message on its way.
type taken struct {
	partition  int
	chat       string
	item       string
	delivery   bot.Delivery
	unreadable bool
}

// Run delivers until ctx ends, whenever this replica is the one that may. It then finishes what is on its way.
func (o *Outbox) Run(ctx context.Context) error {
	l := lease.Lease{Redis: o.redis, Clock: o.clock, Log: o.log, Key: leaseKey}
	return l.Run(ctx, o.run)
}

func (o *Outbox) run(ctx context.Context) error {
	if err := o.resume(ctx); err != nil {
		o.log.Warn("outbox cannot look for what was on its way", "error", err)
	}
	s := &sending{
		Outbox: o, attempts: map[string]int{},
		results: make(chan result, 4*takeAtOnce), slots: make(chan struct{}, o.workers),
		limiter: rate.NewLimiter(rate.Inf, 1),
	}
	if o.limits.PerSecond > 0 {
		s.limiter = rate.NewLimiter(rate.Limit(o.limits.PerSecond), o.limits.PerSecond)
	}
	var recording sync.WaitGroup
	recording.Go(s.record)
	for ctx.Err() == nil {
		if wait := s.turn(ctx); wait > 0 {
			select {
			case <-ctx.Done():
			case <-o.wake:
			case <-o.clock.After(wait):
			}
		}
	}
	s.flying.Wait()
	close(s.results)
	recording.Wait()
	return nil
}

// resume gives those chats their turn at once whose message was on its way when the last sender ended.
func (o *Outbox) resume(ctx context.Context) error {
	for _, k := range o.parts {
		n, err := release.Run(ctx, o.redis, k.all(), o.clock.Now().UnixMilli()).Int()
		if err != nil {
			return err
		}
		if n > 0 {
			o.log.Info("messages were on their way when the last sender ended; they are sent again", "count", n)
		}
	}
	return nil
}

// sending is one spell of holding the lease.
type sending struct {
	*Outbox
	limiter *rate.Limiter
	slots   chan struct{}
	results chan result
	flying  sync.WaitGroup

	mu       sync.Mutex
	attempts map[string]int // of items that failed for a while
	parked   time.Time      // nothing goes before this
}

// turn takes what is due and sends it on its way. It returns how long nothing will be due, 0 when more may be at once.
func (s *sending) turn(ctx context.Context) time.Duration {
	now := s.clock.Now()
	s.mu.Lock()
	parked := s.parked.Sub(now)
	s.mu.Unlock()
	if parked > 0 {
		return parked
	}
	allowed := takeAtOnce * len(s.parts)
	if s.limits.PerSecond > 0 {
		allowed = int(s.limiter.TokensAt(now))
		if allowed < 1 {
			return time.Second / time.Duration(s.limits.PerSecond)
		}
	}
	batch, next, err := s.take(ctx, now, min(allowed, s.workers))
	if err != nil {
		if ctx.Err() == nil {
			s.log.Warn("outbox cannot read its queue", "error", err)
		}
		return time.Second
	}
	for _, t := range batch {
		s.limiter.AllowN(now, 1)
		s.slots <- struct{}{}
		s.flying.Go(func() {
			s.results <- s.send(context.WithoutCancel(ctx), t)
			<-s.slots
		})
	}
	switch {
	case len(batch) > 0:
		return 0
	case next.IsZero():
		return longestWait
	}
	return min(max(next.Sub(now), time.Millisecond), longestWait)
}

// take takes up to n messages, a fair share from each partition.
func (s *sending) take(ctx context.Context, now time.Time, n int) (batch []taken, next time.Time, err error) {
	share := max((n+len(s.parts)-1)/len(s.parts), 1)
	cmds := make([]*redis.Cmd, len(s.parts))
	var asking sync.WaitGroup
	for i, k := range s.parts {
		asking.Go(func() {
			cmds[i] = take.Run(ctx, s.pipe, k.all(), now.UnixMilli(), now.Add(onItsWay).UnixMilli(), share)
		})
	}
	asking.Wait()
	for part, cmd := range cmds {
		values, err := cmd.StringSlice()
		if err != nil {
			return nil, next, fmt.Errorf("take: %w", err)
		}
		if ms, err := strconv.ParseFloat(values[0], 64); err == nil {
			if at := time.UnixMilli(int64(ms)); next.IsZero() || at.Before(next) {
				next = at
			}
		}
		for i := 1; i+5 < len(values); i += 6 {
			batch = append(batch, s.read(part, values[i:i+6]))
		}
	}
	return batch, next, nil
}

func (s *sending) read(part int, v []string) taken {
	k := s.parts[part]
	t := taken{partition: part, chat: v[0], item: v[1]}
	out, err := s.decode(k.items, v[2])
	if err != nil {
		s.log.Error("a queued message cannot be read and is dropped", "error", err)
		t.unreadable = true
		return t
	}
	t.delivery = bot.Delivery{Outgoing: out, Target: s.openID(k.handles, v[3]), Replies: out.ReplyTo}
	if out.ReplyToHandle != "" {
		t.delivery.Replies = s.openID(k.handles, v[4])
	}
	if v[5] == "1" {
		s.metrics.resent.Inc()
	}
	return t
}
