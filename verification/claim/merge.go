package claim

// Silenced reports whether the claim is repeated nowhere any more, and why.
func (c *Claim) Silenced() (reason Withdrawal, yes bool) {
	switch {
	case c.Status == StatusTakenDown:
		return c.Withdrawn, true
	case c.Status == StatusRefused && c.RefusedFor == ToProtect:
		return WithdrawnPrivate, true
	default:
		return WithdrawnOtherwise, c.Status == StatusRefused
	}
}

// What was sent with a claim that a reviewer merged into another one leads to that one: whoever sends the same joins those who
// ask what goes on, and is offered that for what may be the same.

// Alias tells whether what was sent with the claim can be taken for another one: a reviewer says that it asks the same, and
// nothing spoke against asking it.
func (c *Claim) Alias() bool {
	if c.Status != StatusMerged || c.JoinedBy != "" {
		return false
	}
	switch c.before {
	case StatusOpen, StatusDecided, StatusPublished:
		return true
	case StatusUndecided:
		return !c.unasked
	default:
		return false
	}
}

// What was asked before is not asked again: who sends it joins those who asked. Their message stays a claim of its own,
// part of the other one, so that it can be taken out again when it was not the same after all.
