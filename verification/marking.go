package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/screening"
)

// MarkPrivate says that a claim is about a private person, as whoever says so may: a reviewer, a volunteer who was asked, or who
// wants to know it. See [Claim.MarkPrivate].
func (d *Desk) MarkPrivate(ctx context.Context, cause string, by Person, code Code, words screening.Foreign) (*Claim, error) {
	return d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		as, err := c.marks(by)
		if err != nil {
			return err
		}
		return c.MarkPrivate(now, cause, by.ID, as, words)
	})
}

// marks tells as what somebody may say that the claim is about a private person.
func (c *Claim) marks(by Person) (PrivateBy, error) {
	_, asked := c.Asked[by.ID]
	switch {
	case by.Reviews():
		return PrivateByReviewer, nil
	case asked && by.May(MayCheck):
		return PrivateByVolunteer, nil
	case c.AskedBy(by.ID):
		return PrivateByAsker, nil
	case by.Banned:
		return "", Banned
	default:
		return "", NotFound
	}
}

// ChoosePrivate is Choose by somebody who says that the claim is about a private person.
func (d *Desk) ChoosePrivate(ctx context.Context, cause string, by PersonID, code Code, q Question) (*Claim, error) {
	return d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		if !d.sentBy(c, by) {
			return NotFound
		}
		if err := c.Open(now, cause, q, d.rules); err != nil {
			return err
		}
		if err := c.MarkPrivate(now, "", by, PrivateByAsker, ""); err != nil && !errors.Is(err, AlreadyDone) {
			return err
		}
		return nil
	})
}

// MarkJoined is MarkPrivate of the claim that what somebody sent was joined to, by who sent it.
func (d *Desk) MarkJoined(ctx context.Context, cause string, by PersonID, sent Code) error {
	c, err := d.Claim(ctx, sent)
	if err != nil {
		return err
	}
	if c.JoinedBy == "" || !d.sentBy(c, by) {
		return NotFound
	}
	into, err := d.resolve(ctx, c.Into)
	if err != nil {
		return err
	}
	_, err = d.change(ctx, into.Code, cause, func(c *Claim, now time.Time) error {
		return c.MarkPrivate(now, cause, by, PrivateByAsker, "")
	})
	if _, refused := RefusalOf(err); refused { // it ended, or somebody said so before
		return nil
	}
	return err
}

// QuoteWhole says that the text of a claim about a private person names nobody; see [Claim.QuoteWhole].
func (d *Desk) QuoteWhole(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error { return c.QuoteWhole(now, cause, by.ID) })
}

// SayOfficial says that a claim is about no private person; see [Claim.SayOfficial].
func (d *Desk) SayOfficial(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	r := d.rulesBy(ctx, by)
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error { return c.SayOfficial(now, cause, by.ID, r) })
}

// NoteNamed notes where a private person was named before; see [Claim.NoteNamed].
func (d *Desk) NoteNamed(ctx context.Context, cause string, by Person, code Code, where screening.Foreign) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error { return c.NoteNamed(now, cause, by.ID, where) })
}

// Protect closes a claim to protect a person; see [Claim.Protect].
func (d *Desk) Protect(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error { return c.Protect(now, cause, by.ID) })
}

// heedPrivate calls the reviewers to a claim of which somebody said something about the person: to look at what waits for them
// anew, or to know that it is there.
func (d *Desk) heedPrivate(ctx context.Context, c *Claim, key string, f Fact) error {
	switch {
	case f.Kind == MarkedPrivate && PrivateBy(f.Answer) == PrivateByHint:
		return nil // every minister is named in news
	case c.Flagged():
		if err := d.callReviewers(ctx, c, key, f); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case c.Status == StatusDecided, c.Status.Ended():
		return nil // what reads otherwise is told by itself
	default:
		return d.alert(ctx, c, key, f)
	}
}

// Flagged reports whether a volunteer said that the claim could harm, and no reviewer has looked since.
func (c *Claim) Flagged() bool {
	return c.Status == StatusOpen && c.Question != Identity && len(c.Flags) > 0
}
