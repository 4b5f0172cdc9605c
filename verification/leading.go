package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// A claim that was merged leads to the one that goes on for it, and says the same. So the one that goes on knows what leads to it, and
// what was out of that is withdrawn with it: its posts, too, and its line in every format.

// takeOver notes at the claim that goes on that another one leads to it. What was withdrawn or closed meanwhile takes that along.
func (d *Service) takeOver(ctx context.Context, c *claim.Claim, key string) error {
	into, err := d.change(ctx, c.Into, "takeover."+key, func(into *claim.Claim, now time.Time) error {
		into.Record(&claim.TookOver{Meta: claim.Meta{At: now, Cause: "takeover." + key}, Codes: []claim.Code{c.Code}})
		return nil
	})
	if err != nil {
		return err
	}
	if into.Status == claim.StatusMerged {
		if into, err = d.resolve(ctx, into.Code); err != nil {
			return err
		}
	}
	reason, hushed := into.Silenced()
	if !hushed {
		return nil
	}
	return d.withdrawWith(ctx, c.Code, "takeover."+key, "", reason, longestChain)
}

// withdrawLeading withdraws what leads to a claim that is repeated nowhere any more.
func (d *Service) withdrawLeading(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	reason, yes := c.Silenced()
	if !yes {
		return nil // it was opened again meanwhile; then what it says now is reviewed anew
	}
	return d.withdrawLeadingTo(ctx, c, key, e.Head().By, reason, longestChain)
}

func (d *Service) withdrawLeadingTo(ctx context.Context, c *claim.Claim, key string, by claim.PersonID, reason claim.Withdrawal, left int) error {
	done := map[claim.Code]bool{}
	for _, codes := range [][]claim.Code{c.TakenOver(), c.Joins} { // older ledgers tell it by who came
		for _, code := range codes {
			if done[code] {
				continue
			}
			done[code] = true
			if err := d.withdrawWith(ctx, code, key, by, reason, left); err != nil {
				return err
			}
		}
	}
	return nil
}

// withdrawWith withdraws one claim that leads to another, if it was out, and what leads to it.
func (d *Service) withdrawWith(ctx context.Context, code claim.Code, key string, by claim.PersonID, reason claim.Withdrawal, left int) error {
	c, err := d.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) || left == 0 {
		return nil
	}
	if err != nil || c.Status != claim.StatusMerged {
		return err
	}
	if !c.Out() {
		return d.withdrawLeadingTo(ctx, c, key, by, reason, left-1)
	}
	cause := "withdrawn." + key + "." + string(code)
	_, err = d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if c.Status != claim.StatusMerged {
			return nil // it was split off meanwhile
		}
		return c.TakeDown(now, cause, by, reason, "")
	})
	return err
}
