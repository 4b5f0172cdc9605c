package verification

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// mostWaiting is how many wait in a process for their turn on one claim. Whoever comes then tries again later, and holds up nobody
// meanwhile who has to do with another claim.
const mostWaiting = 8

// turns has those who change the same claim in a process do so one after the other: side by side all but one would have loaded it
// for nothing. Between processes the ledger itself decides.
type turns struct {
	mu     sync.Mutex
	claims map[claim.Code]*queue
}

type queue struct {
	turn   chan struct{} // holds one
	people int           // whose turn it is, or who wait
}

// take waits for a turn on a claim, which ends with done. When too many wait it is ErrConflict.
func (t *turns) take(ctx context.Context, code claim.Code) (done func(), err error) {
	t.mu.Lock()
	q := t.claims[code]
	if q == nil {
		q = &queue{turn: make(chan struct{}, 1)}
		if t.claims == nil {
			t.claims = map[claim.Code]*queue{}
		}
		t.claims[code] = q
	}
	if q.people > mostWaiting {
		t.mu.Unlock()
		return nil, fmt.Errorf("many wait for their turn on a claim: %w", claim.ErrConflict)
	}
	q.people++
	t.mu.Unlock()
	leave := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if q.people--; q.people == 0 {
			delete(t.claims, code)
		}
	}
	select {
	case q.turn <- struct{}{}:
		return func() { <-q.turn; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

const (
	shortestPause = 2 * time.Millisecond
	longestPause  = 100 * time.Millisecond
)

// pause waits before somebody decides anew: the longer the more often they had to, and by chance, so that those who collided do
// not collide again.
func pause(ctx context.Context, try int) error {
	most := min(shortestPause<<min(try, 10), longestPause)
	over, cancel := context.WithTimeout(ctx, rand.N(most)) // of real time, also where the clock stands still
	defer cancel()
	<-over.Done()
	return ctx.Err()
}
