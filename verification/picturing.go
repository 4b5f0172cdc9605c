package verification

import (
	"context"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// AllowPicture turns it on or off; see [Claim.AllowPicture].
func (d *Service) AllowPicture(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error { return c.AllowPicture(now, cause, by.ID) })
}
