package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// Reviewers look at a verdict before it is published.

// Approved says that a reviewer agrees with the draft.
type Approved struct {
	Meta
	Nameless Flag   `cbor:"7,keyasint,omitzero"`   // the name is to be withheld
	Consent  string `cbor:"12,keyasint,omitempty"` // clears, or nothing
	Digest   []byte `cbor:"40,keyasint,omitempty"` // of the draft
}

// Kind is [KindApproved].
func (*Approved) Kind() Kind { return KindApproved }

func (e *Approved) apply(c *Claim) {
	c.ApprovedBy, c.HeldFor, c.Nameless = append(c.ApprovedBy, e.By), "", c.Nameless || bool(e.Nameless)
	if c.approved == nil {
		c.approved = map[PersonID][]byte{}
	}
	c.approved[e.By] = e.Digest
	if c.saidClears == nil {
		c.saidClears = map[PersonID]bool{}
	}
	c.saidClears[e.By] = e.Consent == clears
}

// Scheduled says when the result will be published.
type Scheduled struct {
	Meta
	PublishAt time.Time `cbor:"6,keyasint,omitzero"` // in the claim's time
}

// Kind is [KindScheduled].
func (*Scheduled) Kind() Kind { return KindScheduled }

func (e *Scheduled) apply(c *Claim) {
	c.PublishAt = c.timeOfAll(e.At).Add(e.PublishAt.Sub(c.Time(e.At)))
}

// Held says that a reviewer stops what waits to be published.
type Held struct {
	Meta
	Reason moderation.Foreign `cbor:"13,keyasint,omitempty"`
}

// Kind is [KindHeld].
func (*Held) Kind() Kind { return KindHeld }

func (e *Held) apply(c *Claim) {
	if c.Status == StatusPublished { // what is stopped is a correction that waits
		c.dropProposal()
		return
	}
	c.HeldFor, c.ApprovedBy, c.PublishAt = e.Reason, nil, time.Time{}
}

// Voided says that the draft reads otherwise by now, so that approvals are void.
type Voided struct {
	Meta
	Void []PersonID `cbor:"5,keyasint,omitempty"` // whose approvals those are
}

// Kind is [KindVoided].
func (*Voided) Kind() Kind { return KindVoided }

func (e *Voided) apply(c *Claim) { c.void(e.Void) }

// Tried says whether the person concerned, or who knows them, was asked first.
type Tried struct {
	Meta
	Attempt string `cbor:"12,keyasint,omitempty"` // of Attempts
}

// Kind is [KindTried].
func (*Tried) Kind() Kind { return KindTried }

func (e *Tried) apply(c *Claim) { c.Tried = e.Attempt }

// Labelled says whether what is said in the claim was said in custody.
type Labelled struct {
	Meta
	On Flag `cbor:"7,keyasint,omitzero"`
}

// Kind is [KindLabelled].
func (*Labelled) Kind() Kind { return KindLabelled }

func (e *Labelled) apply(c *Claim) { c.Custody = bool(e.On) }

// Pictured says whether the claim's picture may stand on the card of its result.
type Pictured struct {
	Meta
	On Flag `cbor:"7,keyasint,omitzero"`
}

// Kind is [KindPictured].
func (*Pictured) Kind() Kind { return KindPictured }

func (e *Pictured) apply(c *Claim) { c.Pictured = bool(e.On) }

// Retired says that people review no more, so that their word counts no longer.
type Retired struct {
	Meta
	Whom   []PersonID `cbor:"5,keyasint,omitempty"`
	Change Change     `cbor:"41,keyasint,omitempty"` // what was proposed and lapses
}

// Kind is [KindRetired].
func (*Retired) Kind() Kind { return KindRetired }

func (e *Retired) apply(c *Claim) {
	gone := func(id PersonID) bool { return slices.Contains(e.Whom, id) }
	if c.proposedBy(e.Whom) {
		c.dropProposal()
	}
	if c.Status == StatusDecided && slices.ContainsFunc(c.ApprovedBy, gone) {
		c.void(e.Whom)
	}
	if !c.Privacy.official {
		c.Privacy.Official = slices.DeleteFunc(slices.Clone(c.Privacy.Official), gone)
	}
}
