package intake

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/lease"
)

const (
	leaseTTL    = 15 * time.Second
	pollTimeout = 30 * time.Second
	pollLimit   = 100
	// A server that answers at once with nothing new is asked again only after this.
	pollRest = 500 * time.Millisecond
	lastWait = time.Minute
)

// Poll asks the source for updates until ctx ends, whenever this replica is the one that may.
func (in *Intake) Poll(ctx context.Context, source Source) error {
	l := lease.Lease{Redis: in.Redis, Clock: in.Clock, Log: in.Log, Key: pollLease, TTL: leaseTTL}
	return l.Run(ctx, func(ctx context.Context) error { return in.poll(ctx, source) })
}

func (in *Intake) poll(ctx context.Context, source Source) error {
	var offset int64
	failures := 0
	for ctx.Err() == nil {
		asked := in.Clock.Now()
		updates, err := source.GetUpdates(ctx, offset, pollLimit, pollTimeout)
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			wait := pollWait(err, failures)
			failures++
			in.metrics.pollFailed.Inc()
			in.Log.Warn("updates cannot be fetched", "error", err, "wait", wait)
			in.pause(ctx, wait)
			continue
		}
		failures = 0
		fresh, err := in.Store(ctx, updates)
		for err != nil && ctx.Err() == nil {
			// Telegram keeps them until they are stored.
			in.Log.Error("updates cannot be stored", "error", err)
			in.pause(ctx, time.Second)
			var n int
			n, err = in.Store(ctx, updates)
			fresh += n
		}
		if err != nil {
			return nil
		}
		if id, ok := in.last(updates); ok {
			// Whatever came last: ids may start again lower than they were.
			offset = id + 1
		}
		if fresh == 0 && in.Clock.Since(asked) < pollRest {
			in.pause(ctx, pollRest)
		}
	}
	return nil
}

func (in *Intake) last(updates []json.RawMessage) (int64, bool) {
	for i := len(updates) - 1; i >= 0; i-- {
		if id, _, ok := in.Codec.Peek(updates[i]); ok {
			return id, true
		}
	}
	return 0, false
}

// pollWait is how long to wait after an error: what Telegram asks for, or longer each time.
func pollWait(err error, failures int) time.Duration {
	var why *bot.DeliveryError
	if errors.As(err, &why) && why.RetryAfter > 0 {
		return why.RetryAfter
	}
	return min(time.Second<<min(failures, 10), lastWait)
}

func (in *Intake) pause(ctx context.Context, d time.Duration) {
	select {
	case <-in.Clock.After(d):
	case <-ctx.Done():
	}
}
