package verification

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
)

// NoteResults puts every claim whose result is out on the list of those to be issued, for a store that has no such list yet.
func (d *Service) NoteResults(ctx context.Context) error {
	return d.eachClaim(ctx, func(c *claim.Claim) error {
		if c.Edition == 0 {
			return nil
		}
		return d.store.NoteResult(ctx, c.Code, c.Edition)
	})
}
