package claim

import (
	"crypto/sha256"
)

// issues tells whether a fact changes what the public knows of the claim: its first result, and whatever comes after.
func (c *Claim) issues(k Kind) bool {
	switch k {
	case KindPublished:
		return true
	case KindCorrected, KindTakenDown, KindUndecided, KindMergedInto:
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
func (c *Claim) reissue(f Event, before [sha256.Size]byte) {
	now, out := c.standing()
	switch {
	case !out || c.issues(f.Kind):
	case f.Kind == KindMarkedPrivate && c.Private() && c.Verdict.Answer != False && c.Verdict.Answer != Unproven && !c.consented:
		c.protect(f.At, "", f.By)
	case now != before:
		v := c.Verdict
		again := Event{Kind: KindCorrected, At: f.At, Verdict: &v, Answer: string(lessBy(f.Kind)), Count: c.Version + 1}
		if f.Kind != KindEvidenced { // who is no reviewer is named to nobody
			again.By = f.By
		}
		c.Record(again)
	}
}

// lessBy tells what everybody reads of a result that is issued anew because of such a fact.
func lessBy(k Kind) NoteKind {
	switch k {
	case KindMarkedPrivate:
		return NotePrivate
	case KindLabelled:
		return NoteCustody
	default:
		return NoteLess
	}
}
