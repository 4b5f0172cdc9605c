package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/assignment"
	"github.com/rastau/rastau/verification/moderation"
)

// lapseAfter is how long a claim waits for the question that should be asked about it.
const lapseAfter = 24 * time.Hour

// Rules are what a claim decides by.
type Rules struct {
	Policy Policy
	Judge  Judge
	// Standings are what is known of the volunteers by now; a verdict is reached with these.
	Standings map[PersonID]VoterWeight
	// Apart tells whether two reviewers are independent of each other; nil when nothing is known of that.
	Apart func(a, b PersonID) bool
	// Acting is the standing of the reviewer who acts, which is kept with what they propose.
	Acting VoterWeight
	// OneInvitation tells that all reviewers came by one invitation, so that no other one could be the second.
	OneInvitation bool
	// Pool is who there is to name somebody; nobody when nil.
	Pool func(c *Claim) Pool
	// Since is since when who wishes something is a reviewer; zero for who is none.
	Since time.Time
}

// Open says what is asked about the claim; choosing the same again changes nothing. Who somebody is has to be asked by
// [Claim.OpenIdentity].
func (c *Claim) Open(now time.Time, cause string, q Question, r Rules) error {
	switch {
	case c.Status != StatusReceived && c.Question == q:
		return nil
	case c.Status != StatusReceived:
		return NotOpen
	case !q.Known():
		return BadAnswer
	case q == Identity && r.Policy.Screeners > 0:
		return SayWhere
	}
	c.begin(now, cause, q, "", r)
	return nil
}

func (c *Claim) begin(now time.Time, cause string, q Question, shownBy moderation.Foreign, r Rules) {
	c.Record(&Opened{
		Meta:     Meta{At: now, Cause: cause},
		Question: q, Wording: Wording{Words: shownBy}, Deadline: c.Time(now).Add(r.Policy.Deadline), Sought: r.Policy.RoundSize, Limit: r.Policy.MaxAsked,
	})
	c.hintOfAll(now)
	if moderation.InCustody(string(c.Content.Text)) {
		c.Record(&Labelled{Meta: Meta{At: now}, On: true})
	}
	switch {
	case moderation.CallsToGather(string(c.Content.Text)):
		c.Record(&Stopped{Meta: Meta{At: now}, Reason: StoppedForSummons})
	case c.Content.hiddenData():
		c.Record(&Stopped{Meta: Meta{At: now}, Reason: StoppedForHidden})
	}
}

// Release lets a claim go on that was stopped.
func (c *Claim) Release(now time.Time, cause string, by PersonID, r Rules) error {
	switch {
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case c.Status != StatusStopped && !c.Flagged():
		return NotOpen
	}
	c.Record(&Released{Meta: Meta{At: now, Cause: cause, By: by}, Deadline: c.Time(now).Add(r.Policy.Deadline)})
	if c.unscreened(r) {
		c.screen(now, r)
		c.concludeScreening(now, r)
		return nil
	}
	c.conclude(now, r) // of a verdict that was stopped
	return nil
}

// Sort says what the claim is about. That is possible until the first answer: it changes who is asked.
func (c *Claim) Sort(now time.Time, cause string, s Subject) error {
	switch {
	case !s.Known():
		return BadAnswer
	case c.Subject == s:
		return nil
	case c.Status.Ended():
		return Closed
	case c.Status != StatusOpen:
		return NotOpen
	case c.Answered() > 0:
		return AnsweredAlready
	}
	c.Record(&Sorted{Meta: Meta{At: now, Cause: cause}, Subject: s})
	return nil
}

// SetLanguage says in which language the claim is, in doubt. That is possible until the first answer. It adds those who read that language to those who
// are asked next: it takes nobody's seat away, nor the readers of what the text itself may be in.
func (c *Claim) SetLanguage(now time.Time, cause string, l Language) error {
	switch {
	case !slices.Contains(Languages, l):
		return BadAnswer
	case c.Language == l:
		return nil
	case c.Status.Ended():
		return Closed
	case c.Status != StatusReceived && c.Status != StatusOpen, c.Answered() > 0, c.Known != "":
		return NotOpen
	}
	c.Record(&LanguageSet{Meta: Meta{At: now, Cause: cause}, Language: l})
	return nil
}

// LanguageInDoubt tells whether who asked the claim, speaking a language, may know better than its text in which it is.
func (c *Claim) LanguageInDoubt(spoken Language) bool {
	may := c.languages()
	if len(may) < len(Languages) {
		return len(may) > 1 || c.Language != spoken
	}
	return slices.ContainsFunc(c.Content.Media, func(m Media) bool { return slices.Contains([]string{"voice", "audio", "video", "video_note"}, m.Kind) })
}

// MayAsk tells whether the person may be asked about the claim at all: nobody twice, and never somebody who wants to
// know it, or who said what its outcome is.
func (c *Claim) MayAsk(id PersonID) bool {
	_, asked := c.Asked[id]
	return (c.Status == StatusOpen || c.Status == StatusScreening) && !asked && !c.RequestedBy(id) && !slices.Contains(c.knownBy, id)
}

