package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// MarkPrivate says that a claim is about a private person, as whoever says so may: a reviewer, a volunteer who was asked, or who
// wants to know it. See [Claim.MarkPrivate].
func (d *Service) MarkPrivate(ctx context.Context, cause string, by claim.Person, code claim.Code, words moderation.Foreign) (*claim.Claim, error) {
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		as, err := c.Marks(by)
		if err != nil {
			return err
		}
		return c.MarkPrivate(now, cause, by.ID, as, words)
	})
}

// ChoosePrivate is Choose by somebody who says that the claim is about a private person.
func (d *Service) ChoosePrivate(ctx context.Context, cause string, by claim.PersonID, code claim.Code, q claim.Question) (*claim.Claim, error) {
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if !d.sentBy(c, by) {
			return claim.NotFound
		}
		if err := c.Open(now, cause, q, d.rules); err != nil {
			return err
		}
		if err := c.MarkPrivate(now, "", by, claim.PrivateByAsker, ""); err != nil && !errors.Is(err, claim.AlreadyDone) {
			return err
		}
		return nil
	})
}

// MarkJoined is MarkPrivate of the claim that what somebody sent was joined to, by who sent it.
func (d *Service) MarkJoined(ctx context.Context, cause string, by claim.PersonID, sent claim.Code) error {
	c, err := d.Claim(ctx, sent)
	if err != nil {
		return err
	}
	if c.JoinedBy == "" || !d.sentBy(c, by) {
		return claim.NotFound
	}
	into, err := d.resolve(ctx, c.Into)
	if err != nil {
		return err
	}
	_, err = d.change(ctx, into.Code, cause, func(c *claim.Claim, now time.Time) error {
		return c.MarkPrivate(now, cause, by, claim.PrivateByAsker, "")
	})
	if _, refused := claim.RefusalOf(err); refused { // it ended, or somebody said so before
		return nil
	}
	return err
}

// QuoteWhole says that the text of a claim about a private person names nobody; see [Claim.QuoteWhole].
func (d *Service) QuoteWhole(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error { return c.QuoteWhole(now, cause, by.ID) })
}

// SayOfficial says that a claim is about no private person; see [Claim.SayOfficial].
func (d *Service) SayOfficial(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	r := d.rulesBy(ctx, by)
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error { return c.SayOfficial(now, cause, by.ID, r) })
}

// NoteNamed notes where a private person was named before; see [Claim.NoteNamed].
func (d *Service) NoteNamed(ctx context.Context, cause string, by claim.Person, code claim.Code, where moderation.Foreign) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error { return c.NoteNamed(now, cause, by.ID, where) })
}

// Protect closes a claim to protect a person; see [Claim.Protect].
func (d *Service) Protect(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error { return c.Protect(now, cause, by.ID) })
}

// heedPrivate calls the reviewers to a claim of which somebody said something about the person: to look at what waits for them
// anew, or to know that it is there.
func (d *Service) heedPrivate(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	marked, _ := e.(*claim.MarkedPrivate)
	switch {
	case marked != nil && marked.As == claim.PrivateByHint:
		return nil // every minister is named in news
	case c.Flagged():
		if err := d.callReviewers(ctx, c, key, e); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case c.Status == claim.StatusDecided, c.Status.Ended():
		return nil // what reads otherwise is told by itself
	default:
		return d.alert(ctx, c, key, e)
	}
}
