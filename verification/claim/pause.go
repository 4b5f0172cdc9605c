package claim

import (
	"cmp"
	"slices"
	"time"
)

// A claim has a clock of its own that can stand still, so that nothing runs out for people who cannot reach us. There may be
// several reasons at once, and they do not concern everybody:
//
//   - while the bot itself is cut off, nothing passes for anybody: deadlines, leases, holds;
//   - while a region is dark that concerns the claim, its deadline stands still, and the leases of those asked there. Others
//     are asked meanwhile and their leases run, as does the hold of a name: reviewers elsewhere can still stop it.

// Pause is a time in which a clock stands still.
type Pause struct {
	region Region            // Everywhere for everybody
	From   time.Time         //
	Until  time.Time         // zero while it lasts
	whom   map[PersonID]bool // who was asked and cannot answer
}

// anyPause holds for the clock of the deadline, which every pause stops.
func anyPause(Pause) bool { return true }

func pauseOfAll(s Pause) bool { return s.region == Everywhere }

func pauseOf(id PersonID) func(Pause) bool {
	return func(s Pause) bool { return s.region == Everywhere || s.whom[id] }
}

// foreverAfter is later than any stop.
var foreverAfter = time.Unix(1<<40, 0)

// pausedNow tells whether the clock stands still now.
func (c *Claim) pausedNow(which func(Pause) bool) bool {
	return slices.ContainsFunc(c.pauses, func(s Pause) bool { return s.Until.IsZero() && which(s) })
}

// pausedFor returns how long the clock for which the pauses hold has stood still until now.
func (c *Claim) pausedFor(which func(Pause) bool, now time.Time) time.Duration {
	if len(c.pauses) == 0 {
		return 0
	}
	return Paused(slices.DeleteFunc(slices.Clone(c.pauses), func(p Pause) bool { return !which(p) }), now)
}

// Paused returns how long the pauses lasted until now. What several have in common counts once.
func Paused(pauses []Pause, now time.Time) time.Duration {
	var total time.Duration
	var end time.Time
	for _, p := range slices.SortedStableFunc(slices.Values(pauses), func(a, b Pause) int { return a.From.Compare(b.From) }) {
		until := p.Until
		if until.IsZero() || until.After(now) {
			until = now
		}
		from := p.From
		if from.Before(end) {
			from = end
		}
		if until.After(from) {
			total += until.Sub(from)
			end = until
		}
	}
	return total
}

// Time is what the claim's own clock shows at now, by which its deadline passes.
func (c *Claim) Time(now time.Time) time.Time { return now.Add(-c.pausedFor(anyPause, now)) }

// timeOf is the clock by which the lease of somebody runs out.
func (c *Claim) timeOf(id PersonID, now time.Time) time.Time {
	return now.Add(-c.pausedFor(pauseOf(id), now))
}

// timeOfAll is the clock by which a hold ends.
func (c *Claim) timeOfAll(now time.Time) time.Time { return now.Add(-c.pausedFor(pauseOfAll, now)) }

// EndsAt is when the deadline passes, by everybody's clock, if the claim's does not stand still any more from now on.
func (c *Claim) EndsAt(now time.Time) time.Time { return c.Deadline.Add(c.pausedFor(anyPause, now)) }

// PublishesAt is likewise when the hold ends.
func (c *Claim) PublishesAt(now time.Time) time.Time {
	return c.PublishAt.Add(c.pausedFor(pauseOfAll, now))
}

// LeaseOf is likewise when somebody's lease ends.
func (c *Claim) LeaseOf(id PersonID, now time.Time) time.Time {
	return c.Asked[id].Until.Add(c.pausedFor(pauseOf(id), now))
}

// IsPaused tells whether the claim's deadline stands still now.
func (c *Claim) IsPaused() bool { return c.pausedNow(anyPause) }

// Paused is for how long a blackout was counted on the claim: its clock stood still while it was checked.
func (c *Claim) Paused(now time.Time) time.Duration {
	if c.Status.Ended() && c.EndedAt.Before(now) {
		now = c.EndedAt
	}
	return c.pausedFor(anyPause, now)
}

// cutOff are the people who were asked and cannot answer now, because their region is dark.
func (c *Claim) cutOff() map[PersonID]bool {
	cut := map[PersonID]bool{}
	for _, s := range c.pauses {
		for id := range s.whom {
			if s.Until.IsZero() {
				cut[id] = true
			}
		}
	}
	return cut
}

// Stop lets the claim's clock stand still for everybody, Resume lets it run on.
func (c *Claim) Stop(now time.Time, cause string) {
	if !c.pausedNow(pauseOfAll) && !c.Status.Ended() {
		c.Record(&ClockStops{Meta: Meta{At: now, Cause: cause}})
	}
}

// Resume lets the claim's clock run on after Stop.
func (c *Claim) Resume(now time.Time, cause string) {
	if c.pausedNow(pauseOfAll) {
		c.Record(&ClockResumes{Meta: Meta{At: now, Cause: cause}})
	}
}

// start ends the stop of a region that lasts.
func (c *Claim) start(r Region, at time.Time) {
	for i, s := range c.pauses {
		if s.region == r && s.Until.IsZero() {
			c.pauses[i].Until = cmp.Or(at, s.From)
			if at.Before(s.From) {
				c.pauses[i].Until = s.From
			}
		}
	}
}

// Account has a blackout that concerns the claim count: its clock stands still from when the blackout began, which may be
// found out later. whom are those asked who are cut off. A claim whose deadline passed in a blackout is open again, with the
// time that was left. The same blackout again changes nothing, but that its end is noted.
func (c *Claim) Account(now time.Time, b Blackout, whom []PersonID) {
	began, over := "blackout."+b.ID, "blackout."+b.ID+".over"
	if !c.causes[began] && c.counts(b) {
		from := b.From
		if from.Before(c.ReceivedAt) {
			from = c.ReceivedAt
		}
		c.Record(&ClockStops{Meta: Meta{At: now, Then: from, Cause: began}, Region: b.Region, Whom: whom})
		if c.Status == StatusUndecided {
			c.Record(&GivenBack{Meta: Meta{At: now}, Deadline: c.Deadline, Sought: c.Sought, Limit: c.Limit})
		}
	}
	if !b.Until.IsZero() && c.causes[began] && !c.causes[over] {
		c.Record(&ClockResumes{Meta: Meta{At: now, Then: b.Until, Cause: over}, Region: b.Region})
	}
}

// counts tells whether a blackout is to be counted that is not yet: on a claim that was there when it was on and has not
// ended, unless by its deadline in the middle of it.
func (c *Claim) counts(b Blackout) bool {
	switch {
	case !b.Until.IsZero() && !b.Until.After(c.ReceivedAt):
		return false
	case !c.Status.Ended() || !c.PublishAt.IsZero(): // the correction of a name waits for its hold
		return true
	case c.Status != StatusUndecided || c.Deadline.IsZero() || c.Time(c.EndedAt).Before(c.Deadline):
		return false
	}
	return b.From.Before(c.EndedAt) && (b.Until.IsZero() || b.Until.After(c.EndedAt))
}

// Accounted tells whether there is nothing more to note of a blackout.
func (c *Claim) Accounted(b Blackout) bool {
	if !c.causes["blackout."+b.ID] {
		return !c.counts(b)
	}
	return b.Until.IsZero() || c.causes["blackout."+b.ID+".over"]
}
