package claim

import (
	"time"
)

// What a question is about has to be seen to be judged. Where a file can be shown to somebody in no form, they are not asked, and
// somebody else is; where nobody sees it, whoever sent it is told, so that they send it in another way.

// Unseen is why a question is not asked whose file nobody could be shown.
const Unseen = "unseen"

// mostUnseen is how many people may in vain have been to be shown a file before it is taken for one that nobody can be shown.
const mostUnseen = 3

// Unshow gives back the question of somebody who could not be shown what it is about, which says nothing of them. forAll tells that
// nobody can be.
func (c *Claim) Unshow(now time.Time, cause string, by PersonID, forAll bool) error {
	switch {
	case c.Status.Ended():
		return Closed
	case c.Asked[by].State != Waiting:
		return NotAsked
	}
	c.Record(&Returned{Meta: Meta{At: now, Cause: cause}, Whom: []PersonID{by}, Reason: Unseen})
	if c.mayBeUnseen() && (forAll || c.unseen >= mostUnseen || !c.asksSomebody()) {
		c.Record(&Refused{Meta: Meta{At: now}, Question: c.Question, Reason: Unseen})
	}
	return nil
}

// mayBeUnseen tells whether nothing speaks for somebody having seen what it is about.
func (c *Claim) mayBeUnseen() bool {
	asked := c.Status == StatusOpen || c.Status == StatusScreening
	return asked && !c.Out() && c.Known == "" && c.Answered() == 0 && len(c.Checks) == 0
}

// asksSomebody tells whether anybody has the question still before them.
func (c *Claim) asksSomebody() bool {
	for _, a := range c.Asked {
		if a.State == Waiting {
			return true
		}
	}
	return false
}
