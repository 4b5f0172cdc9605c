package claim

import (
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// Answers, what they count for and what is added to them make a verdict, or none.

// Answered says what somebody answered. Words are what is no place that is known.
type Answered struct {
	Meta
	Wording
	Answer         string             `cbor:"12,keyasint,omitempty"` // "" for a proposal that no candidate stood for
	Text           moderation.Foreign `cbor:"13,keyasint,omitempty"` // of a proposal
	Weight         float64            `cbor:"14,keyasint,omitempty"`
	CollusionGroup string             `cbor:"20,keyasint,omitempty"`
	InviteCohort   string             `cbor:"22,keyasint,omitempty"`
	New            bool               `cbor:"50,keyasint,omitempty"` // they had not been there for long enough to count for a name
}

// Kind is [KindAnswered].
func (*Answered) Kind() Kind { return KindAnswered }

func (e *Answered) apply(c *Claim) {
	answer, text := e.Answer, e.Text
	switch {
	case answer == "": // also of ledgers in which places were free text
		answer = c.candidate(e.Text)
	case answer == Unplaced:
		text = e.Words
	case text != "":
		c.addPlace(answer, text)
	}
	before := c.Votes[e.By]
	at := e.When()
	if before.Answer == answer {
		at = before.At // saying it again does not make it a later one
	}
	c.Votes[e.By] = Vote{Answer: answer, Text: text, Weight: e.Weight, CollusionGroup: e.CollusionGroup, InviteCohort: e.InviteCohort, At: at, EvidenceBasis: before.EvidenceBasis, New: e.New}
	if c.Status.Ended() {
		c.late[e.By] = true
	}
	c.answersSince++
	c.setAsks([]PersonID{e.By}, Given)
}

// Weighed says what the votes of people count for by now.
type Weighed struct {
	Meta
	Weights map[PersonID]VoterWeight `cbor:"21,keyasint,omitempty"`
}

// Kind is [KindWeighed].
func (*Weighed) Kind() Kind { return KindWeighed }

func (e *Weighed) apply(c *Claim) {
	c.weigh(e.Weights)
	c.weighedSince = true
}

// Evidenced says what somebody added to their answer.
type Evidenced struct {
	Meta
	Evidence      *Evidence     `cbor:"15,keyasint,omitempty"`
	Copy          []byte        `cbor:"24,keyasint,omitempty"`
	EvidenceBasis EvidenceBasis `cbor:"16,keyasint,omitempty"`
}

// Kind is [KindEvidenced].
func (*Evidenced) Kind() Kind { return KindEvidenced }

func (e *Evidenced) apply(c *Claim) {
	if e.Evidence != nil {
		c.addEvidence(*e.Evidence, e.By)
	}
	if v, ok := c.Votes[e.By]; ok && e.EvidenceBasis != "" {
		v.EvidenceBasis = e.EvidenceBasis
		c.Votes[e.By] = v
		if e.EvidenceBasis.NeedsProof() {
			c.takeBack(e.By)
		}
	}
}

// Struck says that the answers of people count no longer.
type Struck struct {
	Meta
	Whom []PersonID `cbor:"5,keyasint,omitempty"`
}

// Kind is [KindStruck].
func (*Struck) Kind() Kind { return KindStruck }

func (e *Struck) apply(c *Claim) { c.strike(e.Whom) }

// NameWithheld says why a name is not decided that enough votes say.
type NameWithheld struct {
	Meta
	Reason Withheld `cbor:"12,keyasint,omitempty"`
}

// Kind is [KindNameWithheld].
func (*NameWithheld) Kind() Kind { return KindNameWithheld }

func (e *NameWithheld) apply(c *Claim) { c.Withheld = e.Reason }

// Decided says that there is a verdict, which waits for reviewers. By is the reviewer who had it reached anew.
type Decided struct {
	Meta
	Void    []PersonID         `cbor:"5,keyasint,omitempty"` // whose approvals are void
	Verdict *consensus.Verdict `cbor:"17,keyasint,omitempty"`
}

// Kind is [KindDecided].
func (*Decided) Kind() Kind { return KindDecided }

func (e *Decided) apply(c *Claim) {
	c.Status, c.Verdict, c.ApprovedBy, c.HeldFor, c.PublishAt = StatusDecided, *e.Verdict, nil, "", time.Time{}
	c.Nameless, c.Withheld = false, ""
	c.freeze()
}

// Doubted says that the verdict no longer stands, so that people are asked again.
type Doubted struct {
	Meta
	Void []PersonID `cbor:"5,keyasint,omitempty"` // whose approvals are void
}

// Kind is [KindDoubted].
func (*Doubted) Kind() Kind { return KindDoubted }

func (*Doubted) apply(c *Claim) {
	c.Status, c.ApprovedBy, c.HeldFor, c.PublishAt = StatusOpen, nil, "", time.Time{}
}

// Undecided says that nobody could tell until the deadline, or that everybody was asked.
type Undecided struct {
	Meta
	Verdict *consensus.Verdict `cbor:"17,keyasint,omitempty"`
}

// Kind is [KindUndecided].
func (*Undecided) Kind() Kind { return KindUndecided }

func (e *Undecided) apply(c *Claim) {
	c.unasked, c.Status, c.Verdict = c.Status == StatusStopped, StatusUndecided, *e.Verdict
}
