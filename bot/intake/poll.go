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
	pollTimeout = 30 * time.Second
	pollLimit   = 100
	// A server that answers at once with nothing new is asked again only after this.
	pollRest = 500 * time.Millisecond
	// lastWait is the longest wait after a failure. A window may be open for five minutes only: 1% of them.
	lastWait = 3 * time.Second
)

// Poll asks the source for updates until ctx ends, whenever this replica is the one that may.
func (in *Intake) Poll(ctx context.Context, source Source) error {
	l := lease.Lease{Redis: in.Redis, Clock: in.Clock, Log: in.Log, Key: pollLease}
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
		fresh, last, ok := in.keep(ctx, updates)
		if !ok {
			return nil
		}
		switch {
		case last != 0:
			offset = last + 1
		case len(updates) == 0:
			// All before are confirmed by now, so that 0 means the same, and still does when ids start again lower.
			offset = 0
		}
		if fresh == 0 && in.Clock.Since(asked) < pollRest {
			in.pause(ctx, pollRest)
		}
	}
	return nil
}

// keep stores updates, however long that takes: Telegram keeps them until it is told that we have them. It gives up, and ok
// is false, only when ctx ends.
func (in *Intake) keep(ctx context.Context, updates []json.RawMessage) (fresh int, last int64, ok bool) {
	for ctx.Err() == nil {
		n, id, err := in.store(ctx, updates)
		fresh += n
		if err == nil {
			return fresh, id, true
		}
		in.Log.Error("updates cannot be stored", "error", err)
		in.pause(ctx, time.Second)
	}
	return fresh, 0, false
}

// pollWait is how long to wait after an error: what Telegram asks for, or longer each time.
func pollWait(err error, failures int) time.Duration {
	if why, ok := errors.AsType[*bot.DeliveryError](err); ok && why.RetryAfter > 0 {
		return why.RetryAfter
	}
	return min(time.Second<<min(failures, 10), lastWait)
}

func (in *Intake) pause(ctx context.Context, d time.Duration) {
	t := in.Clock.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.Chan():
	case <-ctx.Done():
	}
}
