package verification

import (
	"cmp"
	"slices"
	"time"
)

// Seat is one question that a volunteer is being asked. Of a claim they may be asked twice: first whether a person was shown in
// public, later who it is.
type Seat struct {
	Code   Code
	Screen bool
}

// Workload is what one volunteer is being asked. A seat is taken before a question goes out, and given up when the question is
// answered, handed back, lapsed or closed. It names its claim, so that a seat whose holder died on the way is found out: from the
// time that stands beside it on, it is compared with the claim. It is never free by time alone.
type Workload struct {
	Seats   map[Seat]time.Time // when each is to be compared with its claim
	Version int64              // of the stored record; 0 for somebody who was never asked
}

// Take takes a seat until it is to be compared, unless the volunteer holds as many as they may. Who holds it already keeps it.
func (w *Workload) Take(s Seat, until time.Time, most int) bool {
	if _, held := w.Seats[s]; !held && len(w.Seats) >= most {
		return false
	}
	if w.Seats == nil {
		w.Seats = map[Seat]time.Time{}
	}
	w.Seats[s] = until
	return true
}

// Holds reports whether the volunteer holds the seat.
func (w Workload) Holds(s Seat) bool {
	_, held := w.Seats[s]
	return held
}

// Overdue returns the seats that are to be compared with their claims.
func (w Workload) Overdue(now time.Time) []Seat {
	return w.which(func(until time.Time) bool { return !until.After(now) })
}

// Open returns all seats, that first which was to be compared first.
func (w Workload) Open() []Seat { return w.which(func(time.Time) bool { return true }) }

func (w Workload) which(ok func(until time.Time) bool) []Seat {
	var seats []Seat
	for s, until := range w.Seats {
		if ok(until) {
			seats = append(seats, s)
		}
	}
	slices.SortFunc(seats, func(a, b Seat) int {
		return cmp.Or(w.Seats[a].Compare(w.Seats[b]), cmp.Compare(a.Code, b.Code))
	})
	return seats
}

// seat is the one that somebody who is asked now holds.
func (c *Claim) seat() Seat { return Seat{c.Code, c.Status == StatusScreening} }

// seatOf is the one of somebody who was asked.
func (c *Claim) seatOf(id PersonID) Seat {
	if a, asked := c.Asked[id]; asked {
		return Seat{c.Code, a.Screen}
	}
	_, screened := c.screened[id]
	return Seat{c.Code, screened}
}

// waitsFor reports whether somebody's answer is waited for. While the claim asks people, that ends with a fact in its ledger, not by
// time, which may turn out to have stood still; on a claim that has its verdict it ends with the lease.
func (c *Claim) waitsFor(id PersonID, s Seat, sound time.Time) bool {
	a := c.Asked[id]
	if a.State != Waiting || a.Screen != s.Screen || c.Status.Ended() {
		return false
	}
	return c.Status == StatusOpen || c.Status == StatusScreening || c.timeOf(id, sound).Before(a.Until)
}

// waiting are those whose answers are waited for.
func (c *Claim) waiting() []PersonID {
	var whom []PersonID
	for _, id := range sortedKeys(c.Asked) {
		if c.Asked[id].State == Waiting {
			whom = append(whom, id)
		}
	}
	return whom
}
