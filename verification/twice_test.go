package verification_test

import (
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// tooID follows the name of a reviewer in that of the second one.
const tooID = "2"

func secondOf(id claim.PersonID) claim.PersonID {
	if id == "r1" {
		return "r2"
	}
	return id + tooID
}

// byTwo has two reviewers want the same, one after the other. What takes one is done by the first.
func (s *stage) byTwo(id claim.PersonID, cause string, do func(cause string, p claim.Person) (*claim.Claim, error)) (*claim.Claim, error) {
	c, err := do(cause, s.person(id))
	if err != nil || !c.Proposal.Waits() {
		return c, err
	}
	return do(cause+".too", s.person(secondOf(id)))
}

func (s *stage) merge(id claim.PersonID, cause string, code, into claim.Code) (*claim.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p claim.Person) (*claim.Claim, error) {
		return s.desk.Merge(s.t.Context(), cause, p, code, into)
	})
}

func (s *stage) split(id claim.PersonID, cause string, code claim.Code) (*claim.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p claim.Person) (*claim.Claim, error) {
		return s.desk.Split(s.t.Context(), cause, p, code)
	})
}

func (s *stage) makeKnown(id claim.PersonID, cause string, code claim.Code, answer string) (*claim.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p claim.Person) (*claim.Claim, error) {
		return s.desk.MakeKnown(s.t.Context(), cause, p, code, answer)
	})
}

func (s *stage) reopen(id claim.PersonID, cause string, code claim.Code) (*claim.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p claim.Person) (*claim.Claim, error) {
		return s.desk.Reopen(s.t.Context(), cause, p, code)
	})
}

// with is the stage with another desk.
func (s *stage) with(d *verification.Service) *stage {
	other := *s
	other.desk = d
	return &other
}
