package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// Who a person in a picture is may be asked only when a state body or a broadcaster has already shown them in public: then
// the answer can help them, and gives away nobody who was unknown. The asker says where and when; volunteers confirm it
// before anybody is asked for a name.

// Shown is what an asker says of the person in a picture.
type Shown string

// What askers can say. Only the first two let the question be asked.
const (
	ShownByState  Shown = "state"   // a state body showed the person: police, prosecutors, a ministry
	ShownByMedia  Shown = "media"   // a broadcaster or a newspaper did
	ShownByNobody Shown = "nobody"  // a private picture, or nobody knows
	AtProtest     Shown = "protest" // somebody at a protest, or passing by
	PerhapsMinor  Shown = "minor"   // a child, or perhaps one
	longestShown        = 200       // characters of where and when
	shortestShown       = 3         // … letters or digits, so that it can be looked up
	screenFor           = 6 * time.Hour
	spareScreener       = 1 // asked beyond those who must confirm
)

// Showings are all of them, in the order in which askers are shown them.
var Showings = []Shown{ShownByState, ShownByMedia, AtProtest, PerhapsMinor, ShownByNobody}

// Answers of those who confirm that somebody was shown in public.
const (
	WasShown  = "shown"     // yes, there
	NotShown  = "not_shown" // it cannot be found there
	Minor     = "minor"     // a child, or perhaps one
	Bystander = "bystander" // somebody at a protest, or passing by; not shown as it is said
	AtHome    = "home"      // it shows where somebody lives
	Exposed   = "exposed"   // it names or shows somebody whom neither officials nor the media did
)

// ScreenAnswers are all of them but DontKnow.
var ScreenAnswers = []string{WasShown, NotShown, Minor, Bystander}

// Harms are why somebody who is asked can say that the question could harm. That the person was shown in public is confirmed
// before it is asked who they are.
func (q Question) Harms() []string {
	if q == Identity {
		return []string{Minor, Bystander, AtHome}
	}
	return []string{Minor, Bystander, AtHome, Exposed}
}

// OpenIdentity asks who the person is, if they were shown in public: where says by whom and when. A question about anybody
// else is refused at once, and all that was sent is erased.
func (c *Claim) OpenIdentity(now time.Time, cause string, shown Shown, where moderation.Foreign, r Rules) error {
	switch {
	case c.Status != StatusReceived && c.Question == Identity:
		return nil
	case c.Status != StatusReceived:
		return NotOpen
	case !slices.Contains(Showings, shown):
		return BadAnswer
	case shown != ShownByState && shown != ShownByMedia:
		c.Record(&Refused{Meta: Meta{At: now, Cause: cause}, Question: Identity, Reason: string(shown)})
		return nil
	case !says(where):
		return SayWhere
	}
	c.begin(now, cause, Identity, where, r)
	if r.Policy.Screeners > 0 && c.Status == StatusOpen {
		c.screen(now, r)
	}
	return nil
}

// says tells whether a text names something that can be looked up.
func says(where moderation.Foreign) bool {
	n := len([]rune(foldProposal(where)))
	return n >= shortestShown && len([]rune(where)) <= longestShown
}

// screen has volunteers confirm before anybody is asked for a name.
func (c *Claim) screen(now time.Time, r Rules) {
	c.Record(&Screening{Meta: Meta{At: now}, Deadline: c.Time(now).Add(screenFor), Confirm: r.Policy.Screeners})
}

// unscreened tells whether it has still to be confirmed that the person was shown.
func (c *Claim) unscreened(r Rules) bool {
	return c.Question == Identity && r.Policy.Screeners > 0 && c.screened == nil
}

// confirmations counts those who say so, those of one voice once.
func (c *Claim) confirmations(answer string) int {
	voices := map[string]bool{}
	for id, v := range c.Checks {
		if v.Answer != answer {
			continue
		}
		if v.CollusionGroup != "" {
			voices[v.CollusionGroup] = true
		} else {
			voices["person "+string(id)] = true
		}
	}
	return len(voices)
}

