package verification

import (
	"context"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// gone are those on whose word something of the claim rests and who review no more.
func (d *Service) gone(ctx context.Context, c *claim.Claim) ([]claim.PersonID, error) {
	var gone []claim.PersonID
	for _, id := range c.Word() {
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return nil, err
		}
		if !found || !p.Reviews() {
			gone = append(gone, id)
		}
	}
	return gone, nil
}

// retireGone notes who of those reviews no more, before anything else happens to the claim.
func (d *Service) retireGone(ctx context.Context, c *claim.Claim) error {
	gone, err := d.gone(ctx, c)
	if err != nil || len(gone) == 0 {
		return err
	}
	c.Retire(d.now(), gone)
	return d.append(ctx, c)
}

// retire has what somebody said as a reviewer count no longer, on all claims that wait for one.
func (d *Service) retire(ctx context.Context, id claim.PersonID) error {
	const all = 1 << 20
	codes, err := d.store.Awaiting(ctx, all)
	if err != nil {
		return err
	}
	for _, code := range codes {
		_, err := d.change(ctx, code, "", func(c *claim.Claim, now time.Time) error {
			c.Retire(now, []claim.PersonID{id})
			return nil
		})
		if _, refused := claim.RefusalOf(err); err != nil && !refused { // NotFound is one: it is gone meanwhile
			return err
		}
	}
	return nil
}

// tellRetired tells the other reviewers that somebody reviews no more on whose word something rested.
func (d *Service) tellRetired(ctx context.Context, c *claim.Claim, key string, e *claim.Retired) error {
	if c.Status == claim.StatusDecided {
		if err := d.callReviewers(ctx, c, key, e); err != nil {
			return err
		}
	} else if err := d.reviewedUnlessWaiting(ctx, c); err != nil {
		return err
	}
	if err := d.offer(ctx, c); err != nil {
		return err
	}
	return d.alert(ctx, c, key, e)
}