// Ask leases the claim to those of the people who may be asked, as many as are wanted, and returns them.
func (c *Claim) Ask(now time.Time, whom []PersonID, r Rules) []PersonID {
	var leased []PersonID
	wanted, picked := c.Wanted(), map[PersonID]bool{}
	for _, id := range whom {
		if len(leased) < wanted && c.MayAsk(id) && !picked[id] {
			leased, picked[id] = append(leased, id), true
		}
	}
	if len(leased) > 0 {
		c.Record(&Asked{Meta: Meta{At: now}, Whom: leased, Lease: c.Time(now).Add(r.Policy.Lease)})
	}
	return leased
}

// TakeBack has the claim not wait any more for people to whom its question cannot be put. Who never got it can be asked another time.
func (c *Claim) TakeBack(now time.Time, whom []PersonID, got bool) {
	var back []PersonID
	for _, id := range whom {
		if c.Asked[id].State == Waiting {
			back = append(back, id)
		}
	}
	if len(back) == 0 || c.Status.Ended() {
		return
	}
	f := &Returned{Meta: Meta{At: now}, Whom: back}
	if !got {
		f.NeverPut = true
	}
	c.Record(f)
}

// Skip gives the question back; somebody else is asked instead.
func (c *Claim) Skip(now time.Time, cause string, by PersonID) error {
	switch {
	case c.Status.Ended():
		return Closed
	case c.Asked[by].State == Back:
		return nil
	case c.Asked[by].State != Waiting:
		return NotAsked
	}
	c.Record(&Returned{Meta: Meta{At: now, Cause: cause}, Whom: []PersonID{by}})
	return nil
}

// Tick lets happen what is due: leases run out, rounds widen, the deadline passes, a hold ends. It changes nothing when
// nothing is due.
func (c *Claim) Tick(now time.Time, r Rules) { c.TickAsOf(now, now, r) }

// TickAsOf is Tick where all that is known for sure is how things stood at sound: what was due by then happens now.
func (c *Claim) TickAsOf(now, sound time.Time, r Rules) {
	c.expire(now, sound)
	at := c.Time(sound)
	switch c.Status {
	case StatusReceived:
		if !at.Before(c.ReceivedAt.Add(lapseAfter)) {
			c.Record(&Lapsed{Meta: Meta{At: now}})
		}
	case StatusOpen, StatusScreening:
		if !at.Before(c.Deadline) {
			c.giveUp(now, r)
			return
		}
		var expired []PersonID
		for id, a := range c.Asked {
			if a.State == Waiting && !c.timeOf(id, sound).Before(a.Until) {
				expired = append(expired, id)
			}
		}
		if len(expired) > 0 {
			c.Record(&Returned{Meta: Meta{At: now}, Whom: sorted(expired)})
		}
	case StatusStopped:
		if !at.Before(c.Deadline) {
			c.giveUp(now, r)
		}
	case StatusDecided:
		if c.Accuses(c.Verdict.Answer) && !at.Before(c.Deadline) {
			c.protect(now, "", "")
			return
		}
		if !c.PublishAt.IsZero() && !c.timeOfAll(sound).Before(c.PublishAt) {
			c.publish(now)
		}
	case StatusPublished:
		if !c.PublishAt.IsZero() && !c.timeOfAll(sound).Before(c.PublishAt) {
			c.makeCorrection(now)
		}
	}
}

// Everybody are the pools of all who can read what the claim is, whatever subjects they chose; of a claim whose text does not tell
// its language, of all whose language it may be. Who asks chooses none of them. Of one to practise on they are those who practise.
func (c *Claim) Everybody() []Queue {
	may := slices.Clone(c.languages())
	if !slices.Contains(may, c.Language) { // it was told otherwise when it came
		may = append(may, c.Language)
	}
	if c.ForPractice() {
		return PracticeQueues(may)
	}
	pools := make([]Queue, len(may))
	for i, l := range may {
		pools[i] = Queue{Language: l, Subject: General}
	}
	return pools
}

// Queue is where the claim waits for volunteers: among what is in its language, where the text may be in it, else where the text says.
func (c *Claim) Queue() Queue {
	return Queue{chosen(c.languages(), c.Language), c.Subject}
}

// Rank is how urgent the claim is.
func (c *Claim) Rank(now time.Time) float64 {
	return assignment.Rank(c.urgentSince(), assignment.Demand{Askers: c.Asking(time.Time{}), LastHour: c.Asking(now.Add(-time.Hour))})
}

// Day is a day.
const Day = 24 * time.Hour

// Routed is what routing needs to know of a claim.
func (c *Claim) Routed(r Rules, a Assessment) assignment.Claim {
	v := c.Judge(r)
	k := assignment.Claim{Answers: len(c.Field()), Confidence: v.Confidence, Asked: map[string]bool{}}
	for id, ask := range c.Asked {
		if voice := a.Of[id].CollusionGroup; voice != "" && ask.State != Back {
			k.Asked[voice] = true
		}
	}
	return k
}

// Queue names a work queue: the claims in one language about one subject, and the people who check those.
type Queue struct {
	Language Language
	Subject  Subject
}
