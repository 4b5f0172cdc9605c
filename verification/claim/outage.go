package claim

import (
	"time"
)

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

// In tells whether somebody is where a blackout is. Where they said that they are must be older than it: who says so in the
// midst of it was not cut off.
func (p Person) In(b Blackout) bool {
	return b.Region != Everywhere && p.Region == b.Region && !p.RegionSince.After(b.From)
}
