package verification

import (
	"context"
	"errors"

	"github.com/rastau/rastau/verification/claim"
)

// recognisedAs gives the claim that is meant when somebody sends what was sent with this one: itself, or the one that goes on
// for it since they were merged; nil when it is not recognised. As what one person sent is let go of when they are forgotten,
// so is what was merged, unless a result is out.
func (d *Service) recognisedAs(ctx context.Context, c *claim.Claim) (*claim.Claim, error) {
	if c.Recognisable() {
		return c, nil
	}
	if !c.Alias() {
		return nil, nil
	}
	into, err := d.resolve(ctx, c.Into)
	if errors.Is(err, claim.NotFound) {
		return nil, nil
	}
	if err != nil || !into.Recognisable() || len(c.Requesters) == 0 && !c.Out() && !into.Out() {
		return nil, err
	}
	return into, nil
}

// unlearn has a merged claim be recognised no more when the time for that is over.
func (d *Service) unlearn(ctx context.Context, c *claim.Claim) error {
	if c.Status != claim.StatusMerged || !d.index.Knows(c.Code) {
		return nil
	}
	c, err := d.Claim(ctx, c.Code)
	if err != nil {
		return err
	}
	if as, err := d.recognisedAs(ctx, c); err != nil || as != nil {
		return err
	}
	return d.reindex(ctx, c)
}
