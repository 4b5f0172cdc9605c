package outage

import (
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Outages is all that is known about who cannot reach the bot.
type Outages struct {
	Contact time.Time                  // the last successful call to the chat service; zero before the first
	Doubts  map[claim.Region]time.Time // since when a region may be silent, while that is not certain
	Log     []claim.Blackout           // in the order in which they began
}

// Dark reports whether the person was cut off at that time.
func (o Outages) Dark(p claim.Person, at time.Time) bool {
	for _, b := range o.Log {
		if p.In(b) && b.On(at) {
			return true
		}
	}
	return false
}

// open returns the outage of a region that has not ended.
func (o Outages) open(r claim.Region) (claim.Blackout, bool) {
	for _, b := range o.Log {
		if b.Region == r && b.Until.IsZero() {
			return b, true
		}
	}
	return claim.Blackout{}, false
}

// CutOff reports whether the bot itself is cut off: its last successful call is longer ago than after.
func (o Outages) CutOff(now time.Time, after time.Duration) bool {
	return !o.Contact.IsZero() && after > 0 && now.Sub(o.Contact) > after
}

// deaf reports whether, during some of that time, nobody of the region could be heard. It says nothing about the usual rhythm then.
func (o Outages) deaf(r claim.Region, from, until time.Time) bool {
	for _, b := range o.Log {
		if (b.Region == claim.Everywhere || b.Region == r) && b.From.Before(until) && (b.Until.IsZero() || b.Until.After(from)) {
			return true
		}
	}
	return false
}

// listenFrom returns the first slot in which a silence of the region can begin: after the last one, and some time after somebody said
// that there is none.
func (o Outages) listenFrom(r claim.Region) int64 {
	var from time.Time
	for _, b := range o.Log {
		at := b.Until
		if b.Region != r || at.IsZero() {
			continue
		}
		if b.By == claim.ByHand {
			at = at.Add(afterHand)
		}
		if at.After(from) {
			from = at
		}
	}
	if from.IsZero() {
		return 0
	}
	return SlotOf(from) + 1
}

// Lost returns how much of the time between from and until was lost to outages that concern somebody. Outages that overlap count once.
func (o Outages) Lost(from, until time.Time, concerns func(claim.Blackout) bool) time.Duration {
	var pauses []claim.Pause
	for _, b := range o.Log {
		if concerns(b) && (b.Until.IsZero() || b.Until.After(from)) && b.From.Before(until) {
			p := claim.Pause{From: b.From, Until: b.Until}
			if p.From.Before(from) {
				p.From = from
			}
			pauses = append(pauses, p)
		}
	}
	return claim.Paused(pauses, until)
}
