package outage

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Declare notes that regions are cut off, or no longer, on the word of somebody with the role as. It returns AlreadyDone when that was
// known of all of them. Each claim takes it into account when it is next looked at.
func (m *Monitor) Declare(ctx context.Context, as claim.Role, regions []claim.Region, on bool, since time.Time) error {
	if !as.May(claim.MayDarken) {
		return claim.NotReviewer
	}
	o, err := m.Refresh(ctx)
	if err != nil {
		return err
	}
	changed := false
	for _, r := range regions {
		b, dark := o.open(r)
		switch {
		case !r.Darkens():
			return claim.BadAnswer
		case on == dark:
			continue
		case on:
			_, err = m.store.Begin(ctx, newBlackout(r, since.UTC().Truncate(time.Millisecond), claim.ByHand))
		default:
			b.Until = m.now()
			err = m.store.End(ctx, b)
		}
		if err != nil {
			return fmt.Errorf("declare an outage: %w", err)
		}
		changed = true
	}
	if !changed {
		return claim.AlreadyDone
	}
	m.Expire()
	return nil
}

func newBlackout(r claim.Region, from time.Time, by claim.Source) claim.Blackout {
	return claim.Blackout{ID: fmt.Sprintf("%s.%d", r, from.UnixMilli()), Region: r, From: from, By: by}
}
