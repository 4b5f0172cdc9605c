package claim

import (
	"time"
)

// Claims that ask the same become one, and are taken apart again.

// MergedInto says that the claim goes on as another one.
type MergedInto struct {
	Meta
	Into Code `cbor:"18,keyasint,omitempty"`
}

// Kind is [KindMergedInto].
func (*MergedInto) Kind() Kind { return KindMergedInto }

func (e *MergedInto) apply(c *Claim) {
	c.before, c.Status, c.Into, c.PublishAt = c.Status, StatusMerged, e.Into, time.Time{}
}

// TookOver says which claims lead to this one since they were merged into it.
type TookOver struct {
	Meta
	Codes []Code `cbor:"32,keyasint,omitempty"`
}

// Kind is [KindTookOver].
func (*TookOver) Kind() Kind { return KindTookOver }

func (e *TookOver) apply(c *Claim) { c.led = append(c.led, e.Codes...) }

// Offered says which claims the asker is shown, as they may be the same.
type Offered struct {
	Meta
	Unsaid Flag   `cbor:"7,keyasint,omitzero"` // there is one that is not to be shown
	Codes  []Code `cbor:"32,keyasint,omitempty"`
}

// Kind is [KindOffered].
func (*Offered) Kind() Kind { return KindOffered }

func (e *Offered) apply(c *Claim) { c.Offered, c.Unsaid = e.Codes, bool(e.Unsaid) }

// Joined says that the claim asks the same as another one.
type Joined struct {
	Meta
	OutVersion int      `cbor:"7,keyasint,omitempty"` // of the other one, 0 when it was not out
	JoinedBy   JoinedBy `cbor:"12,keyasint,omitempty"`
	Into       Code     `cbor:"18,keyasint,omitempty"`
}

// Kind is [KindJoined].
func (*Joined) Kind() Kind { return KindJoined }

func (e *Joined) apply(c *Claim) {
	c.before, c.Status, c.Into, c.JoinedBy, c.outBefore = c.Status, StatusMerged, e.Into, e.JoinedBy, e.OutVersion
	if c.JoinedBy == ByAsker {
		c.Picked = e.Into
	}
}

// SetApart says that the asker wants to know something else than what they were offered.
type SetApart struct {
	Meta
	From Code `cbor:"18,keyasint,omitempty"` // what the claim was joined to, if it was
}

// Kind is [KindSetApart].
func (*SetApart) Kind() Kind { return KindSetApart }

func (e *SetApart) apply(c *Claim) {
	c.other = append(c.other, append(c.Offered, e.From)...)
	c.Status, c.Into, c.JoinedBy, c.Apart, c.ReceivedAt = StatusReceived, "", "", true, e.At
}

// SplitOff says that the claim goes on by itself again.
type SplitOff struct {
	Meta
	Deadline time.Time `cbor:"6,keyasint,omitzero"`
	Sought   int       `cbor:"7,keyasint,omitempty"`  // answers
	From     Code      `cbor:"18,keyasint,omitempty"` // of what it was part
	Limit    int       `cbor:"19,keyasint,omitempty"` // answers at most
}

// Kind is [KindSplitOff].
func (*SplitOff) Kind() Kind { return KindSplitOff }

func (e *SplitOff) apply(c *Claim) {
	c.Into, c.JoinedBy = "", ""
	for id, a := range c.Asked { // their cards were closed
		if a.State == Waiting {
			a.State = Back
			c.Asked[id] = a
		}
	}
	switch {
	case c.Question == "":
		c.Status, c.ReceivedAt = StatusReceived, e.At
	case c.before == StatusPublished:
		c.Status = StatusPublished
	case c.before == StatusStopped:
		c.Status, c.Deadline = StatusStopped, e.Deadline
	default:
		c.Status, c.Deadline, c.Round, c.Sought, c.Limit = StatusOpen, e.Deadline, c.Round+1, e.Sought, e.Limit
		c.ApprovedBy, c.HeldFor = nil, ""
	}
}
