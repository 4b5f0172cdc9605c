package verification

import (
	"context"
	"errors"

	"github.com/rastau/rastau/verification/claim"
)

// Export calls fn for every published verdict.
func (d *Service) Export(ctx context.Context, fn func(claim.OpenClaim) error) error {
	seen := map[claim.Code]bool{}
	return d.store.EachClaim(ctx, func(code claim.Code) error {
		if seen[code] {
			return nil
		}
		seen[code] = true
		c, err := d.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if c.Public().Status != claim.StatusPublished {
			return nil
		}
		return fn(c.Export(func(domain, name string) string { return d.namer.PseudonymOf("export "+domain, name)[:12] }))
	})
}
