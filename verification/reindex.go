package verification

import (
	"context"
	"errors"
	"fmt"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/duplicates"
	"github.com/rastau/rastau/verification/matching"
)

// reindex brings what the claim is recognised by in line with what became of it.
func (d *Service) reindex(ctx context.Context, c *claim.Claim) error {
	for range attempts {
		var err error
		as, err := d.recognisedAs(ctx, c)
		if err != nil {
			return err
		}
		f := d.index.ClaimFeatures(c)
		if as != nil && !f.Empty() {
			err = d.store.SaveFeatures(ctx, c.Code, f)
		} else {
			err = d.store.DropFeatures(ctx, c.Code)
		}
		if err != nil {
			return fmt.Errorf("note by what a claim is recognised: %w", err)
		}
		// What was erased while this was written must not come back by it.
		now, err := d.Claim(ctx, c.Code)
		if err != nil {
			return err
		}
		still, err := d.recognisedAs(ctx, now)
		if err != nil {
			return err
		}
		if now.Length() <= c.Length() && (still == nil) == (as == nil) {
			return nil
		}
		c = now
	}
	return claim.ErrConflict
}

// Rebuild makes all by which claims are recognised anew from the claims, while bots run, and gives how many there are. What
// is as it should be is left alone, so that nobody has to learn it again.
func (d *Service) Rebuild(ctx context.Context) (int, error) {
	var failed error
	stale, made := map[claim.Code]duplicates.Digest{}, map[claim.Code]bool{}
	_, err := d.store.Changes(ctx, "", func(code claim.Code, f *matching.Features) {
		sum, err := duplicates.DigestOf(f)
		stale[code], failed = sum, errors.Join(failed, err)
	})
	if err = errors.Join(err, failed); err != nil {
		return 0, err
	}
	anew := func(c *claim.Claim) error {
		as, err := d.recognisedAs(ctx, c)
		if err != nil {
			return err
		}
		before, there := stale[c.Code]
		if as == nil && !there {
			return nil
		}
		delete(stale, c.Code)
		if as != nil {
			made[c.Code] = true
			f := d.index.ClaimFeatures(c)
			if sum, err := duplicates.DigestOf(&f); err != nil || there && sum == before {
				return err
			}
		}
		return d.reindex(ctx, c)
	}
	err = d.eachClaim(ctx, anew)
	for code := range stale { // of claims that are not there, or that are being settled for the first time
		c, failed := d.Claim(ctx, code)
		switch {
		case failed == nil:
			failed = anew(c)
		case errors.Is(failed, claim.NotFound):
			failed = d.store.DropFeatures(ctx, code)
		}
		err = errors.Join(err, failed)
	}
	return len(made), err
}

// Renew makes anew by what those claims are recognised that this process could not learn, as after an upgrade; others
// learn it from there. It is done once: were two versions to run side by side for long, they would undo each other's work.
func (d *Service) Renew(ctx context.Context) error {
	if _, err := d.index.Current(ctx); err != nil {
		return err
	}
	codes := d.index.Outdated.Codes()
	if len(codes) > 0 {
		d.log.Info("claims are not recognised by their text until what another version noted of them is made anew", "claims", len(codes))
	}
	var failed error
	for _, code := range codes {
		if err := d.renew(ctx, code); err != nil { // one claim that cannot be read must not keep the others
			failed = errors.Join(failed, fmt.Errorf("make anew by what a claim is recognised: %w", err))
		}
	}
	if failed != nil {
		return failed
	}
	d.index.Outdated.End()
	if len(codes) > 0 {
		d.log.Info("all claims are recognised by their text again", "claims", len(codes))
	}
	return nil
}

func (d *Service) renew(ctx context.Context, code claim.Code) error {
	c, err := d.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) {
		return d.store.DropFeatures(ctx, code)
	}
	if err != nil {
		return err
	}
	return d.reindex(ctx, c)
}
