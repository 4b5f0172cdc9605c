package claim

import (
	"fmt"
	"slices"
)

// A claim knows how much of its ledger is stored, what was recorded since, and which of its facts still wait for their effects.

// Did reports whether something that names this cause has happened to the claim already.
func (c *Claim) Did(cause string) bool { return cause != "" && c.causes[cause] }

// Length is how many facts of the claim are in its ledger. It grows with every change, so it tells an older state of the same
// claim from a newer one.
func (c *Claim) Length() int { return c.Stored }

// Fresh returns the facts that were recorded since the claim was replayed or committed. They are not in the ledger yet.
func (c *Claim) Fresh() []Event { return c.fresh }

// Commit notes that the fresh facts are in the ledger. Their effects are pending.
func (c *Claim) Commit() {
	c.Stored += len(c.fresh)
	c.pending = append(c.pending, c.fresh...)
	c.fresh = nil
}

// Pending returns the last facts of the ledger, whose effects have not all happened, and the place of the first of them.
func (c *Claim) Pending() (first int, facts []Event) { return c.Stored - len(c.pending), c.pending }

// Settle notes that the effects of all pending facts have happened.
func (c *Claim) Settle() { c.pending = nil }

// Settled reports whether nothing pending calls for an effect.
func (c *Claim) Settled() bool { return !slices.ContainsFunc(c.pending, NeedsSettling) }

// NotifyKey is the key under which a requester is told what became of the claim: telling them twice has its effect once.
func (c *Claim) NotifyKey(to PersonID) string {
	return fmt.Sprintf("tell.%s.%d.%s", c.Code, c.toldBy, to)
}
