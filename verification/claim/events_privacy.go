package claim

import (
	"github.com/rastau/rastau/verification/moderation"
)

// What is said of private persons is held back; see privacy.go.

// MarkedPrivate says that the claim is about a private person. Words are to be hidden.
type MarkedPrivate struct {
	Meta
	Wording
	Unnamed        Flag      `cbor:"7,keyasint,omitzero"` // the text names nobody
	As             PrivateBy `cbor:"12,keyasint,omitempty"`
	CollusionGroup string    `cbor:"20,keyasint,omitempty"`
	InviteCohort   string    `cbor:"22,keyasint,omitempty"`
}

// Kind is [KindMarkedPrivate].
func (*MarkedPrivate) Kind() Kind { return KindMarkedPrivate }

func (e *MarkedPrivate) apply(c *Claim) {
	p := &c.Privacy
	switch e.As {
	case PrivateByHint:
		if p.official {
			return // people decided
		}
	case PrivateByReviewer:
		p.Said = true
		p.Unnamed = bool(e.Unnamed)
		if e.Words != "" {
			p.Hidden += "\n" + e.Words
		}
	case PrivateByAsker: // nothing in the ledger says who that is
		if p.official {
			return
		}
		p.Said = true
	case PrivateByVolunteer:
		if !p.saidBy(e.By) {
			return
		}
		p.Said = true
	}
	p.On, p.official, p.Official = true, false, nil
}

// SaidOfficial says that it is about an official acting as such, or a public figure in that role.
type SaidOfficial struct {
	Meta
}

// Kind is [KindSaidOfficial].
func (*SaidOfficial) Kind() Kind { return KindSaidOfficial }

// When enough reviewers say so, the rules for people hold no longer.
func (e *SaidOfficial) apply(c *Claim) {
	c.Privacy.Official = append(c.Privacy.Official, e.By)
	if len(c.Privacy.Official) >= saysOfficial {
		c.Privacy = Privacy{Official: c.Privacy.Official, official: true}
		c.Flags, c.flaggedBy, c.Let = map[PersonID]string{}, nil, true
	}
}

// NotedNamed says where and when officials or the media named the person themselves, in a reviewer's words.
type NotedNamed struct {
	Meta
	Wording
}

// Kind is [KindNotedNamed].
func (*NotedNamed) Kind() Kind { return KindNotedNamed }

func (e *NotedNamed) apply(c *Claim) { c.Privacy.NamedIn = e.Words }

// Placed says which place people meant.
type Placed struct {
	Meta
	Whom   []PersonID         `cbor:"5,keyasint,omitempty"`
	Answer string             `cbor:"12,keyasint,omitempty"`
	Text   moderation.Foreign `cbor:"13,keyasint,omitempty"`
}

// Kind is [KindPlaced].
func (*Placed) Kind() Kind { return KindPlaced }

// Who says which place somebody meant reviews the claim no more.
func (e *Placed) apply(c *Claim) {
	c.addPlace(e.Answer, e.Text)
	for _, id := range e.Whom {
		if v, ok := c.Votes[id]; ok {
			v.Answer = e.Answer
			c.Votes[id] = v
		}
	}
	c.placedBy = append(c.placedBy, e.By)
}
