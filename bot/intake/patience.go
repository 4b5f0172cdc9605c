package intake

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/bot"
)

// mostPatience is how long an update waits for what fails for its chat, or for one file, alone. After that the failure is an answer.
const mostPatience = 10 * time.Second

// ownFailures is how an update fares with what fails for its chat, or for one file, alone.
type ownFailures struct {
	until time.Time
	tries int // in a row that failed so
}

// begin tells a try how long such failures are waited out.
func (f *ownFailures) begin(ctx context.Context, now time.Time) context.Context {
	if f.tries == 0 {
		f.until = now.Add(mostPatience)
	}
	return bot.WithPatience(ctx, f.until)
}

// left notes how a try failed. It returns how long to wait before the next one, 0 when there is none to be, or when it is something
// else that failed, with which all of it begins anew.
func (f *ownFailures) left(err error, now time.Time) time.Duration {
	if !concernsOne(err) {
		f.tries = 0
		return 0
	}
	f.tries++
	return max(0, min(50*time.Millisecond<<min(f.tries, 10), f.until.Sub(now)))
}

// concernsOne tells failures that pass and concern one chat or file alone, while the service answers others.
func concernsOne(err error) bool {
	why, ok := errors.AsType[*bot.DeliveryError](err)
	return ok && why.Failure.Passes() && why.Failure != bot.Unconfirmed && !bot.ScopeOf(err).Stops()
}
