package verification

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
)

// SetRegion notes where a person lives; Everywhere takes that back.
func (d *Service) SetRegion(ctx context.Context, id claim.PersonID, r claim.Region) (claim.Person, error) {
	if r != claim.Everywhere && !r.Known() {
		return claim.Person{}, claim.BadAnswer
	}
	before := r
	p, err := d.changePerson(ctx, id, func(p *claim.Person) error {
		before = p.Region
		if p.Region != r {
			p.Region, p.RegionSince = r, d.now()
		}
		return nil
	})
	if err != nil {
		return p, err
	}
	for _, old := range claim.Regions { // also one of a try that was cut short
		if old != r && old.Darkens() && (old == before || before == r) {
			if err := d.store.Depart(ctx, old, id); err != nil {
				return p, err
			}
		}
	}
	if !r.Darkens() {
		return p, nil
	}
	return p, d.store.Inhabit(ctx, r, id)
}

// Listen checks whether regions have gone silent or are heard again, and has all claims take it into account.
func (d *Service) Listen(ctx context.Context) error {
	if err := d.Outages.Listen(ctx); err != nil {
		return err
	}
	return d.Reckon(ctx)
}
