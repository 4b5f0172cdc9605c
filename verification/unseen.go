package verification

import (
	"context"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Unshow asks somebody else in place of a person who could not be shown what a question is about; see [Claim.Unshow].
func (d *Service) Unshow(ctx context.Context, cause string, id claim.PersonID, code claim.Code, forAll bool) error {
	_, err := d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error { return c.Unshow(now, cause, id, forAll) })
	if err != nil {
		if _, refused := claim.RefusalOf(err); refused { // it is over, or they gave it back already
			return nil
		}
		return err
	}
	return d.release(ctx, id, code)
}
