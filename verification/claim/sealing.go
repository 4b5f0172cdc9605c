package claim

import "slices"

// Reachable are the askers whom the bot can tell something.
func (c *Claim) Reachable() []Requester {
	var known []Requester
	for _, a := range c.Requesters {
		if a.Person != "" {
			known = append(known, a)
		}
	}
	return known
}

// RefusedAtOnce tells whether the asker had the refusal as the answer to the question.
func (c *Claim) RefusedAtOnce() bool {
	return c.Status == StatusRefused && slices.Contains(Showings, Shown(c.RefusedFor))
}
