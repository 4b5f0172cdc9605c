package verification

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
)

// Reasons are the whole reasoning behind a verdict, for a reviewer.
type Reasons struct {
	Claim   *claim.Claim
	Verdict consensus.Verdict // as the votes stand
	Votes   []Ballot          // in the order of the pseudonyms, which says nothing of anybody
	Groups  []claim.Group     // of those who voted, who seem to act together
}

// Ballot is one vote and what it counts for.
type Ballot struct {
	By     claim.PersonID
	Answer string
	Weight float64 // added to the log-odds of the answer; those of one voice add it once
	Voice  string
}

// Reasons gives the reasoning behind the verdict on a claim. A reviewer who is in a group themselves does not see it.
func (d *Service) Reasons(ctx context.Context, by claim.Person, code claim.Code) (Reasons, error) {
	if !by.Reviews() {
		return Reasons{}, claim.NotReviewer
	}
	c, err := d.Claim(ctx, code)
	if err != nil {
		return Reasons{}, err
	}
	if _, voted := c.Votes[by.ID]; voted || c.RequestedBy(by.ID) {
		return Reasons{}, claim.Involved
	}
	if c.Sealed(by.ID) {
		return Reasons{}, claim.NotOpen
	}
	a, err := d.latest(ctx)
	if err != nil {
		return Reasons{}, err
	}
	r := Reasons{Claim: c, Verdict: c.Judge(d.rules)}
	for _, id := range c.Voters() {
		v := c.Votes[id]
		w := Ballot{By: id, Answer: v.Answer, Voice: v.CollusionGroup}
		if v.Counts() {
			w.Weight = r.Verdict.Rule.Weight(v.Weight, len(c.Field()))
		}
		r.Votes = append(r.Votes, w)
	}
	for _, g := range a.Suspects(by.ID) {
		var voted []claim.PersonID
		for _, id := range g.Members {
			if _, ok := c.Votes[id]; ok {
				voted = append(voted, id)
			}
		}
		if g.Members = voted; len(voted) > 1 {
			r.Groups = append(r.Groups, g)
		}
	}
	return r, nil
}
