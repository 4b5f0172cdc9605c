package duplicates

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
)

// ErrLearning is returned while the index is read for the first time. It wraps [context.DeadlineExceeded]: the caller tries again, as
// after anything that takes too long.
var ErrLearning = fmt.Errorf("the similarity index is still being read: %w", context.DeadlineExceeded)

// Index is this process's copy of the features of all claims. Before each use it catches up with what other processes changed.
// When the changes are no longer known, it is read anew, and the old copy serves meanwhile: an entry too many does no harm, since the
// claim decides, and one that is missing only means that something is asked twice. Its methods may be called concurrently.
type Index struct {
	store     Store
	key       [32]byte
	limits    pictures.Limits
	extractor *matching.Index // stays empty; it only extracts features

	patience time.Duration

	asked    atomic.Uint64 // how many callers have asked to catch up
	mu       sync.Mutex    // guards the fields below
	done     uint64        // how many of them have caught up
	index    *matching.Index
	position string    // in the changes; "" when it is lost
	learning *learning // nil unless the index is being read

	Outdated Outdated // claims whose features have to be extracted anew
}

// New returns an empty index. key is the secret under which features are hidden in the store; zero limits stand for the default ones.
// patience is how long a caller waits for the first reading, by default two seconds.
func New(store Store, key [32]byte, limits pictures.Limits, patience time.Duration) *Index {
	if limits == (pictures.Limits{}) {
		limits = pictures.DefaultLimits()
	}
	return &Index{store: store, key: key, limits: limits, extractor: matching.New(key, limits), patience: cmp.Or(patience, 2*time.Second)}
}

// Learn begins to read the index, so that the first look-up need not wait. It returns nil when that takes longer than its patience:
// the reading goes on.
func (x *Index) Learn(ctx context.Context) error {
	_, err := x.Current(ctx)
	if errors.Is(err, ErrLearning) {
		return nil
	}
	return err
}

// Features returns the features of what was sent.
func (x *Index) Features(content claim.Content) matching.Features {
	return claim.FeaturesOf(x.extractor, content)
}

// ClaimFeatures returns the features under which a claim is stored.
func (x *Index) ClaimFeatures(c *claim.Claim) matching.Features { return c.Features(x.extractor) }

// Candidates returns the claims among which the sender may choose: all of same, and those of like that can be told apart without
// showing more than the sender wrote.
func (x *Index) Candidates(sent claim.Content, same, like []*claim.Claim) []*claim.Claim {
	return candidates(sent, same, like, x.limits)
}

// Limits returns the limits by which the index compares pictures.
func (x *Index) Limits() pictures.Limits { return x.limits }

// Current returns the index after it has caught up. While it is read anew it returns the old copy, and ErrLearning when there is none
// yet. Callers that arrive while one catches up share the next attempt.
func (x *Index) Current(ctx context.Context) (*matching.Index, error) {
	mine := x.asked.Add(1)
	index, l, err := x.caughtUp(ctx, mine)
	if l == nil {
		return index, err
	}
	select {
	case <-l.ended:
	case <-l.late:
		if l.isUnderWay() {
			if index == nil {
				return nil, ErrLearning
			}
			return index, nil
		}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l.err != nil {
		return nil, fmt.Errorf("read the similarity index: %w", l.err)
	}
	index, _, err = x.caughtUp(ctx, mine) // the caller may ask for something that was added meanwhile
	return index, err
}

// caughtUp returns the index, and the reading that is under way when it could not catch up.
func (x *Index) caughtUp(ctx context.Context, mine uint64) (*matching.Index, *learning, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.index != nil && x.done >= mine {
		return x.index, nil, nil
	}
	all := x.asked.Load()
	if x.position != "" {
		until, err := x.store.Changes(ctx, x.position, x.apply(x.index))
		if err == nil {
			x.position, x.done = until, all
			if x.index.Worn() {
				x.begin(ctx, all)
			}
			return x.index, nil, nil
		}
		if !errors.Is(err, ErrForgotten) {
			return nil, nil, fmt.Errorf("catch up with the similarity index: %w", err)
		}
		x.position = ""
	}
	return x.index, x.begin(ctx, all), nil
}

// Knows reports whether the claim was in the index when this process last caught up.
func (x *Index) Knows(code claim.Code) bool {
	x.mu.Lock()
	index := x.index
	x.mu.Unlock()
	return index != nil && index.Has(string(code))
}
