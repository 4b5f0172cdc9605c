package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/consensus"
)

// What comes late counts with its own time: an answer that was given before the result was out, or by somebody who was cut
// off, tells as much as if it had come at once. It can open a claim again, or have a reviewer look at a result that is out.

// longestWay is how long an answer or a claim may have been under way.
const longestWay = 7 * Day

// shortestWay is what is no delay yet: clocks differ, and the chat service counts in seconds.
const shortestWay = time.Minute

// given is when an answer was given, zero for just now: never in the future, nor before they were asked.
func (c *Claim) given(now time.Time, by PersonID, reply Reply) time.Time {
	at := UnderWay(reply.At, now)
	if asked := c.Asked[by].At; !at.IsZero() && at.Before(asked) {
		at = asked
	}
	return at
}

// takesLate tells whether an answer to a claim that has ended is taken: it was given before the end, or by somebody who was
// asked and cut off when it ended, as long as they were, or as long as there is no result that they could have seen.
func (c *Claim) takesLate(now time.Time, by PersonID, reply Reply) bool {
	if c.Status != StatusPublished && c.Status != StatusUndecided {
		return false
	}
	if _, asked := c.Asked[by]; !asked || c.RequestedBy(by) || slices.Contains(c.ApprovedBy, by) {
		return false
	}
	at := c.given(now, by, reply)
	unseen := !at.IsZero() && !at.After(c.EndedAt)
	return unseen || c.missed[by] && (reply.Dark || c.Status == StatusUndecided)
}

func (c *Claim) answerLate(now time.Time, cause string, by PersonID, reply Reply, s VoterWeight, r Rules) error {
	said, err := c.readReply(now, by, reply)
	if err != nil {
		return err
	}
	if v, voted := c.Votes[by]; voted && (v.Answer == said.answer || !c.late[by]) { // no change of mind after the end
		return Closed
	}
	c.take(now, cause, by, reply, said, s, r)
	c.reconsider(now, r)
	return nil
}

// reconsider draws what follows from answers that came after the end. What was undecided is decided when they are enough.
// A result that is out is never changed by itself: a reviewer is shown the new numbers.
func (c *Claim) reconsider(now time.Time, r Rules) {
	v := c.Judge(r)
	switch {
	case c.Status == StatusUndecided && v.Decided:
		c.Record(&GivenBack{Meta: Meta{At: now}, Deadline: c.Time(now).Add(r.Policy.Lease), Sought: c.Sought, Limit: c.Limit})
		c.conclude(now, r)
	case c.Status == StatusPublished && !c.Corrected && Disagrees(v, c.Verdict.Answer):
		if c.Challenge == nil || c.Challenge.Answer != v.Answer || c.Challenge.Voters != v.Voters {
			c.Record(&Challenged{Meta: Meta{At: now}, Verdict: &v})
		}
	case c.Challenge != nil:
		c.Record(&Upheld{Meta: Meta{At: now}}) // answers that came later still agree with it again
	}
}

// reopenBelow is the probability under which a result that is out is looked at again: a verdict needed .9, and a third of
// those odds is left.
const reopenBelow = 0.75

// Disagrees tells whether a verdict by all answers, late ones among them, disagrees enough with the result that is out:
// another answer leads, or too little of the sureness is left.
func Disagrees(v consensus.Verdict, out string) bool {
	return v.Answer != out || v.Confidence < reopenBelow
}

// Uphold has a reviewer who did not vote keep a result that late answers disagree with.
func (c *Claim) Uphold(now time.Time, cause string, by PersonID) error {
	switch {
	case c.Challenge == nil:
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	}
	c.Record(&Upheld{Meta: Meta{At: now, Cause: cause, By: by}})
	return nil
}

// Upheld tells whether it was by that cause that a reviewer kept the result.
func (c *Claim) Upheld(cause string) bool { return c.upheld != "" && c.upheld == cause }

// UnderWay is when something was sent that came now; zero when it was just now, or says an impossible time.
func UnderWay(sent, now time.Time) time.Time {
	if sent.IsZero() || now.Sub(sent) < shortestWay || now.Sub(sent) > longestWay {
		return time.Time{}
	}
	return sent.UTC().Truncate(time.Millisecond)
}

// OrNow returns at, or now when at is zero.
func OrNow(at, now time.Time) time.Time {
	if at.IsZero() {
		return now
	}
	return at
}

// urgentSince is from when on people wait for the claim: one that was long under way does not wait as long again.
func (c *Claim) urgentSince() time.Time { return c.OpenedAt.Add(c.SentAt.Sub(c.ReceivedAt)) }
