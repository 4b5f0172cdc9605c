package claim

// Marks tells as what somebody may say that the claim is about a private person.
func (c *Claim) Marks(by Person) (PrivateBy, error) {
	_, asked := c.Asked[by.ID]
	switch {
	case by.Reviews():
		return PrivateByReviewer, nil
	case asked && by.May(MayCheck):
		return PrivateByVolunteer, nil
	case c.RequestedBy(by.ID):
		return PrivateByAsker, nil
	case by.Banned:
		return "", Banned
	default:
		return "", NotFound
	}
}

// Flagged reports whether a volunteer said that the claim could harm, and no reviewer has looked since.
func (c *Claim) Flagged() bool {
	return c.Status == StatusOpen && c.Question != Identity && len(c.Flags) > 0
}
