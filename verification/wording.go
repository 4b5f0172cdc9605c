package verification

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/duplicates"
	"github.com/rastau/rastau/verification/matching"
)

// Shared gives what the asker wrote that a claim says as well, in the asker's own words and order, with "…" for the rest; ""
// when it is nothing.
func (r Reception) Shared(c *claim.Claim) string {
	return duplicates.SharedWords(r.Claim.Content, c.Content)
}

// Alike tells whether a file that came with the claim is one that was sent: beyond doubt, perhaps, or "" for none.
func (r Reception) Alike(c *claim.Claim) matching.Kind {
	return duplicates.Alike(r.Claim.Content, c.Content, r.limits)
}

// Own returns what somebody may know of a claim without a result that they asked about: with the words that they sent.
func (d *Service) Own(ctx context.Context, c *claim.Claim, by claim.PersonID) (claim.Release, error) {
	own := *c
	var err error
	if own.Content, err = d.Wording(ctx, c, by); err != nil {
		return claim.Release{}, err
	}
	return own.ReleaseAs(own.Status, true, false), nil
}

// Wording gives what somebody sent who asks about a claim; empty when that is not known any more.
func (d *Service) Wording(ctx context.Context, c *claim.Claim, by claim.PersonID) (claim.Content, error) {
	for range longestChain {
		a, ok := c.Asker(by)
		switch {
		case !ok:
			return claim.Content{}, nil
		case a.Via == "":
			return c.Content, nil
		}
		var err error
		if c, err = d.Claim(ctx, a.Via); err != nil {
			if _, refused := claim.RefusalOf(err); refused {
				return claim.Content{}, nil
			}
			return claim.Content{}, err
		}
	}
	return claim.Content{}, nil
}
