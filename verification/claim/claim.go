package claim

import (
	"maps"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// Asker gives who wants to know; ok is false when the person is none of them.
func (c *Claim) Asker(id PersonID) (a Requester, ok bool) {
	if i, asks := c.requester(id); asks && id != "" {
		return c.Requesters[i], true
	}
	return a, false
}

// Status is where a claim is in its life.
type Status string

// The statuses.
const (
	StatusReceived  Status = "received"   // waits for its question
	StatusScreening Status = "screening"  // volunteers look whether the person was shown in public
	StatusOpen      Status = "open"       // people are asked
	StatusStopped   Status = "stopped"    // waits for a reviewer before anybody is asked
	StatusDecided   Status = "decided"    // waits for reviewers, or for its hold to end
	StatusPublished Status = "published"  // the result is out
	StatusUndecided Status = "undecided"  // nobody could tell
	StatusTakenDown Status = "taken_down" // withdrawn
	StatusMerged    Status = "merged"     // continues as another claim
	StatusLapsed    Status = "lapsed"     // never asked about
	StatusRefused   Status = "refused"    // not asked about, so that nobody is harmed
)

// Ended tells whether no answer is taken any more.
func (s Status) Ended() bool {
	switch s {
	case StatusReceived, StatusScreening, StatusOpen, StatusDecided, StatusStopped:
		return false
	default:
		return true
	}
}

// Requester is somebody who wants to know: Address is where the chat service reaches them. It is kept beside the ledger, not
// in it, so that it can be forgotten.
type Requester struct {
	Person   PersonID `cbor:"1,keyasint"`
	Address  string   `cbor:"2,keyasint"`
	Language Language `cbor:"3,keyasint"`
	// Via is the claim by which they came to this one, when theirs was joined to it or merged; "" when they asked it.
	Via Code      `cbor:"4,keyasint,omitempty"`
	At  time.Time `cbor:"5,keyasint,omitzero"` // when they asked; zero for those of before this was kept
	// Sealed is the box in which they are kept where the bot itself must not know who asked; the rest, but At, is then empty,
	// unless whoever looks has the key to it.
	Sealed []byte `cbor:"-"`
	Again  bool   `cbor:"-"` // of a box: it is of somebody who counts already
}

// Ask is a question put to one verifier.
type Ask struct {
	At    time.Time
	Until time.Time // the lease, in time that stands still while they are cut off
	State AskState
	// Confirm tells that they were shown candidates; otherwise, for an open question, they were asked to propose.
	Confirm bool
	Screen  bool // they were asked whether the person was shown in public
}

// AskState is what became of an Ask.
type AskState string

// The states of an Ask.
const (
	Waiting AskState = "waiting"
	Given   AskState = "given"
	Back    AskState = "back" // skipped or expired; a late answer is still welcome
)

// Vote is an answer as it stands.
type Vote struct {
	Answer         string             // an answer to the question, a candidate's ID, NoneOfThese or DontKnow
	Text           moderation.Foreign // of a proposal, in the words of who made it
	Weight         float64            // chance that an answer of the voter is right
	CollusionGroup string             // of those who act together; "" for everybody else
	InviteCohort   string             // of those who came by the same invitation
	At             time.Time
	EvidenceBasis  EvidenceBasis
	New            bool // for a name: the voter had not been there for long enough
}

// Check is what somebody found who looked whether a person was shown in public.
type Check struct {
	Answer         string // of ScreenAnswers, or DontKnow
	CollusionGroup string
}

// Appeal is somebody's objection to a result. Words are "" once they are erased.
type Appeal struct {
	By        PersonID
	Words     moderation.Foreign
	Concerned bool // they say that it is about them
	At        time.Time
	Answered  bool
}

// Candidate is a proposed answer to an open question. Text is as its first proposer wrote it.
type Candidate struct {
	ID   string
	Text moderation.Foreign
}

// Claim is something to be checked. It is the fold of its facts, made by [Replay].
type Claim struct {
	Code     Code
	Content  Content
	Language Language
	Subject  Subject
	Question Question
	Status   Status

	ShownBy moderation.Foreign // an identity question: by whom the person was shown in public, and when
	Confirm int                // how many must confirm that
	Checks  map[PersonID]Check // what they found
	Stopped StoppedFor         // why it is stopped, or was last
	Flags   map[PersonID]string
	Privacy Privacy
	Let     bool // a reviewer let it through after it was stopped
	Custody bool // what is said in it was said in custody
	// Pictured tells that a reviewer lets the picture stand on the result's card; see [Claim.Picture].
	Pictured bool
	Tried    string // whether the person concerned was asked first (of Attempts); "" when nobody has noted it
	// Nameless has the result say that the person is known, and not who it is.
	Nameless   bool
	RefusedFor string // of a refused question: a Shown, NotShown, ToProtect or Unseen
	Appeals    []Appeal
	EndedAt    time.Time // when it ended, the last time

	Asked      map[PersonID]Ask
	Votes      map[PersonID]Vote
	Candidates []Candidate
	Evidence   []Evidence
	Round      int // 1 from the start
	Sought     int // answers sought so far: grows by rounds
	Limit      int // … up to here

	OpenedAt       time.Time
	Deadline       time.Time // in the claim's own time
	Known          string    // the outcome, where it is known beforehand: see practice.go
	Verdict        consensus.Verdict
	ApprovedBy     []PersonID
	Drafts         int                // how often what waits for reviewers became another one
	HeldFor        moderation.Foreign // the reason of a reviewer who holds it
	PublishAt      time.Time          // in time that stands still while the bot is cut off
	Version        int                // 1 at the first publication; each correction adds one
	OutAt          time.Time          // when a result was first out, for everybody to see
	Edition        int                // how often what is out was changed, from 1 on: see [Claim.issues]
	Corrected      bool               // a reviewer, and not the votes, gave the result
	Proposal       Proposal           // what a reviewer wants that takes two
	Note           moderation.Foreign // of the latest correction
	NoteKind       NoteKind           // … where everybody reads only which kind it is of
	Withdrawn      Withdrawal         // why it was withdrawn
	WithdrawnWords moderation.Foreign // … in a reviewer's words, for reviewers
	Into           Code               // the claim that this one was merged into

	Requesters []Requester // beside the ledger; everybody once, whatever ways they came
	Joins      []Code      // the claims by which some of them came

	Offered   []Code     // claims that may be the same, which the asker was shown
	Picked    Code       // which of them the asker said it is, also when it was taken out again
	JoinedBy  JoinedBy   // who found that it asks the same as Into; "" when it was not joined
	Unsaid    bool       // something like it is being checked of which nothing may be said yet
	Apart     bool       // the asker says that it is none of them
	other     []Code     // what the asker says that it is not
	may       []Language // the languages whose readers can judge Content, once that was asked
	outBefore int        // the version of Into that was out when it was joined
	led       []Code     // the claims that were merged into this one
	before    Status     // of a merged claim, when it was merged
	outAs     quoting    // how the result that was published last is quoted
	hushed    bool       // it was withdrawn, and no result was published since
	unasked   bool       // it was stopped until it ended
	unseen    int        // how many could not be shown its files
	toldBy    int        // the place in the ledger of the latest fact of which everybody who asked is told
	facts     int
	proposals int        // so far
	knownBy   []PersonID // who said what the outcome is

	// Challenge is the verdict by all answers, late ones among them, which a reviewer has to hold against the result that is out.
	Challenge *consensus.Verdict
	// Withheld is why a name is not decided though enough votes say it; "" when nothing withholds one.
	Withheld Withheld

	ReceivedAt                 time.Time
	requesterAt                map[PersonID]int    // where somebody stands in Askers
	evidenceBy                 []PersonID          // who gave each Evidence
	material                   map[PersonID]bool   // who gave some that others can look at
	byWords                    map[string]string   // the candidate that is written so
	chosen                     []evidenceLink      // what the verdict is published with, see draft.go
	approved                   map[PersonID][]byte // the digest of what each approved
	seenEvidence, answersSince int                 // at the last freeze, and since
	weighedSince               bool
	screened                   map[PersonID]Ask // who was asked to confirm that the person was shown in public; nil until it was confirmed
	causes                     map[string]bool
	caused                     map[Kind]*caused     // against the bounds
	carried                    map[string]Change    // what was confirmed by which cause
	flaggedBy                  map[PersonID]witness // who gave each of Flags
	placedBy                   []PersonID           // reviewers who said which place somebody meant
	consented                  bool                 // who approved what is out said that it clears the person, or is neutral
	saidClears                 map[PersonID]bool    // reviewers who say so of the draft that they approved

	SentAt time.Time         // which may be long before it was received
	pauses []Pause           // when its clock stood still, see standstill.go
	missed map[PersonID]bool // who was cut off when it ended
	late   map[PersonID]bool // whose answers came after it had ended
	upheld string            // the cause by which a reviewer last kept the result

	Stored  int     // facts in the ledger
	pending []Event // the last of those, which nobody has settled
	fresh   []Event // facts not yet in the ledger
}

// Screeners are those who were asked to confirm that the person was shown in public, once it was confirmed, in the order of their
// pseudonyms.
func (c *Claim) Screeners() []PersonID { return slices.Sorted(maps.Keys(c.screened)) }

// Screener returns what became of asking one of the [Claim.Screeners].
func (c *Claim) Screener(id PersonID) Ask { return c.screened[id] }

// Others are the claims that whoever asked said this one is not.
func (c *Claim) Others() []Code { return c.other }

// TakenOver are the claims that lead to this one since they were merged into it.
func (c *Claim) TakenOver() []Code { return c.led }

// OutWhenJoined reports whether the result of the claim that this one joined was out then.
func (c *Claim) OutWhenJoined() bool { return c.outBefore > 0 }

// Answered counts the people who gave an answer, "I don't know" included.
func (c *Claim) Answered() int {
	n := 0
	for _, a := range c.Asked {
		if a.State == Given {
			n++
		}
	}
	return n
}

// Sealed tells whether the answers given so far are not for somebody to see, be they a reviewer: names and places that are
// proposed are for nobody, all others not for who is asked or asks themselves.
func (c *Claim) Sealed(from PersonID) bool {
	if c.Status != StatusOpen && c.Status != StatusScreening {
		return false
	}
	_, asked := c.Asked[from]
	return asked || c.Question.Open() || c.RequestedBy(from)
}

// Wanted is how many more people should be asked now.
func (c *Claim) Wanted() int {
	if c.Status == StatusScreening {
		return c.screenersWanted()
	}
	if c.Status != StatusOpen || c.Proposal.Waits() && c.Proposal.Change == ToKnown {
		return 0 // nobody is asked meanwhile who could have practised on it
	}
	n := c.Sought
	cut := c.cutOff()
	for id, a := range c.Asked {
		if a.State == Given || a.State == Waiting && !cut[id] { // others are asked while somebody cannot be reached
			n--
		}
	}
	return max(n, 0)
}

// RequestedBy tells whether the person is one of those who want to know.
func (c *Claim) RequestedBy(id PersonID) bool {
	_, asks := c.requester(id)
	return asks
}

// requester finds where somebody stands in Askers.
func (c *Claim) requester(id PersonID) (place int, asks bool) {
	if len(c.requesterAt) == 0 { // there are none, or the claim was made by hand
		place = slices.IndexFunc(c.Requesters, func(a Requester) bool { return a.Person == id })
		return place, place >= 0
	}
	place, asks = c.requesterAt[id]
	return place, asks
}

// Voters are those whose answers stand, in the order of their pseudonyms, which says nothing of who answered when.
func (c *Claim) Voters() []PersonID { return slices.Sorted(maps.Keys(c.Votes)) }

// AnswerText is the text of an answer: a candidate's, or the answer itself where it is one of the fixed ones.
func (c *Claim) AnswerText(answer string) moderation.Foreign {
	for _, k := range c.Candidates {
		if k.ID == answer {
			return k.Text
		}
	}
	return moderation.Foreign(answer)
}

// ProposedText is the answer that a reviewer proposes, "" when none is.
func (c *Claim) ProposedText() moderation.Foreign { return c.AnswerText(string(c.Proposal.Answer)) }

// ProposedChoice returns the answer that a reviewer proposes where it is one of the fixed ones, else "".
func (c *Claim) ProposedChoice() string {
	if answer := string(c.Proposal.Answer); slices.Contains(TruthAnswers, answer) {
		return answer
	}
	return ""
}

// Due is when the next thing happens to the claim by itself, by everybody's clock; zero when nothing does.
func (c *Claim) Due() time.Time {
	var next time.Time
	sooner := func(own time.Time, which func(Pause) bool) {
		if own.IsZero() || c.pausedNow(which) {
			return
		}
		if t := own.Add(c.pausedFor(which, foreverAfter)); next.IsZero() || t.Before(next) {
			next = t
		}
	}
	switch c.Status {
	case StatusReceived:
		sooner(c.ReceivedAt.Add(lapseAfter), anyPause)
	case StatusOpen, StatusScreening:
		sooner(c.Deadline, anyPause)
		for id, a := range c.Asked {
			if a.State == Waiting {
				sooner(a.Until, pauseOf(id))
			}
		}
	case StatusStopped:
		sooner(c.Deadline, anyPause)
	case StatusDecided, StatusPublished: // a name, or the correction of one, that waits for its hold
		sooner(c.PublishAt, pauseOfAll)
		if c.Status == StatusDecided && c.Accuses(c.Verdict.Answer) {
			sooner(c.Deadline, anyPause)
		}
	}
	if c.Proposal.Waits() {
		sooner(c.Proposal.Until, pauseOfAll)
	}
	return next
}
