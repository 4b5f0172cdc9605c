package duplicates

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// learning is one reading of the whole index.
type learning struct {
	late  <-chan struct{} // closed when callers no longer wait for it
	ended chan struct{}
	err   error // set before ended is closed
}

// isUnderWay reports whether the reading has not ended. late may be closed in either case.
func (l *learning) isUnderWay() bool {
	select {
	case <-l.ended:
		return false
	default:
		return true
	}
}

// begin starts a reading unless one is under way. It serves the first all callers.
func (x *Index) begin(ctx context.Context, all uint64) *learning {
	if x.learning == nil {
		late, stop := context.WithTimeout(context.Background(), x.patience)
		l := &learning{late: late.Done(), ended: make(chan struct{})}
		x.learning = l
		go func() { // the caller that began it may go away
			defer stop()
			x.learn(context.WithoutCancel(ctx), l, all)
		}()
	}
	return x.learning
}

func (x *Index) learn(ctx context.Context, l *learning, all uint64) {
	index := matching.New(x.key, x.limits)
	until, err := x.store.Changes(ctx, "", x.apply(index))
	x.mu.Lock()
	defer x.mu.Unlock()
	if err == nil {
		x.index, x.position, x.done = index, until, all
	}
	l.err, x.learning = err, nil
	close(l.ended)
}

// apply returns a function that brings an index in line with one change.
func (x *Index) apply(index *matching.Index) func(claim.Code, *matching.Features) {
	return func(code claim.Code, f *matching.Features) {
		if f == nil {
			index.Remove(string(code))
			return
		}
		x.Outdated.note(code, index.Put(string(code), *f))
	}
}
