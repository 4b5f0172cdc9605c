package claim

import (
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/matching/pictures"
)

// Policy is what an operator sets about the life of a claim.
type Policy struct {
	RoundSize  int             // people asked in a round
	MaxAsked   int             // people whose answers are asked for at the most
	MinVoters  int             // votes that a verdict needs
	Confidence float64         // probability that a verdict needs, in (0.5, 1)
	Deadline   time.Duration   // from opening to "not decided"
	Lease      time.Duration   // for an answer, before somebody else is asked
	Hold       time.Duration   // between the last approval of a name and its publication
	PerMinute  int             // updates from one person before they are asked to slow down; 0 for no limit
	OpenAsks   int             // questions that one person is sent unasked before they answer any
	AsksPerDay int             // answers of one person in a day, after which they are sent none unasked; 0 for no limit
	Practice   int             // claims of known outcome that a new volunteer begins with, if there are any
	Naming     NamingRule      // what must speak for a name
	Tenure     TenureRule      // how long who says it must have been there
	Screeners  int             // who must confirm that a person was shown in public before a name is asked; 0 for no such check
	TryFirst   bool            // a name needs a note whether the person concerned was tried first
	PerDay     int             // claims of one person in a day; 0 for no limit
	Overall    int             // claims of everybody together in an hour; 0 for no limit
	KeepAskers time.Duration   // after the result, that somebody asked
	SealAskers bool            // who asked is sealed so that the bot itself cannot read it; see sealing.go
	KeepMedia  time.Duration   // after the result, the files
	Pictures   pictures.Limits // how like pictures must be to be the same, or perhaps the same; by default as measured
	MixIn      int             // one question in so many is of known outcome later on; 0 for none
	CutOff     time.Duration   // without a successful call to the chat service, after which the bot counts as cut off
}

// DefaultPolicy is what holds when an operator sets nothing.
func DefaultPolicy() Policy {
	return Policy{
		RoundSize: 5, MaxAsked: 15, MinVoters: 5, Confidence: 0.9,
		Deadline: 48 * time.Hour, Lease: 2 * time.Hour, Hold: 30 * time.Minute,
		PerMinute: 30, OpenAsks: 2, AsksPerDay: 40, Practice: 3, MixIn: 12,
		Screeners: 2, TryFirst: true, PerDay: 50, Overall: 2000, KeepAskers: 7 * Day, KeepMedia: 14 * Day,
		CutOff: 5 * time.Minute,
		Naming: NamingRule{Proposals: 3, Clusters: 2, Kinds: 2, Earlier: true},
		// Ten readers are two rounds of five: those who propose a name are then not all there are. Of three reviewers, one is left to
		// stop what two approve.
		Tenure: TenureRule{Age: 3 * Day, Claims: 5, Reviews: 3 * Day, Readers: 10, Reviewers: 3},
	}
}

// Approvals is how many reviewers must approve a verdict before it is published: two where the rules for people hold.
func (p Policy) Approvals(c *Claim) int {
	if c.AboutPerson() {
		return 2
	}
	return 1
}

// HoldFor is how long an approved verdict waits where the rules for people hold, so that any one reviewer can still stop it.
func (p Policy) HoldFor(c *Claim) time.Duration {
	if c.AboutPerson() {
		return p.Hold
	}
	return 0
}

// Safety are the settings by which an operator could make names easier to publish, or people easier to find, a line each.
func (p Policy) Safety() []string {
	t := p.Tenure
	return []string{
		fmt.Sprintf("NEWCOMER=%s", t.Age), fmt.Sprintf("NEWCOMER_CLAIMS=%d", t.Claims), fmt.Sprintf("NEW_REVIEWER=%s", t.Reviews),
		fmt.Sprintf("NAME_VOLUNTEERS=%d", t.Readers), fmt.Sprintf("NAME_REVIEWERS=%d", t.Reviewers),
		fmt.Sprintf("HOLD=%s", p.Hold), fmt.Sprintf("MIN_VOTERS=%d", p.MinVoters), fmt.Sprintf("CONFIDENCE=%v", p.Confidence),
		fmt.Sprintf("KEEP_ASKERS=%s", p.KeepAskers), fmt.Sprintf("KEEP_MEDIA=%s", p.KeepMedia), fmt.Sprintf("SEAL_ASKERS=%t", p.SealAskers),
	}
}
