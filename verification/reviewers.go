package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// Waiting gives the claims that wait for a reviewer, the longest waiting first, up to n.
func (d *Service) Waiting(ctx context.Context, by claim.Person, n int) ([]*claim.Claim, error) {
	if !by.Reviews() {
		return nil, claim.NotReviewer
	}
	codes, err := d.store.Awaiting(ctx, n)
	if err != nil {
		return nil, err
	}
	var claims []*claim.Claim
	for _, code := range codes {
		c, err := d.Claim(ctx, code)
		if err != nil && !errors.Is(err, claim.NotFound) {
			return nil, err
		}
		if err == nil && c.Waits() {
			claims = append(claims, c)
		} else if err := d.store.Reviewed(ctx, code); err != nil {
			return nil, err
		}
	}
	return claims, nil
}

// Remind tells the reviewers again of objections that wait, once for each name of the day.
func (d *Service) Remind(ctx context.Context, day time.Time) error {
	const most = 200
	codes, err := d.store.Awaiting(ctx, most)
	if err != nil {
		return err
	}
	outages, err := d.Outages.Refresh(ctx)
	if err != nil || outages.CutOff(d.now(), d.rules.Policy.CutOff) {
		return err // nobody can be reminded, and what is not sent must not pile up
	}
	for _, code := range codes {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if _, appealed := c.Appealed(); !appealed {
			continue
		}
		key := "remind." + day.Format(time.DateOnly) + "." + string(code) + "."
		err = d.eachReviewer(ctx, func(p claim.Person) error {
			if outages.Dark(p, d.now()) {
				return nil
			}
			return d.say.Review(ctx, key+string(p.ID), p, c)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *Service) review(ctx context.Context, cause string, by claim.Person, code claim.Code, wish func(c *claim.Claim, now time.Time) error) (*claim.Claim, error) {
	if !by.Reviews() {
		return nil, claim.NotReviewer
	}
	return d.change(ctx, code, cause, wish)
}

// TakeIn puts what came since into the draft that waits; see [Claim.TakeIn].
func (d *Service) TakeIn(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.TakeIn(now, cause, by.ID, d.rulesFor(ctx))
	})
}

// Approve agrees with a verdict; see [Claim.Approve]. draft is the [Claim.DraftTag] that the reviewer was shown; see [Claim.Saw].
func (d *Service) Approve(ctx context.Context, cause string, by claim.Person, code claim.Code, draft string, consent claim.Consent) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		if err := c.Saw(draft); err != nil {
			return err
		}
		return c.Approve(now, cause, by.ID, consent, d.rulesBy(ctx, by))
	})
}

// NoteAttempt notes whether the person concerned was tried first; see [Claim.NoteAttempt].
func (d *Service) NoteAttempt(ctx context.Context, cause string, by claim.Person, code claim.Code, attempt string) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.NoteAttempt(now, cause, by.ID, attempt)
	})
}

// LabelCustody turns the label on or off; see [Claim.LabelCustody].
func (d *Service) LabelCustody(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.LabelCustody(now, cause, by.ID)
	})
}

// Reply answers the objections to a result; see [Claim.Reply].
func (d *Service) Reply(ctx context.Context, cause string, by claim.Person, code claim.Code, words moderation.Foreign) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.Reply(now, cause, by.ID, words)
	})
}

// Release lets a stopped claim through; see [Claim.Release].
func (d *Service) Release(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.Release(now, cause, by.ID, d.rulesFor(ctx))
	})
}

// Hold stops a verdict that is not out yet; see [Claim.Hold].
func (d *Service) Hold(ctx context.Context, cause string, by claim.Person, code claim.Code, reason moderation.Foreign) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.Hold(now, cause, by.ID, reason)
	})
}

// Correct gives a result another answer; see [Claim.Correct].
func (d *Service) Correct(ctx context.Context, cause string, by claim.Person, code claim.Code, answer string, note moderation.Foreign) (*claim.Claim, error) {
	return d.second(ctx, cause, by, code, func(c *claim.Claim, now time.Time, r claim.Rules) error {
		return c.Correct(now, cause, by.ID, answer, note, r)
	})
}

// Reopen asks more people; see [Claim.Reopen].
func (d *Service) Reopen(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.second(ctx, cause, by, code, func(c *claim.Claim, now time.Time, r claim.Rules) error {
		return c.Reopen(now, cause, by.ID, r)
	})
}

// TakeDown withdraws a claim; see [Claim.TakeDown].
func (d *Service) TakeDown(ctx context.Context, cause string, by claim.Person, code claim.Code, reason claim.Withdrawal, words moderation.Foreign) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.TakeDown(now, cause, by.ID, reason, words)
	})
}

// Merge says that two claims ask the same; into goes on for both. See [Claim.Merge].
func (d *Service) Merge(ctx context.Context, cause string, by claim.Person, code, into claim.Code) (*claim.Claim, error) {
	return d.second(ctx, cause, by, code, func(c *claim.Claim, now time.Time, r claim.Rules) error {
		return d.merge(ctx, cause, by, c, into, now, r)
	})
}

func (d *Service) merge(ctx context.Context, cause string, by claim.Person, c *claim.Claim, into claim.Code, now time.Time, r claim.Rules) error {
	other, err := d.Claim(ctx, into)
	if err != nil {
		return err
	}
	return c.Merge(now, cause, by.ID, other, r)
}
