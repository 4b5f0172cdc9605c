package verification

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// JoinSame has a claim about which a question is about to be asked join one that asks just that, if it is the same beyond
// doubt: by then it may be known, though it was not when the claim was sent. Into is nil when it is not.
func (d *Service) JoinSame(ctx context.Context, cause string, by claim.PersonID, code claim.Code, q claim.Question) (Reception, error) {
	c, err := d.Claim(ctx, code)
	if err != nil {
		return Reception{}, err
	}
	if !d.sentBy(c, by) {
		return Reception{}, claim.NotFound
	}
	if c.Status != claim.StatusReceived {
		if c.Did(cause) {
			return d.reception(ctx, c)
		}
		return Reception{Claim: c}, nil
	}
	others := slices.Clone(c.Others())
	for _, other := range c.Others() { // nor is it what became of one that it is not
		into, err := d.resolve(ctx, other)
		if err != nil && !errors.Is(err, claim.NotFound) {
			return Reception{}, err
		}
		if err == nil {
			others = append(others, into.Code)
		}
	}
	found, err := d.recognise(ctx, c.Content, q, others)
	if err != nil || found.is.claim == nil {
		return Reception{Claim: c}, err
	}
	c, err = d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		return c.Join(now, cause, found.is.claim, found.is.by, claim.ByItself)
	})
	if _, refused := claim.RefusalOf(err); refused { // it went on meanwhile
		return Reception{Claim: c}, nil
	}
	if err != nil {
		return Reception{}, err
	}
	return d.reception(ctx, c)
}

// Pick has the asker of a claim say which of those they were offered it is; they join those who asked that.
func (d *Service) Pick(ctx context.Context, cause string, by claim.PersonID, code, picked claim.Code) (Reception, error) {
	c, err := d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if !c.RequestedBy(by) {
			return claim.NotFound
		}
		into, err := d.resolve(ctx, picked)
		if err != nil {
			return err
		}
		return c.Join(now, cause, into, picked, claim.ByAsker)
	})
	if err != nil {
		return Reception{}, err
	}
	return d.reception(ctx, c)
}

// SetApart has the asker of a claim say that it is something else; see [Claim.SetApart].
func (d *Service) SetApart(ctx context.Context, cause string, by claim.PersonID, code claim.Code) (*claim.Claim, error) {
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if !c.RequestedBy(by) {
			return claim.NotFound
		}
		return c.SetApart(now, cause)
	})
}

// Split undoes a join or a merge; see [Claim.Split].
func (d *Service) Split(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	return d.second(ctx, cause, by, code, func(c *claim.Claim, now time.Time, r claim.Rules) error { return d.split(ctx, cause, by, c, now, r) })
}

func (d *Service) split(ctx context.Context, cause string, by claim.Person, c *claim.Claim, now time.Time, r claim.Rules) error {
	if c.Status != claim.StatusMerged {
		return claim.NotMerged
	}
	from, err := d.resolve(ctx, c.Into)
	if err != nil {
		return err
	}
	return c.Split(now, cause, by.ID, from, r)
}
