package claim

import (
	"crypto/sha256"
)

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
func (c *Claim) reissue(e Event, before [sha256.Size]byte) {
	now, out := c.standing()
	head, kind := e.Head(), e.Kind()
	switch {
	case !out || c.issues(e):
	case kind == KindMarkedPrivate && c.Private() && c.Verdict.Answer != False && c.Verdict.Answer != Unproven && !c.consented:
		c.protect(head.At, "", head.By)
	case now != before:
		v := c.Verdict
		again := &Corrected{Meta: Meta{At: head.At}, Verdict: &v, NoteKind: lessBy(kind), Version: c.Version + 1}
		if kind != KindEvidenced { // who is no reviewer is named to nobody
			again.By = head.By
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
