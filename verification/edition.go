package verification

import (
	"context"
	"crypto/sha256"
)

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

// standing identifies how the result that is out reads; out is false when none is.
func (c *Claim) standing() (reads [sha256.Size]byte, out bool) {
	if c.Status != StatusPublished {
		return reads, false
	}
	return c.Public().Digest(), true
}

// reissue has everybody read what is out anew when a fact changed it without being an edition itself: something was taken out of it,
// for nothing else can be changed so. What was approved by nobody who said that it clears a person is withdrawn when it turns out to
// be about one.
func (c *Claim) reissue(f Fact, before [sha256.Size]byte) {
	now, out := c.standing()
	switch {
	case !out || c.issues(f.Kind):
	case f.Kind == MarkedPrivate && c.Private() && c.Verdict.Answer != False && c.Verdict.Answer != Unproven && !c.consented:
		c.protect(f.At, "", f.By)
	case now != before:
		v := c.Verdict
		again := Fact{Kind: Corrected, At: f.At, Verdict: &v, Answer: string(lessBy(f.Kind)), Count: c.Version + 1}
		if f.Kind != Evidenced { // who is no reviewer is named to nobody
			again.By = f.By
		}
		c.record(again)
	}
}

// lessBy tells what everybody reads of a result that is issued anew because of such a fact.
func lessBy(k FactKind) NoteKind {
	switch k {
	case MarkedPrivate:
		return NotePrivate
	case Labelled:
		return NoteCustody
	default:
		return NoteLess
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
