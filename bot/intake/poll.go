package intake

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/lease"
	"github.com/rastau/rastau/internal/backoff"
)

const (
	pollTimeout = 30 * time.Second
	pollLimit   = 100
	// pollRest is the shortest time between two polls that bring nothing new.
	pollRest = 500 * time.Millisecond
	// lastWait is the longest wait after a failure. The network may be back for five minutes only; this is 1% of them.
	lastWait = 3 * time.Second
)

// Poll fetches updates from the source until ctx is done, while this replica holds the lease.
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
			// All earlier updates are confirmed by now, so 0 means the same, and still does if ids restart from a lower number.
			offset = 0
		}
		if fresh == 0 && in.Clock.Since(asked) < pollRest {
			in.pause(ctx, pollRest)
		}
	}
	return nil
}

// keep stores updates, however long that takes: Telegram keeps them until we confirm them. ok is false only if ctx is done first.
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

// pollWait returns how long to wait after an error: what Telegram asks for, or a wait that grows with the failures.
func pollWait(err error, failures int) time.Duration {
	if why, ok := errors.AsType[*bot.DeliveryError](err); ok && why.RetryAfter > 0 {
		return why.RetryAfter
	}
	return backoff.Double(time.Second, lastWait, failures)
}

func (in *Intake) pause(ctx context.Context, d time.Duration) {
	t := in.Clock.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.Chan():
	case <-ctx.Done():
	}
}
