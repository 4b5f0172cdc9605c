package verification

import (
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Outages are all that is known of blackouts.
type Outages struct {
	Contact time.Time                  // the last successful call to the chat service; zero when none was ever noted
	Doubts  map[claim.Region]time.Time // since when a region may be silent, without one being sure
	Log     []claim.Blackout           // by when they began
}

// dark tells whether somebody was cut off at that time.
func (o Outages) dark(p claim.Person, at time.Time) bool {
	for _, b := range o.Log {
		if p.In(b) && b.On(at) {
			return true
		}
	}
	return false
}

// open gives the blackout of a region that is on.
func (o Outages) open(r claim.Region) (claim.Blackout, bool) {
	for _, b := range o.Log {
		if b.Region == r && b.Until.IsZero() {
			return b, true
		}
	}
	return claim.Blackout{}, false
}

// lost is for how long the blackouts lasted that concern somebody, between two times.
func (o Outages) lost(from, until time.Time, concerns func(claim.Blackout) bool) time.Duration {
	var c claim.Claim
	for _, b := range o.Log {
		if concerns(b) && (b.Until.IsZero() || b.Until.After(from)) && b.From.Before(until) {
			s := claim.Pause{From: b.From, Until: b.Until}
			if s.From.Before(from) {
				s.From = from
			}
			c.Pauses = append(c.Pauses, s)
		}
	}
	return c.PausedFor(claim.AnyPause, until)
}
