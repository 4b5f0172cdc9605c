package claim

import (
	"slices"
	"strings"
	"time"
)

// TenureRule is how long people must have been there for what names somebody. Whoever invites can make a crowd in an hour, and
// reviewers for it; not one that has been seen to answer for days. What is zero is not asked for.
type TenureRule struct {
	Age       time.Duration // since somebody joined, before their vote counts for a name
	Claims    int           // that were decided and that they answered, likewise
	Reviews   time.Duration // since somebody became a reviewer, before their approval counts
	Readers   int           // volunteers who can read the claim and have been there long enough, without whom no name is decided
	Reviewers int           // reviewers who have been that long enough, likewise
}

// newcomers is how many proposals of newcomers count for a name: whoever recognises somebody often joined an hour ago.
const newcomers = 1

// Tenure is how long somebody has been there.
type Tenure struct {
	Joined time.Time // as a volunteer; zero for who is none
	Claims int       // that were decided and that they answered, the latest
}

// Enough reports whether that is enough for a vote to count for a name.
func (r TenureRule) Enough(now time.Time, t Tenure) bool {
	if r.Age <= 0 && r.Claims <= 0 {
		return true
	}
	return !t.Joined.IsZero() && !now.Before(t.Joined.Add(r.Age)) && t.Claims >= r.Claims
}

// ReviewsSince reports whether somebody has been a reviewer for long enough since then.
func (r TenureRule) ReviewsSince(now, since time.Time) bool {
	return r.Reviews <= 0 || !since.IsZero() && !now.Before(since.Add(r.Reviews))
}

// Tenure is how long the person has been there as a volunteer.
func (p Person) Tenure() Tenure { return Tenure{Joined: p.JoinedAt, Claims: len(p.Scored)} }

// Reviewer is since when the person is one. Who became one before that was kept counts from when they joined.
func (p Person) Reviewer() time.Time {
	if !p.Reviews() {
		return time.Time{}
	}
	return OrNow(p.ReviewsSince, p.JoinedAt)
}

// ReviewsFrom is when a reviewer's approvals begin to count; waits is false when they do.
func (p Person) ReviewsFrom(now time.Time, r TenureRule) (from time.Time, waits bool) {
	return p.Reviewer().Add(r.Reviews), p.Reviews() && !r.ReviewsSince(now, p.Reviewer())
}

// Pool is who there is to name somebody.
type Pool struct {
	Readers   int // volunteers who can read the claim and have been there long enough
	Reviewers int // reviewers who have
}

// Withheld is why nobody is named though enough votes say who it is.
type Withheld string

// The reasons.
const (
	TooFewReaders   Withheld = "readers"   // volunteers who have been there long enough and can read it
	TooFewReviewers Withheld = "reviewers" // … who review
	TooNew          Withheld = "newcomers" // too many of those who say so joined too late
)

func (p Pool) short(r TenureRule) Withheld {
	switch {
	case p.Readers < r.Readers:
		return TooFewReaders
	case p.Reviewers < r.Reviewers:
		return TooFewReviewers
	}
	return ""
}

// pool is who there is; nobody when that is not known.
func (r Rules) pool(c *Claim) Pool {
	if r.Pool == nil {
		return Pool{}
	}
	return r.Pool(c)
}

// mayCount reports whether the word of a reviewer counts where it takes two, or approves a result. Where nobody has been one for long,
// as on the first days, it does for what names nobody.
func (c *Claim) mayCount(now time.Time, r Rules) bool {
	rule := r.Policy.Tenure
	return rule.ReviewsSince(now, r.Since) || !c.AboutPerson() && r.pool(c).Reviewers == 0
}

// counted reports whether a vote counts. For a name, a newcomer's is heard only as a proposal, and one of them for each name: the
// first.
func (c *Claim) counted(id PersonID) bool {
	v := c.Votes[id]
	if !v.New || c.Question != Identity {
		return true
	}
	if v.Text == "" {
		return false
	}
	earlier := 0
	for other, w := range c.Votes {
		if other != id && w.New && w.Text != "" && w.Answer == v.Answer &&
			(w.At.Before(v.At) || w.At.Equal(v.At) && strings.Compare(string(other), string(id)) < 0) {
			earlier++
		}
	}
	return earlier < newcomers
}

// withhold notes why nobody is named, once for each reason.
func (c *Claim) withhold(now time.Time, why Withheld) {
	if c.Withheld != why {
		c.Record(&NameWithheld{Meta: Meta{At: now}, Reason: why})
	}
}

// ready reports whether a name may be decided that enough votes say; if not, it is noted why.
func (c *Claim) ready(now time.Time, r Rules) bool {
	if c.Question != Identity {
		return true
	}
	if why := r.pool(c).short(r.Policy.Tenure); why != "" {
		c.withhold(now, why)
		return false
	}
	return true
}

// newAlone reports whether a name would be decided if newcomers counted as others do.
func (c *Claim) newAlone(r Rules) bool {
	if c.Question != Identity || !slices.ContainsFunc(c.Voters(), func(id PersonID) bool { return c.Votes[id].New }) {
		return false
	}
	all := *c
	all.Votes = make(map[PersonID]Vote, len(c.Votes))
	for id, v := range c.Votes {
		v.New = false
		all.Votes[id] = v
	}
	return all.Judge(r).Decided
}
