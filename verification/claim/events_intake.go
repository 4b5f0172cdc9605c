package claim

import (
	"time"
)

// The life of a claim begins with what somebody sends, and with the question that they want answered.

// Received is the first event of every claim: somebody sent it.
type Received struct {
	Meta
	Content  *Content `cbor:"8,keyasint,omitempty"`
	Copy     []byte   `cbor:"24,keyasint,omitempty"`
	Language Language `cbor:"9,keyasint,omitempty"`
}

// Kind is [KindReceived].
func (*Received) Kind() Kind { return KindReceived }

func (e *Received) apply(c *Claim) {
	c.Language, c.Status, c.ReceivedAt, c.SentAt = e.Language, StatusReceived, e.At, e.When()
	if e.Content != nil { // not erased
		c.Content, c.may = *e.Content, nil
	}
}

// Opened says which question is asked about the claim. Words are by whom a person was shown in public, and when.
type Opened struct {
	Meta
	Wording
	Question Question  `cbor:"10,keyasint,omitempty"`
	Deadline time.Time `cbor:"6,keyasint,omitzero"`
	Sought   int       `cbor:"7,keyasint,omitempty"`  // answers
	Limit    int       `cbor:"19,keyasint,omitempty"` // answers at most
}

// Kind is [KindOpened].
func (*Opened) Kind() Kind { return KindOpened }

func (e *Opened) apply(c *Claim) {
	c.Question, c.Status, c.OpenedAt, c.ShownBy = e.Question, StatusOpen, e.At, e.Words
	c.Deadline, c.Round, c.Sought, c.Limit = e.Deadline, 1, e.Sought, e.Limit
}

// Lapsed says that no question was chosen in time.
type Lapsed struct {
	Meta
}

// Kind is [KindLapsed].
func (*Lapsed) Kind() Kind { return KindLapsed }

func (*Lapsed) apply(c *Claim) { c.Status = StatusLapsed }

// Sorted says what the claim is about.
type Sorted struct {
	Meta
	Subject Subject `cbor:"11,keyasint,omitempty"`
}

// Kind is [KindSorted].
func (*Sorted) Kind() Kind { return KindSorted }

func (e *Sorted) apply(c *Claim) { c.Subject = e.Subject }

// LanguageSet says in which language the claim is, by who asked it.
type LanguageSet struct {
	Meta
	Language Language `cbor:"9,keyasint,omitempty"`
}

// Kind is [KindLanguageSet].
func (*LanguageSet) Kind() Kind { return KindLanguageSet }

func (e *LanguageSet) apply(c *Claim) { c.Language = e.Language }

// MadeKnown says that the outcome is known beforehand, to practise on.
type MadeKnown struct {
	Meta
	ProposedBy []PersonID `cbor:"5,keyasint,omitempty"` // formerly nobody: a single reviewer said it
	Outcome    string     `cbor:"12,keyasint,omitempty"`
}

// Kind is [KindMadeKnown].
func (*MadeKnown) Kind() Kind { return KindMadeKnown }

func (e *MadeKnown) apply(c *Claim) {
	if len(e.ProposedBy) > 0 { // formerly one reviewer alone could say it, which nothing rests on any more
		c.Known, c.knownBy = e.Outcome, append([]PersonID{e.By}, e.ProposedBy...)
	}
}
