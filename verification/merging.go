package verification

import (
	"context"
	"errors"
)

// What was sent with a claim that a reviewer merged into another one leads to that one: whoever sends the same joins those who
// ask what goes on, and is offered that for what may be the same.

// alias tells whether what was sent with the claim can be taken for another one: a reviewer says that it asks the same, and
// nothing spoke against asking it.
func (c *Claim) alias() bool {
	if c.Status != StatusMerged || c.JoinedBy != "" {
		return false
	}
	switch c.before {
	case StatusOpen, StatusDecided, StatusPublished:
		return true
	case StatusUndecided:
		return !c.unasked
	default:
		return false
	}
}

// recognisedAs gives the claim that is meant when somebody sends what was sent with this one: itself, or the one that goes on
// for it since they were merged; nil when it is not recognised. As what one person sent is let go of when they are forgotten,
// so is what was merged, unless a result is out.
func (d *Desk) recognisedAs(ctx context.Context, c *Claim) (*Claim, error) {
	if c.recognisable() {
		return c, nil
	}
	if !c.alias() {
		return nil, nil
	}
	into, err := d.resolve(ctx, c.Into)
	if errors.Is(err, NotFound) {
		return nil, nil
	}
	if err != nil || !into.recognisable() || len(c.Askers) == 0 && !c.Out() && !into.Out() {
		return nil, err
	}
	return into, nil
}

// unlearn has a merged claim be recognised no more when the time for that is over.
func (d *Desk) unlearn(ctx context.Context, c *Claim) error {
	if c.Status != StatusMerged || !d.memory.knows(c.Code) {
		return nil
	}
	c, err := d.Claim(ctx, c.Code)
	if err != nil {
		return err
	}
	if as, err := d.recognisedAs(ctx, c); err != nil || as != nil {
		return err
	}
	return d.reindex(ctx, c)
}
