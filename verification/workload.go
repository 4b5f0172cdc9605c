package verification

import (
	"cmp"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Workload is what one volunteer is being asked. A seat is taken before a question goes out, and given up when the question is
// answered, handed back, lapsed or closed. It names its claim, so that a seat whose holder died on the way is found out: from the
// time that stands beside it on, it is compared with the claim. It is never free by time alone.
type Workload struct {
	Seats   map[claim.Seat]time.Time // when each is to be compared with its claim
	Version int64                    // of the stored record; 0 for somebody who was never asked
}

// Take takes a seat until it is to be compared, unless the volunteer holds as many as they may. Who holds it already keeps it.
func (w *Workload) Take(s claim.Seat, until time.Time, most int) bool {
	if _, held := w.Seats[s]; !held && len(w.Seats) >= most {
		return false
	}
	if w.Seats == nil {
		w.Seats = map[claim.Seat]time.Time{}
	}
	w.Seats[s] = until
	return true
}

// Holds reports whether the volunteer holds the seat.
func (w Workload) Holds(s claim.Seat) bool {
	_, held := w.Seats[s]
	return held
}

// Overdue returns the seats that are to be compared with their claims.
func (w Workload) Overdue(now time.Time) []claim.Seat {
	return w.which(func(until time.Time) bool { return !until.After(now) })
}

// Open returns all seats, that first which was to be compared first.
func (w Workload) Open() []claim.Seat { return w.which(func(time.Time) bool { return true }) }

func (w Workload) which(ok func(until time.Time) bool) []claim.Seat {
	var seats []claim.Seat
	for s, until := range w.Seats {
		if ok(until) {
			seats = append(seats, s)
		}
	}
	slices.SortFunc(seats, func(a, b claim.Seat) int {
		return cmp.Or(w.Seats[a].Compare(w.Seats[b]), cmp.Compare(a.Code, b.Code))
	})
	return seats
}
