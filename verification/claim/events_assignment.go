package claim

import (
	"time"
)

// Volunteers are asked in rounds, and give back what they cannot answer.

// Asked says that the question was put to people.
type Asked struct {
	Meta
	Whom  []PersonID `cbor:"5,keyasint,omitempty"`
	Lease time.Time  `cbor:"6,keyasint,omitzero"` // until when they have it, in the claim's time
}

// Kind is [KindAsked].
func (*Asked) Kind() Kind { return KindAsked }

func (e *Asked) apply(c *Claim) {
	for _, id := range e.Whom {
		c.Asked[id] = Ask{
			At: e.At, Until: c.timeOf(id, e.At).Add(e.Lease.Sub(c.Time(e.At))), State: Waiting,
			Confirm: c.confirming(), Screen: c.Status == StatusScreening,
		}
	}
}

// Returned says that people gave the question back, or that their lease ran out.
type Returned struct {
	Meta
	Whom     []PersonID `cbor:"5,keyasint,omitempty"`
	NeverPut Flag       `cbor:"7,keyasint,omitzero"`   // they never got it
	Reason   string     `cbor:"12,keyasint,omitempty"` // Unseen when they could not be shown its file
}

// Kind is [KindReturned].
func (*Returned) Kind() Kind { return KindReturned }

func (e *Returned) apply(c *Claim) {
	c.setAsks(e.Whom, Back)
	if e.Reason == Unseen {
		c.unseen += len(e.Whom)
	}
	for i := 0; i < len(e.Whom) && bool(e.NeverPut); i++ {
		delete(c.Asked, e.Whom[i])
	}
}

// Widened says that another round begins.
type Widened struct {
	Meta
	Sought int `cbor:"7,keyasint,omitempty"` // answers
}

// Kind is [KindWidened].
func (*Widened) Kind() Kind { return KindWidened }

func (e *Widened) apply(c *Claim) { c.Round, c.Sought = c.Round+1, e.Sought }

func (c *Claim) setAsks(whom []PersonID, state AskState) {
	for _, id := range whom {
		if a, ok := c.Asked[id]; ok {
			a.State = state
			c.Asked[id] = a
		}
	}
}
