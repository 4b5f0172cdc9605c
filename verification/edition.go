package verification

import "context"

// issues tells whether a fact changes what the public knows of the claim: its first result, and whatever comes after.
func (c *Claim) issues(k FactKind) bool {
	switch k {
	case Published:
		return true
	case Corrected, TakenDown, Undecided, MergedInto:
		return !c.OutAt.IsZero()
	default:
		return false
	}
}

// NoteResults puts every claim whose result is out on the list of those to be issued, for a store that has no such list yet.
func (d *Desk) NoteResults(ctx context.Context) error {
	return d.eachClaim(ctx, func(c *Claim) error {
		if c.Edition == 0 {
			return nil
		}
		return d.store.NoteResult(ctx, c.Code, c.Edition)
	})
}
