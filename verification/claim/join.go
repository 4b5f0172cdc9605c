package claim

import (
	"slices"
	"time"
)

// JoinedBy says who found that a claim asks the same as another one.
type JoinedBy string

// Who can.
const (
	ByItself JoinedBy = "itself" // it is the same beyond doubt
	ByAsker  JoinedBy = "asker"  // the asker picked it among those that may be
)

// AddRequesters fills in who wants to know: everybody once, those first who asked the claim itself. Of those who are sealed away
// each stands for somebody.
func (c *Claim) AddRequesters(askers []Requester) {
	if c.requesterAt == nil {
		c.requesterAt = map[PersonID]int{}
	}
	ways := map[Code]bool{}
	for _, w := range c.Joins {
		ways[w] = true
	}
	for _, a := range askers {
		if a.Via != "" && !ways[a.Via] {
			ways[a.Via] = true
			c.Joins = append(c.Joins, a.Via)
		}
		i, there := c.requesterAt[a.Person]
		switch {
		case !there || a.Person == "":
			c.requesterAt[a.Person] = len(c.Requesters)
			c.Requesters = append(c.Requesters, a)
		case a.Via == "" && c.Requesters[i].Via != "":
			c.Requesters[i] = a
		}
	}
	c.Joins = sorted(c.Joins)
}

// Asking counts those who asked since then.
func (c *Claim) Asking(since time.Time) int {
	n := 0
	for _, a := range c.Requesters {
		if !a.Again && !a.At.Before(since) {
			n++
		}
	}
	return n
}

// Recognisable tells whether the claim is recognised when somebody sends the same: while it lives, as long as somebody wants
// to know it, and once its result is out. Never one that was refused or withdrawn.
func (c *Claim) Recognisable() bool {
	switch c.Status {
	case StatusScreening, StatusStopped, StatusOpen, StatusDecided, StatusPublished:
		return len(c.Requesters) > 0 || c.Out()
	default:
		return false
	}
}

// Joinable tells whether somebody may join those who asked, and be shown what it says: only when nothing speaks against
// asking it any more.
func (c *Claim) Joinable() bool {
	switch c.Status {
	case StatusOpen, StatusDecided, StatusPublished:
		return c.Recognisable()
	default:
		return false
	}
}

// Join makes a claim that was just sent part of another one that asks the same. as is what that was found as: an asker can
// only pick what they were offered. What is the same as a claim that was merged becomes part of that one, and so goes along
// should the two be taken apart.
func (c *Claim) Join(now time.Time, cause string, into *Claim, as Code, by JoinedBy) error {
	part := into.Code
	if by == ByItself {
		part = as
	}
	switch {
	case c.Status == StatusMerged && c.Into == part && c.JoinedBy != "":
		return nil
	case c.Status != StatusReceived || into.Code == c.Code || !into.Joinable():
		return NotOpen
	case by == ByAsker && !slices.Contains(c.Offered, as):
		return BadAnswer
	}
	out := 0
	if into.Status == StatusPublished && len(into.pending) == 0 {
		out = into.Version
	}
	c.Record(&Joined{Meta: Meta{At: now, Cause: cause}, Into: part, JoinedBy: by, OutVersion: out})
	return nil
}

// SetApart has the asker say that what they sent is something else than what it was joined to, or was offered. What is erased
// cannot be asked about any more.
func (c *Claim) SetApart(now time.Time, cause string) error {
	switch {
	case c.Apart:
		return nil
	case c.Content.empty():
		return NotOpen
	case c.Status == StatusReceived && len(c.Offered) > 0, c.Status == StatusMerged && c.JoinedBy != "":
		c.Record(&SetApart{Meta: Meta{At: now, Cause: cause}, From: c.Into})
		return nil
	}
	return NotOpen
}

// Split undoes a join or a merge: the claim goes on by itself from where it stood. One that was joined before anything was
// asked about it is asked what the other one was, unless that is a name: then its asker has to say first who was shown where.
// Where nobody can tell who that is, it lapses, so that they are not told the name of somebody else. What is erased cannot be
// asked about any more. It takes two reviewers when one of the two is out.
func (c *Claim) Split(now time.Time, cause string, by PersonID, from *Claim, r Rules) error {
	switch {
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case c.Status != StatusMerged || c.before == StatusLapsed, c.before != StatusPublished && c.Content.empty():
		return NotOpen
	}
	if c.Out() || from.Out() {
		if done, err := c.propose(now, cause, by, Proposal{Change: ToSplit}, from, r); err != nil || !done {
			return err
		}
		cause = ""
	}
	was := from.Question
	n := c.Answered()
	c.Record(&SplitOff{
		Meta: Meta{At: now, Cause: cause, By: by},
		From: c.Into, Deadline: c.Time(now).Add(r.Policy.Deadline), Sought: n + r.Policy.RoundSize, Limit: n + r.Policy.MaxAsked,
	})
	switch {
	case c.Status == StatusReceived && was.Known() && was != Identity:
		c.begin(now, "", was, "", r)
	case c.Status == StatusReceived && len(c.Reachable()) == 0:
		c.Record(&Lapsed{Meta: Meta{At: now}})
	case c.Status == StatusOpen && c.unscreened(r):
		c.screen(now, r)
		c.concludeScreening(now, r)
	case c.Status == StatusOpen:
		c.conclude(now, r)
	}
	return nil
}
