package claim

import (
	"slices"
	"time"
)

// VoterWeight is what an answer of somebody counts for.
type VoterWeight struct {
	Reliability    float64 `cbor:"1,keyasint"`           // chance that an answer of theirs is right
	CollusionGroup string  `cbor:"2,keyasint,omitempty"` // those of one voice act together and are heard once; "" is independent
	InviteCohort   string  `cbor:"3,keyasint,omitempty"` // everybody who came by one invitation; not part of an assessment
	Tenure         Tenure  `cbor:"-"`                    // how long they have been there
}

// Assessment is what all votes together say of the volunteers. It is made now and then from the ledgers; the verdicts on
// single claims use the latest.
type Assessment struct {
	At     time.Time                `cbor:"1,keyasint"`
	Of     map[PersonID]VoterWeight `cbor:"2,keyasint"`
	Groups []Group                  `cbor:"3,keyasint,omitempty"`
}

// Group is people who seem to act together. Reviewers see it, with the reason; those in it never do.
type Group struct {
	Voice   string     `cbor:"1,keyasint"`
	Members []PersonID `cbor:"2,keyasint"`
	Why     Reason     `cbor:"3,keyasint"`
	// Certain is false when nothing tells which of two camps is independent: then nobody is heard less for it.
	Certain bool    `cbor:"4,keyasint,omitempty"`
	Share   float64 `cbor:"5,keyasint,omitempty"` // of the claims, on which they seem to have been called upon
}

// Reason says why people seem to act together.
type Reason string

// The reasons.
const (
	Copies   Reason = "copies"   // they make each other's mistakes
	Sleepers Reason = "sleepers" // they turn together against everybody else on some claims
)

// Suspects gives the groups that somebody may know of: those that they are not in themselves.
func (a Assessment) Suspects(to PersonID) []Group {
	return slices.DeleteFunc(slices.Clone(a.Groups), func(g Group) bool { return slices.Contains(g.Members, to) })
}

// Reweigh has the votes count for what is known of their voters by now. A verdict that waits for reviewers stays as it was
// reached; see [Claim.Since].
func (c *Claim) Reweigh(now time.Time, standings map[PersonID]VoterWeight, r Rules) {
	if (c.Status == StatusOpen || c.Status == StatusDecided) && c.weighAnew(now, standings) {
		c.conclude(now, r)
	}
}

// weighAnew notes what the votes count for by now. It reports whether anything changed that is worth an entry.
func (c *Claim) weighAnew(now time.Time, standings map[PersonID]VoterWeight) bool {
	const same = 0.02 // a smaller difference is not worth an entry
	changed := map[PersonID]VoterWeight{}
	for id, s := range standings {
		v, voted := c.Votes[id]
		if d := s.Reliability - v.Weight; voted && (s.CollusionGroup != v.CollusionGroup || d > same || d < -same) {
			changed[id] = s
		}
	}
	if len(changed) == 0 {
		return false
	}
	c.Record(&Weighed{Meta: Meta{At: now}, Weights: changed})
	return true
}

func (c *Claim) weigh(standings map[PersonID]VoterWeight) {
	for id, s := range standings {
		if v, ok := c.Votes[id]; ok {
			v.Weight, v.CollusionGroup = s.Reliability, s.CollusionGroup
			c.Votes[id] = v
		}
	}
}