// check takes what somebody who was asked to confirm found.
func (c *Claim) check(now time.Time, cause string, by PersonID, answer string, s VoterWeight, r Rules) error {
	if answer != DontKnow && !slices.Contains(ScreenAnswers, answer) {
		return BadAnswer
	}
	if v, ok := c.Checks[by]; ok && v.Answer == answer {
		return nil
	}
	c.Record(&Checked{Meta: Meta{At: now, Cause: cause, By: by}, Answer: answer, CollusionGroup: s.CollusionGroup})
	c.concludeScreening(now, r)
	return nil
}

func (c *Claim) concludeScreening(now time.Time, r Rules) {
	switch {
	case c.Status != StatusScreening:
	case !c.Let && c.confirmations(Minor)+c.confirmations(Bystander) > 0:
		c.Record(&Stopped{Meta: Meta{At: now}, Reason: StoppedForHarm})
	case c.confirmations(NotShown)+c.confirmations(Minor)+c.confirmations(Bystander) >= c.Confirm:
		c.Record(&Refused{Meta: Meta{At: now}, Question: Identity, Reason: NotShown})
	case c.confirmations(WasShown) >= c.Confirm:
		c.Record(&Cleared{Meta: Meta{At: now}, Deadline: c.Time(now).Add(r.Policy.Deadline)})
	}
}

// screenersWanted is how many more people should be asked to confirm.
func (c *Claim) screenersWanted() int {
	n := c.Confirm + spareScreener - c.confirmations(WasShown)
	for _, a := range c.Asked {
		if a.State == Waiting {
			n--
		}
	}
	return max(n, 0)
}

// Flag has somebody who was asked say that the question could harm. An open question is stopped for a reviewer; once a reviewer
// let it through, it takes three to stop it again. What is to be checked goes on, but no file of it is sent to anybody any more;
// it is stopped only if nothing is left to be shown. Two volunteers who are independent of each other close either to protect the
// person, unless it is asked who that is.
func (c *Claim) Flag(now time.Time, cause string, by PersonID, harm string, s VoterWeight) error {
	if err := c.mayAnswer(by); err != nil {
		return err
	}
	switch {
	case !slices.Contains(c.Question.Harms(), harm):
		return BadAnswer
	case c.Flags[by] != "":
		return AlreadyDone
	}
	before := c.draftDigest()
	c.Record(&Flagged{Meta: Meta{At: now, Cause: cause, By: by}, Harm: harm, CollusionGroup: s.CollusionGroup, InviteCohort: s.InviteCohort})
	if c.Question != Identity {
		c.Record(&MarkedPrivate{Meta: Meta{At: now, By: by}, As: PrivateByVolunteer})
	}
	enough, toClose := 1, mayClose
	if c.Let {
		enough, toClose = saidAgain, saidAgain
	}
	switch {
	case c.Question != Identity && independent(c.flaggedBy) >= toClose:
		c.protect(now, "", "")
	case c.Status == StatusStopped || len(c.Flags) < enough:
	case c.Question.Open() || c.forVolunteers().Empty():
		c.Record(&Stopped{Meta: Meta{At: now}, Reason: StoppedForHarm})
	default:
		c.redraft(now, by, before)
	}
	return nil
}

// witness is a volunteer on whose word something depends: who acts together, or came by one invitation, is one.
type witness struct{ voice, cluster string }

// independent counts witnesses who neither act together nor came by one invitation.
func independent(all map[PersonID]witness) int {
	voices, clusters := map[string]bool{}, map[string]bool{}
	for id, w := range all {
		clusters[w.cluster] = true
		if w.voice == "" {
			w.voice = "person " + string(id)
		}
		voices[w.voice] = true
	}
	return min(len(voices), len(clusters))
}

// StoppedFor says why a claim waits for a reviewer before it goes on.
type StoppedFor string

// The reasons.
const (
	StoppedForSummons StoppedFor = "summons" // it seems to ask people to be somewhere
	StoppedForHarm    StoppedFor = "harm"    // it may show a child, a bystander or a home
	StoppedForHidden  StoppedFor = "hidden"  // its files may hold hidden data that cannot be taken out
)

// hiddenData tells whether files of the content may hold data about who made them that cannot be taken out.
func (c Content) hiddenData() bool {
	for _, m := range c.Media {
		if m.Hidden {
			return true
		}
	}
	return false
}
