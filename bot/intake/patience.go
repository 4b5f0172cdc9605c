package intake

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/backoff"
)

// mostPatience is how long failures that concern only the update's chat, or one file, are retried. After that they count as final.
const mostPatience = 10 * time.Second

// ownFailures tracks the failures of an update that concern only its chat or one file.
type ownFailures struct {
	until time.Time
	tries int // such failures in a row
}

// begin returns a context that carries the time until which such failures are retried.
func (f *ownFailures) begin(ctx context.Context, now time.Time) context.Context {
	if f.tries == 0 {
		f.until = now.Add(mostPatience)
	}
	return bot.WithPatience(ctx, f.until)
}

// left records a failed attempt and returns how long to wait before the next one. It returns 0 when the time is up, and for any
// other kind of failure, which also resets it.
func (f *ownFailures) left(err error, now time.Time) time.Duration {
	if !concernsOne(err) {
		f.tries = 0
		return 0
	}
	f.tries++
	return max(0, min(backoff.Double(firstWait, time.Minute, f.tries), f.until.Sub(now)))
}

// concernsOne reports whether err is temporary and concerns one chat or file only, while Telegram answers other calls.
func concernsOne(err error) bool {
	why, ok := errors.AsType[*bot.DeliveryError](err)
	return ok && why.Failure.Passes() && why.Failure != bot.Unconfirmed && !bot.ScopeOf(err).Stops()
}
