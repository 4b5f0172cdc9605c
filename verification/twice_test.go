package verification_test

import (
	"github.com/rastau/rastau/verification"
)

// tooID follows the name of a reviewer in that of the second one.
const tooID = "2"

func secondOf(id verification.PersonID) verification.PersonID {
	if id == "r1" {
		return "r2"
	}
	return id + tooID
}

// byTwo has two reviewers want the same, one after the other. What takes one is done by the first.
func (s *stage) byTwo(id verification.PersonID, cause string, do func(cause string, p verification.Person) (*verification.Claim, error)) (*verification.Claim, error) {
	c, err := do(cause, s.person(id))
	if err != nil || !c.Proposal.Waits() {
		return c, err
	}
	return do(cause+".too", s.person(secondOf(id)))
}

func (s *stage) merge(id verification.PersonID, cause string, code, into verification.Code) (*verification.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p verification.Person) (*verification.Claim, error) {
		return s.desk.Merge(s.t.Context(), cause, p, code, into)
	})
}

func (s *stage) split(id verification.PersonID, cause string, code verification.Code) (*verification.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p verification.Person) (*verification.Claim, error) {
		return s.desk.Split(s.t.Context(), cause, p, code)
	})
}

func (s *stage) makeKnown(id verification.PersonID, cause string, code verification.Code, answer string) (*verification.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p verification.Person) (*verification.Claim, error) {
		return s.desk.MakeKnown(s.t.Context(), cause, p, code, answer)
	})
}

func (s *stage) reopen(id verification.PersonID, cause string, code verification.Code) (*verification.Claim, error) {
	return s.byTwo(id, cause, func(cause string, p verification.Person) (*verification.Claim, error) {
		return s.desk.Reopen(s.t.Context(), cause, p, code)
	})
}

// with is the stage with another desk.
func (s *stage) with(d *verification.Desk) *stage {
	other := *s
	other.desk = d
	return &other
}
