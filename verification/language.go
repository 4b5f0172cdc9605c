package verification

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
)

// Speaks gives the language that somebody chose, or the one that is reported of who never did.
func (d *Service) Speaks(ctx context.Context, id claim.PersonID, reported claim.Language) (claim.Language, error) {
	p, found, err := d.store.Person(ctx, id)
	if err != nil || !found || p.Language == "" {
		return reported, err
	}
	return p.Language, nil
}
