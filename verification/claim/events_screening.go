package claim

import (
	"time"
)

// Before and while people are asked, it is looked at whether a question could harm somebody.

// Stopped says that nobody is asked before a reviewer has seen the claim.
type Stopped struct {
	Meta
	Reason StoppedFor `cbor:"12,keyasint,omitempty"`
}

// Kind is [KindStopped].
func (*Stopped) Kind() Kind { return KindStopped }

func (e *Stopped) apply(c *Claim) {
	c.Status, c.Stopped = StatusStopped, e.Reason
	c.ApprovedBy, c.HeldFor, c.PublishAt = nil, "", time.Time{}
}

// Released says that a reviewer lets the claim through.
type Released struct {
	Meta
	Deadline time.Time `cbor:"6,keyasint,omitzero"`
}

// Kind is [KindReleased].
func (*Released) Kind() Kind { return KindReleased }

func (e *Released) apply(c *Claim) {
	c.Status, c.OpenedAt, c.Deadline, c.Let, c.Flags = StatusOpen, e.At, e.Deadline, true, map[PersonID]string{}
	c.flaggedBy = nil
}

// Screening says that volunteers look whether the person was shown in public.
type Screening struct {
	Meta
	Deadline time.Time `cbor:"6,keyasint,omitzero"`
	Confirm  int       `cbor:"7,keyasint,omitempty"` // how many must confirm it
}

// Kind is [KindScreening].
func (*Screening) Kind() Kind { return KindScreening }

func (e *Screening) apply(c *Claim) {
	c.Status, c.Deadline, c.Confirm = StatusScreening, e.Deadline, e.Confirm
}

// Checked says what somebody found who looked whether the person was.
type Checked struct {
	Meta
	Answer         string `cbor:"12,keyasint,omitempty"`
	CollusionGroup string `cbor:"20,keyasint,omitempty"`
}

// Kind is [KindChecked].
func (*Checked) Kind() Kind { return KindChecked }

func (e *Checked) apply(c *Claim) {
	c.Checks[e.By] = Check{e.Answer, e.CollusionGroup}
	c.setAsks([]PersonID{e.By}, Given)
}

// Cleared says that the person was shown in public, so that people are asked for a name.
type Cleared struct {
	Meta
	Deadline time.Time `cbor:"6,keyasint,omitzero"`
}

// Kind is [KindCleared].
func (*Cleared) Kind() Kind { return KindCleared }

func (e *Cleared) apply(c *Claim) {
	// Whoever confirmed may be asked for the name, too: they may well know it.
	c.Status, c.Deadline, c.screened, c.Asked = StatusOpen, e.Deadline, c.Asked, map[PersonID]Ask{}
}

// Refused says that the question is not asked. What was sent is erased.
type Refused struct {
	Meta
	Question Question `cbor:"10,keyasint,omitempty"`
	Reason   string   `cbor:"12,keyasint,omitempty"` // a Shown, NotShown, ToProtect or Unseen
}

// Kind is [KindRefused].
func (*Refused) Kind() Kind { return KindRefused }

func (e *Refused) apply(c *Claim) {
	c.Question, c.Status, c.RefusedFor = e.Question, StatusRefused, e.Reason
}

// Flagged says that somebody who was asked thinks that the claim could harm.
type Flagged struct {
	Meta
	Harm           string `cbor:"12,keyasint,omitempty"` // of Harms
	CollusionGroup string `cbor:"20,keyasint,omitempty"`
	InviteCohort   string `cbor:"22,keyasint,omitempty"`
}

// Kind is [KindFlagged].
func (*Flagged) Kind() Kind { return KindFlagged }

func (e *Flagged) apply(c *Claim) {
	c.Flags[e.By] = e.Harm
	if c.flaggedBy == nil {
		c.flaggedBy = map[PersonID]witness{}
	}
	c.flaggedBy[e.By] = witness{e.CollusionGroup, e.InviteCohort}
}
