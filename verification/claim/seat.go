package claim

import (
	"maps"
	"slices"
	"time"
)

// Seat is one question that a volunteer is being asked. Of a claim they may be asked twice: first whether a person was shown in
// public, later who it is.
type Seat struct {
	Code   Code
	Screen bool
}

// Seat is the one that somebody who is asked now holds.
func (c *Claim) Seat() Seat { return Seat{c.Code, c.Status == StatusScreening} }

// SeatOf is the one of somebody who was asked.
func (c *Claim) SeatOf(id PersonID) Seat {
	if a, asked := c.Asked[id]; asked {
		return Seat{c.Code, a.Screen}
	}
	_, screened := c.screened[id]
	return Seat{c.Code, screened}
}

// WaitsFor reports whether somebody's answer is waited for. While the claim asks people, that ends with a fact in its ledger, not by
// time, which may turn out to have stood still; on a claim that has its verdict it ends with the lease.
func (c *Claim) WaitsFor(id PersonID, s Seat, sound time.Time) bool {
	a := c.Asked[id]
	if a.State != Waiting || a.Screen != s.Screen || c.Status.Ended() {
		return false
	}
	return c.Status == StatusOpen || c.Status == StatusScreening || c.timeOf(id, sound).Before(a.Until)
}

// Waiting are those whose answers are waited for.
func (c *Claim) Waiting() []PersonID {
	var whom []PersonID
	for _, id := range slices.Sorted(maps.Keys(c.Asked)) {
		if c.Asked[id].State == Waiting {
			whom = append(whom, id)
		}
	}
	return whom
}
