package bot

import (
	"context"
	"time"
)

type patienceKey struct{}

// WithPatience says until when failures are waited out that concern one chat or file alone, while the chat service answers other
// calls. After that such a failure is an answer like a refusal, so that nobody's chat waits for it.
func WithPatience(ctx context.Context, until time.Time) context.Context {
	return context.WithValue(ctx, patienceKey{}, until)
}

// PatienceLeft returns how much longer that is, or most when that is less or nothing was said of it. It is 0 when it is over.
func PatienceLeft(ctx context.Context, now time.Time, most time.Duration) time.Duration {
	until, bounded := ctx.Value(patienceKey{}).(time.Time)
	if !bounded {
		return most
	}
	return max(0, min(most, until.Sub(now)))
}
