package verification

import (
	"context"
	"fmt"

	"github.com/rastau/rastau/verification/phrase"
)

// Results searches the results that are out, and gives up to n, the likeliest first.
func (d *Desk) Results(ctx context.Context, words string, n int) ([]*Claim, error) {
	if phrase.Of(words).Kind != phrase.None {
		return nil, nil
	}
	index, err := d.memory.current(ctx)
	if err != nil {
		return nil, err
	}
	matches, err := d.loaded(ctx, index.Results(words, n), func(_ context.Context, c *Claim) (*Claim, error) {
		if c.Status != StatusPublished {
			return nil, nil
		}
		return c, nil
	})
	claims := make([]*Claim, len(matches))
	for i, m := range matches {
		claims[i] = m.claim
	}
	return claims, err
}

// MaySearch counts a search of somebody, and is TooFast when it is one too many in a minute. It is not counted among what they
// write in the chat: a search comes at every pause of who types. No record is made of them.
func (d *Desk) MaySearch(ctx context.Context, id PersonID) error {
	_, _, pace, err := d.store.Visit(ctx, id, Visit{At: d.now(), PerMinute: d.rules.Policy.PerMinute})
	switch {
	case err != nil:
		return fmt.Errorf("count a search: %w", err)
	case !pace.Within:
		return TooFast
	}
	return nil
}
