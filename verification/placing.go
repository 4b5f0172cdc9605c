package verification

import (
	"context"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// PutInPlace says which place a volunteer meant, who is named by their tag; see [Claim.PutInPlace].
func (d *Service) PutInPlace(ctx context.Context, cause string, by claim.Person, code claim.Code, tag string, text moderation.Foreign) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		for _, id := range c.Voters() {
			if Tag(id) == tag {
				return c.PutInPlace(now, cause, by.ID, id, text, d.rulesFor(ctx))
			}
		}
		return claim.NotFound
	})
}

// askForPlaces shows the reviewers what volunteers wrote of a claim that ended without a result, in case they know the places.
func (d *Service) askForPlaces(ctx context.Context, c *claim.Claim, key string) error {
	if c.Status != claim.StatusUndecided || !c.Unplaced() {
		return nil
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if c.TookPart(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "places."+key+"."+string(p.ID), p, c)
	})
}
