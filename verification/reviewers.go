package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/screening"
)

// Waiting gives the claims that wait for a reviewer, the longest waiting first, up to n.
func (d *Desk) Waiting(ctx context.Context, by Person, n int) ([]*Claim, error) {
	if !by.Reviews() {
		return nil, NotReviewer
	}
	codes, err := d.store.Awaiting(ctx, n)
	if err != nil {
		return nil, err
	}
	var claims []*Claim
	for _, code := range codes {
		c, err := d.Claim(ctx, code)
		if err != nil && !errors.Is(err, NotFound) {
			return nil, err
		}
		if err == nil && c.waits() {
			claims = append(claims, c)
		} else if err := d.store.Reviewed(ctx, code); err != nil {
			return nil, err
		}
	}
	return claims, nil
}

// waits tells whether the claim wants a reviewer.
func (c *Claim) waits() bool {
	_, appealed := c.Appealed()
	return c.Status == StatusDecided || c.Status == StatusStopped || c.Flagged() || appealed || c.Challenge != nil || c.Proposal.Waits()
}

// Remind tells the reviewers again of objections that wait, once for each name of the day.
func (d *Desk) Remind(ctx context.Context, day time.Time) error {
	const most = 200
	codes, err := d.store.Awaiting(ctx, most)
	if err != nil {
		return err
	}
	outages, err := d.look(ctx)
	if err != nil || outages.cut(d.now(), d.rules.Policy.CutOff) {
		return err // nobody can be reminded, and what is not sent must not pile up
	}
	for _, code := range codes {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if _, appealed := c.Appealed(); !appealed {
			continue
		}
		key := "remind." + day.Format(time.DateOnly) + "." + string(code) + "."
		err = d.eachReviewer(ctx, func(p Person) error {
			if outages.dark(p, d.now()) {
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

func (d *Desk) review(ctx context.Context, cause string, by Person, code Code, wish func(c *Claim, now time.Time) error) (*Claim, error) {
	if !by.Reviews() {
		return nil, NotReviewer
	}
	return d.change(ctx, code, cause, wish)
}

// TakeIn puts what came since into the draft that waits; see [Claim.TakeIn].
func (d *Desk) TakeIn(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.TakeIn(now, cause, by.ID, d.rulesFor(ctx))
	})
}

// Approve agrees with a verdict; see [Claim.Approve]. draft is the [Claim.DraftTag] that the reviewer was shown; see [Claim.Saw].
func (d *Desk) Approve(ctx context.Context, cause string, by Person, code Code, draft string, consent Consent) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		if err := c.Saw(draft); err != nil {
			return err
		}
		return c.Approve(now, cause, by.ID, consent, d.rulesBy(ctx, by))
	})
}

// NoteAttempt notes whether the person concerned was tried first; see [Claim.NoteAttempt].
func (d *Desk) NoteAttempt(ctx context.Context, cause string, by Person, code Code, attempt string) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.NoteAttempt(now, cause, by.ID, attempt)
	})
}

// LabelCustody turns the label on or off; see [Claim.LabelCustody].
func (d *Desk) LabelCustody(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.LabelCustody(now, cause, by.ID)
	})
}

// Reply answers the objections to a result; see [Claim.Reply].
func (d *Desk) Reply(ctx context.Context, cause string, by Person, code Code, words screening.Foreign) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.Reply(now, cause, by.ID, words)
	})
}

// Release lets a stopped claim through; see [Claim.Release].
func (d *Desk) Release(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.Release(now, cause, by.ID, d.rulesFor(ctx))
	})
}

// Hold stops a verdict that is not out yet; see [Claim.Hold].
func (d *Desk) Hold(ctx context.Context, cause string, by Person, code Code, reason screening.Foreign) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.Hold(now, cause, by.ID, reason)
	})
}

// Correct gives a result another answer; see [Claim.Correct].
func (d *Desk) Correct(ctx context.Context, cause string, by Person, code Code, answer string, note screening.Foreign) (*Claim, error) {
	return d.second(ctx, cause, by, code, func(c *Claim, now time.Time, r Rules) error {
		return c.Correct(now, cause, by.ID, answer, note, r)
	})
}

// Reopen asks more people; see [Claim.Reopen].
func (d *Desk) Reopen(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	return d.second(ctx, cause, by, code, func(c *Claim, now time.Time, r Rules) error {
		return c.Reopen(now, cause, by.ID, r)
	})
}

// TakeDown withdraws a claim; see [Claim.TakeDown].
func (d *Desk) TakeDown(ctx context.Context, cause string, by Person, code Code, reason Withdrawal, words screening.Foreign) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.TakeDown(now, cause, by.ID, reason, words)
	})
}

// Merge says that two claims ask the same; into goes on for both. See [Claim.Merge].
func (d *Desk) Merge(ctx context.Context, cause string, by Person, code, into Code) (*Claim, error) {
	return d.second(ctx, cause, by, code, func(c *Claim, now time.Time, r Rules) error {
		return d.merge(ctx, cause, by, c, into, now, r)
	})
}

func (d *Desk) merge(ctx context.Context, cause string, by Person, c *Claim, into Code, now time.Time, r Rules) error {
	other, err := d.Claim(ctx, into)
	if err != nil {
		return err
	}
	return c.Merge(now, cause, by.ID, other, r)
}
