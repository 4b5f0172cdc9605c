package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// Attempts are what a reviewer notes of whether the person concerned, or somebody who knows them, was asked first.
var Attempts = []string{Reached, NotReached, NotSafe}

// The notes.
const (
	Reached    = "reached"
	NotReached = "not_reached"
	NotSafe    = "not_safe" // to ask could have harmed them
)

// longestWords is how many characters of an objection, and of the answer to it, are kept.
const longestWords = 1000

// NoteAttempt notes whether the person concerned was tried first.
func (c *Claim) NoteAttempt(now time.Time, cause string, by PersonID, attempt string) error {
	switch {
	case !slices.Contains(Attempts, attempt):
		return BadAnswer
	case c.Question != Identity:
		return OtherQuestion
	case c.Status != StatusDecided:
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	}
	c.Record(&Tried{Meta: Meta{At: now, Cause: cause, By: by}, Attempt: attempt})
	return nil
}

// LabelCustody says, or no longer says, beside the claim that what is said in it was said in custody. Whoever read the result
// without it reads it anew.
func (c *Claim) LabelCustody(now time.Time, cause string, by PersonID) error {
	switch {
	case c.Status == StatusReceived || c.Status == StatusMerged || c.Status == StatusRefused:
		return NotOpen
	case c.Custody && c.Out() && c.Status.Ended():
		return OutAsApproved
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	}
	before := c.draftDigest()
	c.Record(&Labelled{Meta: Meta{At: now, Cause: cause, By: by}, On: Flag(!c.Custody)})
	c.redraft(now, by, before)
	return nil
}

// Appeal takes an objection to a result that is out, from anybody. A reviewer must answer it; that of the person concerned
// comes first.
func (c *Claim) Appeal(now time.Time, cause string, by PersonID, words moderation.Foreign, concerned bool) error {
	switch {
	case c.Status != StatusPublished && c.Status != StatusTakenDown:
		return NotOpen
	case foldProposal(words) == "":
		return Empty
	}
	for _, a := range c.Appeals {
		if a.By == by && !a.Answered {
			return AlreadyDone
		}
	}
	c.Record(&Appealed{Meta: Meta{At: now, Cause: cause, By: by}, Wording: Wording{Words: cut(words, longestWords)}, Concerned: Flag(concerned)})
	return nil
}

// Reply answers every objection that waits.
func (c *Claim) Reply(now time.Time, cause string, by PersonID, words moderation.Foreign) error {
	var whom []PersonID
	for _, a := range c.Appeals {
		switch {
		case a.Answered:
		case a.By == by:
			return Involved
		default:
			whom = append(whom, a.By)
		}
	}
	switch {
	case len(whom) == 0:
		return NobodyObjected
	case c.Voted(by):
		return Involved
	case foldProposal(words) == "":
		return Empty
	}
	c.Record(&Replied{Meta: Meta{At: now, Cause: cause, By: by}, Whom: whom, Wording: Wording{Words: cut(words, longestWords)}})
	return nil
}

// Appealed tells whether an objection waits for an answer, and since when it counts as waiting: that of the person concerned
// comes before all others.
func (c *Claim) Appealed() (since time.Time, waits bool) {
	for _, a := range c.Appeals {
		if a.Answered {
			continue
		}
		if a.Concerned {
			return time.Time{}.Add(time.Millisecond), true
		}
		if !waits {
			since = a.At
		}
		waits = true
	}
	return since, waits
}

// Objects tells whether an objection of somebody waits for its answer.
func (c *Claim) Objects(id PersonID) bool {
	for _, a := range c.Appeals {
		if a.By == id && !a.Answered {
			return true
		}
	}
	return false
}

func cut(text moderation.Foreign, n int) moderation.Foreign {
	if r := []rune(text); len(r) > n {
		return moderation.Foreign(r[:n])
	}
	return text
}
