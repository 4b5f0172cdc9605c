package verification

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
)

// Recognition keeps by what claims are recognised. Like the queues it is an index that may be stale: what counts is said by
// the claims.
type Recognition interface {
	// SaveFeatures keeps by what a claim is recognised, DropFeatures forgets it. Both may be repeated.
	SaveFeatures(ctx context.Context, code claim.Code, f matching.Features) error
	DropFeatures(ctx context.Context, code claim.Code) error
	// Changes calls fn for every claim that changed since a place, perhaps several times, with nil for one that was dropped;
	// since "" for every claim that there is. It gives the place up to which fn has heard everything. ErrForgotten when
	// nobody knows any more what changed since then. What cannot be read counts as dropped.
	Changes(ctx context.Context, since string, fn func(code claim.Code, f *matching.Features)) (until string, err error)
}

// ErrForgotten is returned for a place of which nobody knows any more what happened since.
var ErrForgotten = errors.New("nobody knows what changed since then")

// errLearning is returned while all is being learned for the first time. Like whatever takes too long, it is tried again.
var errLearning = fmt.Errorf("what claims are recognised by is not known yet: %w", context.DeadlineExceeded)

// memory is this process's copy of all that claims are recognised by. Before each use it catches up with what other
// processes changed, so that all of them know the same. When nobody can tell any more what changed, it goes on with what it
// knows until it has learned all anew: what is wrong in it does no harm, and what is missing in it is asked once more.
type memory struct {
	store  Recognition
	key    [32]byte
	limits pictures.Limits
	log    *slog.Logger
	maker  *matching.Index // knows nothing: it only makes features

	patience time.Duration

	asked    atomic.Uint64 // how many wanted to catch up so far
	mu       sync.Mutex    // guards what follows
	done     uint64        // so many of them have
	index    *matching.Index
	place    string    // in what changed; "" when that is lost
	learning *learning // nil when there is nothing to be learned

	outdated outdated
}

// learning is under way.
type learning struct {
	late  <-chan struct{} // closed when nobody waits for it any more
	ended chan struct{}
	err   error // once it has ended
}

func newMemory(o Options) *memory {
	limits := o.Policy.Pictures
	if limits == (pictures.Limits{}) {
		limits = pictures.DefaultLimits()
	}
	m := &memory{store: o.Store, limits: limits, log: o.Log, patience: cmp.Or(o.Patience, 2*time.Second)}
	if o.Namer != nil {
		m.key = sha256.Sum256([]byte(o.Namer.PseudonymOf("matching", "features")))
	}
	m.maker = matching.New(m.key, limits)
	return m
}

