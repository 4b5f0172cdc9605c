package verification

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/rastau/rastau/verification/claim"
)

// scoreVoters lets everybody's record learn from the first result, which may have been corrected since.
func (d *Service) scoreVoters(ctx context.Context, c *claim.Claim, published *claim.Published) error {
	if published.Version != 1 {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(c.Votes)) {
		v := c.Votes[id]
		if !v.Counts() {
			continue
		}
		_, err := d.changePerson(ctx, id, func(p *claim.Person) error {
			if p.Version == 0 {
				return claim.NotFound // they were forgotten
			}
			p.Score(c.Code, c.Probability(*published.Verdict, v.Answer))
			return nil
		})
		if err != nil && !errors.Is(err, claim.NotFound) {
			return err
		}
	}
	return nil
}
