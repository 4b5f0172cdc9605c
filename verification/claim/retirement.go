package claim

import (
	"slices"
	"time"
)

// What a reviewer said of a claim counts for as long as they review: whoever is banned, leaves or is forgotten takes back what has not
// taken effect. Their approvals are void, what they proposed or confirmed lapses, and the others are told. It is done when they stop,
// and looked for again whenever a claim is about to change, so that nothing takes effect by the word of somebody who is gone.

// Retire has what these people said of the claim as reviewers, and what has not taken effect, count no longer.
func (c *Claim) Retire(now time.Time, gone []PersonID) {
	var whom []PersonID
	for _, id := range c.Word() {
		if slices.Contains(gone, id) && !slices.Contains(whom, id) {
			whom = append(whom, id)
		}
	}
	if len(whom) == 0 {
		return
	}
	f := &Retired{Meta: Meta{At: now}, Whom: whom}
	if c.proposedBy(whom) {
		f.Change = c.Proposal.Change
	}
	c.Record(f)
}

// Word are the reviewers on whose word something rests that has not taken effect.
func (c *Claim) Word() []PersonID {
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
	return p.Change != "" && (slices.Contains(whom, p.By) || p.Second != "" && slices.Contains(whom, p.Second))
}
