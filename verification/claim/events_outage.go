package claim

import (
	"time"
)

// While people cannot be reached, a claim's time stands still.

// ClockStops says that the claim's time stands still. Without a region the bot itself cannot be reached.
type ClockStops struct {
	Meta
	Whom   []PersonID `cbor:"5,keyasint,omitempty"` // who was asked there and is cut off
	Region Region     `cbor:"31,keyasint,omitempty"`
}

// Kind is [KindClockStops].
func (*ClockStops) Kind() Kind { return KindClockStops }

func (e *ClockStops) apply(c *Claim) {
	c.pauses = append(c.pauses, Pause{region: e.Region, From: e.When(), whom: set(e.Whom)})
}

// ClockResumes says that it goes on.
type ClockResumes struct {
	Meta
	Region Region `cbor:"31,keyasint,omitempty"`
}

// Kind is [KindClockResume].
func (*ClockResumes) Kind() Kind { return KindClockResume }

func (e *ClockResumes) apply(c *Claim) { c.start(e.Region, e.When()) }

// GivenBack says that the claim ended in a blackout, or that late answers decide it: it is open again.
type GivenBack struct {
	Meta
	Deadline time.Time `cbor:"6,keyasint,omitzero"`
	Sought   int       `cbor:"7,keyasint,omitempty"`  // answers
	Limit    int       `cbor:"19,keyasint,omitempty"` // answers at most
}

// Kind is [KindGivenBack].
func (*GivenBack) Kind() Kind { return KindGivenBack }

func (e *GivenBack) apply(c *Claim) {
	c.Status, c.Deadline, c.Sought, c.Limit = StatusOpen, e.Deadline, e.Sought, e.Limit
}
