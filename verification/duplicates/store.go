package duplicates

import (
	"context"
	"errors"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// Store keeps the features of claims. Like the queues it is an index that may be stale: the claims themselves decide.
type Store interface {
	// SaveFeatures keeps the features of a claim, DropFeatures forgets them. Both may be repeated.
	SaveFeatures(ctx context.Context, code claim.Code, f matching.Features) error
	DropFeatures(ctx context.Context, code claim.Code) error
	// Changes calls fn for every claim whose features changed after since, perhaps several times, and for every claim when since
	// is "". f is nil for a claim that was dropped or cannot be read. It returns the position up to which fn has been called, or
	// [ErrForgotten] when the changes after since are no longer known.
	Changes(ctx context.Context, since string, fn func(code claim.Code, f *matching.Features)) (until string, err error)
}

// ErrForgotten is returned when the changes after a position are no longer known.
var ErrForgotten = errors.New("the changes since then are no longer known")
