package verification

import (
	"context"
	"slices"
	"time"
)

// What a reviewer said of a claim counts for as long as they review: whoever is banned, leaves or is forgotten takes back what has not
// taken effect. Their approvals are void, what they proposed or confirmed lapses, and the others are told. It is done when they stop,
// and looked for again whenever a claim is about to change, so that nothing takes effect by the word of somebody who is gone.

// Retire has what these people said of the claim as reviewers, and what has not taken effect, count no longer.
func (c *Claim) Retire(now time.Time, gone []PersonID) {
	var whom []PersonID
	for _, id := range c.word() {
		if contains(gone, id) && !contains(whom, id) {
			whom = append(whom, id)
		}
	}
	if len(whom) == 0 {
		return
	}
	f := Fact{Kind: Retired, At: now, Whom: whom}
	if c.proposedBy(whom) {
		f.Change = c.Proposal.Change
	}
	c.record(f)
}

// word are the reviewers on whose word something rests that has not taken effect.
func (c *Claim) word() []PersonID {
	var all []PersonID
	if c.Status == StatusDecided {
		all = append(all, c.ApprovedBy...)
	}
	if p := c.Proposal; p.Change != "" {
		all = append(all, p.By)
		if p.Second != "" {
			all = append(all, p.Second)
		}
	}
	if !c.Privacy.official {
		all = append(all, c.Privacy.Official...)
	}
	return all
}

func (c *Claim) proposedBy(whom []PersonID) bool {
	p := c.Proposal
	return p.Change != "" && (contains(whom, p.By) || p.Second != "" && contains(whom, p.Second))
}

// retire applies that somebody reviews no more.
func (c *Claim) retire(f Fact) {
	gone := func(id PersonID) bool { return contains(f.Whom, id) }
	if c.proposedBy(f.Whom) {
		c.dropProposal()
	}
	if c.Status == StatusDecided && slices.ContainsFunc(c.ApprovedBy, gone) {
		c.void(f.Whom)
	}
	if !c.Privacy.official {
		c.Privacy.Official = slices.DeleteFunc(slices.Clone(c.Privacy.Official), gone)
	}
}

// gone are those on whose word something of the claim rests and who review no more.
func (d *Desk) gone(ctx context.Context, c *Claim) ([]PersonID, error) {
	var gone []PersonID
	for _, id := range c.word() {
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return nil, err
		}
		if !found || !p.Reviews() {
			gone = append(gone, id)
		}
	}
	return gone, nil
}

// retireGone notes who of those reviews no more, before anything else happens to the claim.
func (d *Desk) retireGone(ctx context.Context, c *Claim) error {
	gone, err := d.gone(ctx, c)
	if err != nil || len(gone) == 0 {
		return err
	}
	c.Retire(d.now(), gone)
	return d.append(ctx, c)
}

// retire has what somebody said as a reviewer count no longer, on all claims that wait for one.
func (d *Desk) retire(ctx context.Context, id PersonID) error {
	const all = 1 << 20
	codes, err := d.store.Awaiting(ctx, all)
	if err != nil {
		return err
	}
	for _, code := range codes {
		_, err := d.change(ctx, code, "", func(c *Claim, now time.Time) error {
			c.Retire(now, []PersonID{id})
			return nil
		})
		if _, refused := RefusalOf(err); err != nil && !refused { // NotFound is one: it is gone meanwhile
			return err
		}
	}
	return nil
}

// tellRetired tells the other reviewers that somebody reviews no more on whose word something rested.
func (d *Desk) tellRetired(ctx context.Context, c *Claim, key string, f Fact) error {
	if c.Status == StatusDecided {
		if err := d.callReviewers(ctx, c, key, f); err != nil {
			return err
		}
	} else if !c.waits() {
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
	}
	if err := d.offer(ctx, c); err != nil {
		return err
	}
	return d.alert(ctx, c, key, f)
}
