package verification

import "time"

// Blackout is a time in which people could not reach the bot: those of a region or, for Everywhere, nobody.
type Blackout struct {
	ID     string    `cbor:"1,keyasint"`
	Region Region    `cbor:"2,keyasint,omitempty"`
	From   time.Time `cbor:"3,keyasint"`
	Until  time.Time `cbor:"4,keyasint,omitzero"` // zero while it is on
	By     Source    `cbor:"5,keyasint"`
}

// Source is how a blackout became known.
type Source string

// The sources.
const (
	ByContact Source = "contact" // no call to the chat service succeeded
	BySilence Source = "silence" // the region was silent against its usual rhythm
	ByHand    Source = "hand"    // a reviewer or an operator said so
)

// On tells whether it was on at that time.
func (b Blackout) On(at time.Time) bool {
	return !at.Before(b.From) && (b.Until.IsZero() || at.Before(b.Until))
}

// in tells whether somebody is where a blackout is. Where they said that they are must be older than it: who says so in the
// midst of it was not cut off.
func (p Person) in(b Blackout) bool {
	return b.Region != Everywhere && p.Region == b.Region && !p.RegionSince.After(b.From)
}

// Outages are all that is known of blackouts.
type Outages struct {
	Contact time.Time            // the last successful call to the chat service; zero when none was ever noted
	Doubts  map[Region]time.Time // since when a region may be silent, without one being sure
	Log     []Blackout           // by when they began
}

// dark tells whether somebody was cut off at that time.
func (o Outages) dark(p Person, at time.Time) bool {
	for _, b := range o.Log {
		if p.in(b) && b.On(at) {
			return true
		}
	}
	return false
}

// open gives the blackout of a region that is on.
func (o Outages) open(r Region) (Blackout, bool) {
	for _, b := range o.Log {
		if b.Region == r && b.Until.IsZero() {
			return b, true
		}
	}
	return Blackout{}, false
}

// lost is for how long the blackouts lasted that concern somebody, between two times.
func (o Outages) lost(from, until time.Time, concerns func(Blackout) bool) time.Duration {
	var c Claim
	for _, b := range o.Log {
		if concerns(b) && (b.Until.IsZero() || b.Until.After(from)) && b.From.Before(until) {
			s := stop{from: b.From, until: b.Until}
			if s.from.Before(from) {
				s.from = from
			}
			c.stops = append(c.stops, s)
		}
	}
	return c.stood(anyStop, until)
}