// current gives the index as it is now, or as it was when it is being learned anew, or errLearning. Those who come while one
// catches up share the next time.
func (m *memory) current(ctx context.Context) (*matching.Index, error) {
	mine := m.asked.Add(1)
	index, l, err := m.caughtUp(ctx, mine)
	if l == nil {
		return index, err
	}
	select {
	case <-l.ended:
	case <-l.late:
		if l.isUnderWay() {
			if index == nil {
				return nil, errLearning
			}
			return index, nil
		}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l.err != nil {
		return nil, fmt.Errorf("learn what is known: %w", l.err)
	}
	index, _, err = m.caughtUp(ctx, mine) // who came while all was read may ask for what was not there yet
	return index, err
}

// isUnderWay tells that learning has not ended, which is late as well once it has.
func (l *learning) isUnderWay() bool {
	select {
	case <-l.ended:
		return false
	default:
		return true
	}
}

// caughtUp gives the index, and what is being learned when it could not catch up.
func (m *memory) caughtUp(ctx context.Context, mine uint64) (*matching.Index, *learning, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.index != nil && m.done >= mine {
		return m.index, nil, nil
	}
	all := m.asked.Load()
	if m.place != "" {
		until, err := m.store.Changes(ctx, m.place, m.put(m.index))
		if err == nil {
			m.place, m.done = until, all
			if m.index.Worn() {
				m.begin(ctx, all)
			}
			return m.index, nil, nil
		}
		if !errors.Is(err, ErrForgotten) {
			return nil, nil, fmt.Errorf("catch up with what is known: %w", err)
		}
		m.place = ""
	}
	return m.index, m.begin(ctx, all), nil
}

// begin has everything be learned, if it is not under way, for the first so many who asked.
func (m *memory) begin(ctx context.Context, all uint64) *learning {
	if m.learning == nil {
		late, stop := context.WithTimeout(context.Background(), m.patience)
		l := &learning{late: late.Done(), ended: make(chan struct{})}
		m.learning = l
		go func() { // whoever happened to begin it may go away
			defer stop()
			m.learn(context.WithoutCancel(ctx), l, all)
		}()
	}
	return m.learning
}

func (m *memory) learn(ctx context.Context, l *learning, all uint64) {
	index := matching.New(m.key, m.limits)
	until, err := m.store.Changes(ctx, "", m.put(index))
	m.mu.Lock()
	defer m.mu.Unlock()
	if err == nil {
		m.index, m.place, m.done = index, until, all
	}
	l.err, m.learning = err, nil
	close(l.ended)
}

// knows tells whether a claim was among those that were recognised when this process last looked.
func (m *memory) knows(code claim.Code) bool {
	m.mu.Lock()
	index := m.index
	m.mu.Unlock()
	return index != nil && index.Has(string(code))
}

func (m *memory) put(index *matching.Index) func(claim.Code, *matching.Features) {
	return func(code claim.Code, f *matching.Features) {
		if f == nil {
			index.Remove(string(code))
			return
		}
		m.outdated.note(code, index.Put(string(code), *f))
	}
}

// reindex brings what the claim is recognised by in line with what became of it.
func (d *Service) reindex(ctx context.Context, c *claim.Claim) error {
	for range attempts {
		var err error
		as, err := d.recognisedAs(ctx, c)
		if err != nil {
			return err
		}
		f := c.Features(d.memory.maker)
		if as != nil && !f.Empty() {
			err = d.store.SaveFeatures(ctx, c.Code, f)
		} else {
			err = d.store.DropFeatures(ctx, c.Code)
		}
		if err != nil {
			return fmt.Errorf("note by what a claim is recognised: %w", err)
		}
		// What was erased while this was written must not come back by it.
		now, err := d.Claim(ctx, c.Code)
		if err != nil {
			return err
		}
		still, err := d.recognisedAs(ctx, now)
		if err != nil {
			return err
		}
		if now.Length() <= c.Length() && (still == nil) == (as == nil) {
			return nil
		}
		c = now
	}
	return claim.ErrConflict
}

// Rebuild makes all by which claims are recognised anew from the claims, while bots run, and gives how many there are. What
// is as it should be is left alone, so that nobody has to learn it again.
func (d *Service) Rebuild(ctx context.Context) (int, error) {
	var failed error
	stale, made := map[claim.Code]digest{}, map[claim.Code]bool{}
	_, err := d.store.Changes(ctx, "", func(code claim.Code, f *matching.Features) {
		sum, err := digestOf(f)
		stale[code], failed = sum, errors.Join(failed, err)
	})
	if err = errors.Join(err, failed); err != nil {
		return 0, err
	}
	anew := func(c *claim.Claim) error {
		as, err := d.recognisedAs(ctx, c)
		if err != nil {
			return err
		}
		before, there := stale[c.Code]
		if as == nil && !there {
			return nil
		}
		delete(stale, c.Code)
		if as != nil {
			made[c.Code] = true
			f := c.Features(d.memory.maker)
			if sum, err := digestOf(&f); err != nil || there && sum == before {
				return err
			}
		}
		return d.reindex(ctx, c)
	}
	err = d.eachClaim(ctx, anew)
	for code := range stale { // of claims that are not there, or that are being settled for the first time
		c, failed := d.Claim(ctx, code)
		switch {
		case failed == nil:
			failed = anew(c)
		case errors.Is(failed, claim.NotFound):
			failed = d.store.DropFeatures(ctx, code)
		}
		err = errors.Join(err, failed)
	}
	return len(made), err
}

// digest tells features from others; it is zero for those that cannot be read.
type digest [sha256.Size]byte

func digestOf(f *matching.Features) (digest, error) {
	if f == nil {
		return digest{}, nil
	}
	plain, err := cbor.Marshal(f)
	return sha256.Sum256(plain), err
}
