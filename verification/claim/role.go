package claim

import "slices"

// Right is something that only some may do.
type Right string

// The rights.
const (
	MayAsk    Right = "ask"     // send claims, ask what became of them, object to a result, be forgotten
	MayCheck  Right = "check"   // answer, skip, add evidence, say that a question could harm
	MayReview Right = "review"  // approve, hold, correct, reopen, take down, merge, release, label, answer objections
	MayRun    Right = "operate" // invite, ban, count
	MayDarken Right = "darken"  // say that a region is cut off, or no longer
	MayPardon Right = "pardon"  // want a ban lifted, which takes two
)

// Operator is the role of those whom the settings name. It is nobody's Role as stored, and gives no other right: whoever
// runs the server learns nothing of what volunteers answer by it.
const Operator Role = "operator"

// rights is the one table of who may do what.
var rights = map[Right][]Role{
	MayAsk:    {Citizen, Verifier, Reviewer, Operator},
	MayCheck:  {Verifier, Reviewer},
	MayReview: {Reviewer},
	MayRun:    {Operator},
	MayDarken: {Reviewer, Operator},
	MayPardon: {Reviewer, Operator},
}

// May tells whether somebody of that role has the right.
func (r Role) May(right Right) bool { return slices.Contains(rights[right], r) }

// May tells whether the person has the right. Who is banned may ask, as everybody may.
func (p Person) May(right Right) bool {
	if p.Banned {
		return Citizen.May(right)
	}
	return p.Role.May(right)
}
