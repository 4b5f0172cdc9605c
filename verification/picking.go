package verification

import (
	"context"
	"errors"
	"slices"
	"time"
)

// JoinSame has a claim about which a question is about to be asked join one that asks just that, if it is the same beyond
// doubt: by then it may be known, though it was not when the claim was sent. Into is nil when it is not.
func (d *Desk) JoinSame(ctx context.Context, cause string, by PersonID, code Code, q Question) (Reception, error) {
	c, err := d.Claim(ctx, code)
	if err != nil {
		return Reception{}, err
	}
	if !d.sentBy(c, by) {
		return Reception{}, NotFound
	}
	if c.Status != StatusReceived {
		if c.Did(cause) {
			return d.reception(ctx, c)
		}
		return Reception{Claim: c}, nil
	}
	others := slices.Clone(c.Others())
	for _, other := range c.Others() { // nor is it what became of one that it is not
		into, err := d.resolve(ctx, other)
		if err != nil && !errors.Is(err, NotFound) {
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
	c, err = d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		return c.Join(now, cause, found.is.claim, found.is.by, ByItself)
	})
	if _, refused := RefusalOf(err); refused { // it went on meanwhile
		return Reception{Claim: c}, nil
	}
	if err != nil {
		return Reception{}, err
	}
	return d.reception(ctx, c)
}

// Pick has the asker of a claim say which of those they were offered it is; they join those who asked that.
func (d *Desk) Pick(ctx context.Context, cause string, by PersonID, code, picked Code) (Reception, error) {
	c, err := d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		if !c.AskedBy(by) {
			return NotFound
		}
		into, err := d.resolve(ctx, picked)
		if err != nil {
			return err
		}
		return c.Join(now, cause, into, picked, ByAsker)
	})
	if err != nil {
		return Reception{}, err
	}
	return d.reception(ctx, c)
}

// SetApart has the asker of a claim say that it is something else; see [Claim.SetApart].
func (d *Desk) SetApart(ctx context.Context, cause string, by PersonID, code Code) (*Claim, error) {
	return d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		if !c.AskedBy(by) {
			return NotFound
		}
		return c.SetApart(now, cause)
	})
}

// Split undoes a join or a merge; see [Claim.Split].
func (d *Desk) Split(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	return d.second(ctx, cause, by, code, func(c *Claim, now time.Time, r Rules) error { return d.split(ctx, cause, by, c, now, r) })
}

func (d *Desk) split(ctx context.Context, cause string, by Person, c *Claim, now time.Time, r Rules) error {
	if c.Status != StatusMerged {
		return NotMerged
	}
	from, err := d.resolve(ctx, c.Into)
	if err != nil {
		return err
	}
	return c.Split(now, cause, by.ID, from, r)
}
