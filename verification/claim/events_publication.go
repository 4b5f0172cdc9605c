package claim

import (
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// A result is out, is corrected, withdrawn or asked about again, and is objected to.

// Published says that the result is out.
type Published struct {
	Meta
	Version int                `cbor:"7,keyasint,omitempty"`
	Verdict *consensus.Verdict `cbor:"17,keyasint,omitempty"`
	Digest  []byte             `cbor:"40,keyasint,omitempty"` // of what was approved
}

// Kind is [KindPublished].
func (*Published) Kind() Kind { return KindPublished }

func (e *Published) apply(c *Claim) {
	c.consented = c.cleared()
	c.Status, c.Verdict, c.Version, c.PublishAt = StatusPublished, *e.Verdict, e.Version, time.Time{}
	c.hushed, c.outAs = false, c.quoting(true)
	if c.OutAt.IsZero() {
		c.OutAt = e.At
	}
}

// Corrected says that the result is another one. Words are the note of one about a person.
type Corrected struct {
	Meta
	Wording
	Version  int                `cbor:"7,keyasint,omitempty"`
	NoteKind NoteKind           `cbor:"12,keyasint,omitempty"`
	Note     moderation.Foreign `cbor:"13,keyasint,omitempty"`
	Verdict  *consensus.Verdict `cbor:"17,keyasint,omitempty"`
}

// Kind is [KindCorrected].
func (*Corrected) Kind() Kind { return KindCorrected }

func (e *Corrected) apply(c *Claim) {
	v := *e.Verdict
	if c.Question.Open() && string(c.AnswerText(v.Answer)) == v.Answer {
		v.Answer = c.candidate(moderation.Foreign(v.Answer))
	}
	c.Verdict, c.Note, c.NoteKind, c.Version = v, e.Note+e.Words, e.NoteKind, e.Version
	if c.NoteKind.changes() {
		c.Corrected, c.Challenge = true, nil
	}
	c.Proposal, c.PublishAt = Proposal{}, time.Time{}
}

// TakenDown says that the claim is withdrawn. Words are for reviewers.
type TakenDown struct {
	Meta
	Wording
	Version int                `cbor:"7,keyasint,omitempty"`
	Reason  Withdrawal         `cbor:"12,keyasint,omitempty"` // formerly none, but a Note
	Note    moderation.Foreign `cbor:"13,keyasint,omitempty"` // formerly: why
}

// Kind is [KindTakenDown].
func (*TakenDown) Kind() Kind { return KindTakenDown }

// In older ledgers the reason was free text, and the version counted up although nothing was out.
func (e *TakenDown) apply(c *Claim) {
	c.Status, c.PublishAt, c.Challenge, c.Proposal = StatusTakenDown, time.Time{}, nil, Proposal{}
	c.hushed, c.Into = true, ""
	c.Withdrawn, c.WithdrawnWords, c.Version = e.Reason, e.Words, e.Version
	if e.Reason == "" {
		c.Withdrawn, c.WithdrawnWords = WithdrawnOtherwise, e.Note
	}
	if !c.Out() {
		c.Version = 0
	}
}

// Reopened says that people are asked again about a result.
type Reopened struct {
	Meta
	Deadline time.Time `cbor:"6,keyasint,omitzero"`
	Sought   int       `cbor:"7,keyasint,omitempty"`  // answers
	Limit    int       `cbor:"19,keyasint,omitempty"` // answers at most
}

// Kind is [KindReopened].
func (*Reopened) Kind() Kind { return KindReopened }

func (e *Reopened) apply(c *Claim) {
	c.Challenge = nil
	c.Note, c.Corrected = "", false // they were of a result that no longer stands
	c.Status, c.Deadline, c.Round, c.Sought, c.Limit = StatusOpen, e.Deadline, c.Round+1, e.Sought, e.Limit
	c.ApprovedBy, c.HeldFor, c.PublishAt, c.Proposal = nil, "", time.Time{}, Proposal{}
}

// Appealed says that somebody objects to a result, in their words.
type Appealed struct {
	Meta
	Wording
	Concerned Flag `cbor:"7,keyasint,omitzero"` // they say that it is about them
}

// Kind is [KindAppealed].
func (*Appealed) Kind() Kind { return KindAppealed }

func (e *Appealed) apply(c *Claim) {
	c.Appeals = append(c.Appeals, Appeal{By: e.By, Words: e.Words, Concerned: bool(e.Concerned), At: e.At})
}

// Replied says what a reviewer answers to objections.
type Replied struct {
	Meta
	Wording
	Whom []PersonID `cbor:"5,keyasint,omitempty"` // who objected
}

// Kind is [KindReplied].
func (*Replied) Kind() Kind { return KindReplied }

func (e *Replied) apply(c *Claim) {
	answered := set(e.Whom)
	for i, a := range c.Appeals {
		c.Appeals[i].Answered = a.Answered || answered[a.By]
	}
}

// Challenged says that with late answers the result that is out would be another, or none.
type Challenged struct {
	Meta
	Verdict *consensus.Verdict `cbor:"17,keyasint,omitempty"`
}

// Kind is [KindChallenged].
func (*Challenged) Kind() Kind { return KindChallenged }

func (e *Challenged) apply(c *Claim) { c.Challenge = e.Verdict }

// Upheld says that a reviewer keeps such a result, or, By nobody, that late answers agree with it again.
type Upheld struct {
	Meta
}

// Kind is [KindUpheld].
func (*Upheld) Kind() Kind { return KindUpheld }

func (e *Upheld) apply(c *Claim) { c.Challenge, c.upheld = nil, e.Cause }
