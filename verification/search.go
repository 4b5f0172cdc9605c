package verification

import (
	"context"
	"fmt"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/phrase"
)

// Results searches the results that are out, and gives up to n, the likeliest first.
func (d *Service) Results(ctx context.Context, words string, n int) ([]*claim.Claim, error) {
	if phrase.Of(words).Kind != phrase.None {
		return nil, nil
	}
	index, err := d.index.Current(ctx)
	if err != nil {
		return nil, err
	}
	matches, err := d.loaded(ctx, index.Results(words, n), func(_ context.Context, c *claim.Claim) (*claim.Claim, error) {
		if c.Status != claim.StatusPublished {
			return nil, nil
		}
		return c, nil
	})
	claims := make([]*claim.Claim, len(matches))
	for i, m := range matches {
		claims[i] = m.claim
	}
	return claims, err
}

// MaySearch counts a search of somebody, and is TooFast when it is one too many in a minute. It is not counted among what they
// write in the chat: a search comes at every pause of who types. No record is made of them.
func (d *Service) MaySearch(ctx context.Context, id claim.PersonID) error {
	_, _, pace, err := d.store.Visit(ctx, id, Visit{At: d.now(), PerMinute: d.rules.Policy.PerMinute})
	switch {
	case err != nil:
		return fmt.Errorf("count a search: %w", err)
	case !pace.Within:
		return claim.TooFast
	}
	return nil
}
