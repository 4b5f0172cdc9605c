package claim

import (
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// Some acts take two reviewers; see dualcontrol.go.

// Proposed says that a reviewer wants an act. Words are the note of one about a person.
type Proposed struct {
	Meta
	Wording
	Expires        time.Time          `cbor:"6,keyasint,omitzero"`
	Answer         string             `cbor:"12,keyasint,omitempty"`
	Note           moderation.Foreign `cbor:"13,keyasint,omitempty"`
	Into           Code               `cbor:"18,keyasint,omitempty"`
	CollusionGroup string             `cbor:"20,keyasint,omitempty"`
	InviteCohort   string             `cbor:"22,keyasint,omitempty"`
	Basis          []byte             `cbor:"40,keyasint,omitempty"` // what it is made on
	Change         Change             `cbor:"41,keyasint,omitempty"`
}

// Kind is [KindProposed].
func (*Proposed) Kind() Kind { return KindProposed }

// It takes the place of a proposal that waits.
func (e *Proposed) apply(c *Claim) {
	c.dropProposal()
	c.proposals++
	c.Proposal = Proposal{
		Number: c.proposals, Change: e.Change, By: e.By, Answer: moderation.Foreign(e.Answer), Note: e.Note + e.Words, Into: e.Into,
		Until: e.Expires, CollusionGroup: e.CollusionGroup, InviteCohort: e.InviteCohort, Basis: e.Basis,
	}
}

// Confirmed says that another reviewer wants the same, in their own words.
type Confirmed struct {
	Meta
	Wording
	Answer string             `cbor:"12,keyasint,omitempty"`
	Note   moderation.Foreign `cbor:"13,keyasint,omitempty"`
	Change Change             `cbor:"41,keyasint,omitempty"`
}

// Kind is [KindConfirmed].
func (*Confirmed) Kind() Kind { return KindConfirmed }

// The words are then those of who confirms. What takes effect at once is no longer proposed.
func (e *Confirmed) apply(c *Claim) {
	if e.Cause != "" {
		if c.carried == nil {
			c.carried = map[string]Change{}
		}
		c.carried[e.Cause] = e.Change
	}
	if e.Change != ToCorrect {
		c.Proposal = Proposal{}
		return
	}
	c.Proposal.Second, c.Proposal.Answer, c.Proposal.Note = e.By, moderation.Foreign(e.Answer), e.Note+e.Words
}

// Rejected says that a reviewer refuses what is proposed, or takes it back.
type Rejected struct {
	Meta
	Change Change `cbor:"41,keyasint,omitempty"`
}

// Kind is [KindRejected].
func (*Rejected) Kind() Kind { return KindRejected }

func (*Rejected) apply(c *Claim) { c.dropProposal() }

// Expired says that nobody confirmed it in time, or that what it was made on reads otherwise.
type Expired struct {
	Meta
	Change Change `cbor:"41,keyasint,omitempty"`
}

// Kind is [KindExpired].
func (*Expired) Kind() Kind { return KindExpired }

func (*Expired) apply(c *Claim) { c.dropProposal() }

// Suggested was, formerly, both Proposed and Confirmed, for the correction of a name.
type Suggested struct {
	Meta
	Answer string             `cbor:"12,keyasint,omitempty"`
	Note   moderation.Foreign `cbor:"13,keyasint,omitempty"`
}

// Kind is [KindSuggested].
func (*Suggested) Kind() Kind { return KindSuggested }

// The second who says the same confirms it.
func (e *Suggested) apply(c *Claim) {
	want := Proposal{Change: ToCorrect, Answer: moderation.Foreign(e.Answer), Note: e.Note}
	if have := c.Proposal; have.Change == ToCorrect && have.By != e.By && c.same(have, want) {
		(&Confirmed{Meta: e.Meta, Change: ToCorrect, Answer: e.Answer, Note: e.Note}).apply(c)
		return
	}
	(&Proposed{Meta: e.Meta, Change: ToCorrect, Answer: e.Answer, Note: e.Note}).apply(c)
}
