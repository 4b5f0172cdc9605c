package verification

import (
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/screening"
)

// PersonID is a person's pseudonym: it tells two people apart and nothing else about them.
type PersonID string

// FactKind says what happened.
type FactKind string

// The kinds of fact, in the order of a claim's life.
const (
	Received     FactKind = "received"      // Content, Language
	Opened       FactKind = "opened"        // Question, Until (the deadline), Count (answers sought), Limit (at most)
	Stopped      FactKind = "stopped"       // Answer (a StoppedFor): nobody is asked before a reviewer has seen it
	Released     FactKind = "released"      // By, Until (the new deadline): a reviewer lets it through
	Screening    FactKind = "screening"     // Until, Count (who must confirm): was the person shown in public?
	Checked      FactKind = "checked"       // By, Answer, Voice: somebody looked whether they were
	Cleared      FactKind = "cleared"       // Until (the deadline): they were, so people are asked for a name
	Refused      FactKind = "refused"       // By, Answer (a Shown, NotShown, ToProtect or Unseen): the question is not asked, what was sent is erased
	Flagged      FactKind = "flagged"       // By, Answer (of Harms), Voice, Cluster: somebody who was asked thinks it could harm
	Labelled     FactKind = "labelled"      // By, Count (1 on, 0 off): what is said in it was said in custody
	Pictured     FactKind = "pictured"      // By, Count (1 on, 0 off): the claim's picture may stand on the card of its result
	Tried        FactKind = "tried"         // By, Answer (of Attempts): the person concerned, or who knows them, was asked first
	Appealed     FactKind = "appealed"      // By, Words, Count (1 for the person concerned): somebody objects to a result
	Replied      FactKind = "replied"       // By, Whom, Words: a reviewer answers the objection
	Lapsed       FactKind = "lapsed"        // no question was chosen in time
	Sorted       FactKind = "sorted"        // Subject
	LanguageSet  FactKind = "language_set"  // Language: says who asked it
	Asked        FactKind = "asked"         // Whom, Until (the lease)
	Returned     FactKind = "returned"      // Whom: skipped, or the lease ran out; Answer (Unseen) when they could not be shown its file; Count (neverPut) when they never got it
	MadeKnown    FactKind = "made_known"    // By, Whom (who proposed it), Answer: the outcome is known beforehand, to practise on
	Answered     FactKind = "answered"      // By, Answer and/or Text, Weight, Voice, Cluster, New; Words for what is no place that is known
	Weighed      FactKind = "weighed"       // Standings: what the votes of these people count for by now
	Evidenced    FactKind = "evidenced"     // By, Evidence and/or Knowing
	Struck       FactKind = "struck"        // Whom: their answer counts no longer
	NameWithheld FactKind = "name_withheld" // Answer (a Withheld): why a name is not decided that enough votes say
	Widened      FactKind = "widened"       // Count (answers sought): another round
	Decided      FactKind = "decided"       // Verdict; when it was reached anew, By whom and Whom, whose approvals are void
	Doubted      FactKind = "doubted"       // By, Whom: the verdict no longer stands; open again
	Voided       FactKind = "voided"        // By, Whom: the draft reads otherwise by now, so that the approvals of Whom are void
	Undecided    FactKind = "undecided"     // deadline, or everybody was asked
	Approved     FactKind = "approved"      // By, Digest (of the draft), Count (1 to withhold the name)
	Scheduled    FactKind = "scheduled"     // Until (when it will be published)
	Held         FactKind = "held"          // By, Text (the reason)
	Published    FactKind = "published"     // Verdict, Digest (of what was approved), Count (the version)
	Suggested    FactKind = "suggested"     // formerly, for Proposed and Confirmed: By, Answer (a name), Text (the note)
	Corrected    FactKind = "corrected"     // By, Verdict, Text (the note), Count (the version)
	Reopened     FactKind = "reopened"      // By, Until (the new deadline), Count and Limit
	TakenDown    FactKind = "taken_down"    // By, Answer (a Withdrawal), Words (for reviewers), Count (the version); formerly Text
	MergedInto   FactKind = "merged_into"   // By, Into
	TookOver     FactKind = "took_over"     // Codes: claims that lead to this one since they were merged into it
	Offered      FactKind = "offered"       // Codes: claims that may be the same, which the asker is shown; Count 1 when there is one not to be shown
	Joined       FactKind = "joined"        // Into, Answer (of JoinedBy…), Count (its version that was out): asks the same
	SetApart     FactKind = "set_apart"     // Into (what it was joined to, if it was): the asker says that it is none of those
	SplitOff     FactKind = "split_off"     // By, Into (of what it was part), Until, Count and Limit: it goes on by itself again
	ClockStops   FactKind = "clock_stops"   // the claim's time stands still …
	ClockResume  FactKind = "clock_resumes"

	// Of blackouts: the two above have Then, Region and Whom (who was asked there and is cut off).
	GivenBack  FactKind = "given_back" // Until, Count, Limit: it ended in a blackout, or late answers decide it; open again
	Challenged FactKind = "challenged" // Verdict: with late answers the result that is out would be another, or none
	Upheld     FactKind = "upheld"     // By: a reviewer keeps it all the same

	// Of what takes two reviewers, see dualcontrol.go.
	Proposed  FactKind = "proposed"  // By, Voice, Cluster, Change, Answer, Text or Words (the note), Into, Until, Digest (what it is made on)
	Confirmed FactKind = "confirmed" // By, Change, Answer, Text or Words
	Rejected  FactKind = "rejected"  // By, Change
	Expired   FactKind = "expired"   // Change: nobody confirmed it in time, or what it was made on reads otherwise
	Retired   FactKind = "retired"   // Whom, Change (what lapses): they review no more, so that their word counts no longer; see retiring.go

	// Of claims about private persons, see privacy.go.
	MarkedPrivate FactKind = "marked_private" // By, Answer (a PrivateBy), Voice, Cluster, Words (to be hidden), Count (1: the text names nobody)
	SaidOfficial  FactKind = "said_official"  // By: it is about an official acting as such, or a public figure in that role
	Placed        FactKind = "placed"         // By, Whom, Answer, Text: the place that they meant
	NotedNamed    FactKind = "noted_named"    // By, Words: where and when officials or the media named the person themselves
)

// Fact is one entry of a claim's ledger: something that happened and will always have happened. Which fields are set
// follows from Kind. Cause names what brought it about, so that the same cause never has its effect twice.
type Fact struct {
	Kind     FactKind           `cbor:"1,keyasint"`
	At       time.Time          `cbor:"2,keyasint"`
	Cause    string             `cbor:"3,keyasint,omitempty"`
	By       PersonID           `cbor:"4,keyasint,omitempty"`
	Whom     []PersonID         `cbor:"5,keyasint,omitempty"`
	Until    time.Time          `cbor:"6,keyasint,omitzero"`
	Count    int                `cbor:"7,keyasint,omitempty"`
	Content  *Content           `cbor:"8,keyasint,omitempty"`
	Language Language           `cbor:"9,keyasint,omitempty"`
	Question Question           `cbor:"10,keyasint,omitempty"`
	Subject  Subject            `cbor:"11,keyasint,omitempty"`
	Answer   string             `cbor:"12,keyasint,omitempty"`
	Text     screening.Foreign  `cbor:"13,keyasint,omitempty"`
	Weight   float64            `cbor:"14,keyasint,omitempty"`
	Evidence *Evidence          `cbor:"15,keyasint,omitempty"`
	Knowing  Knowing            `cbor:"16,keyasint,omitempty"`
	Verdict  *consensus.Verdict `cbor:"17,keyasint,omitempty"`
	Into     Code               `cbor:"18,keyasint,omitempty"`
	Limit    int                `cbor:"19,keyasint,omitempty"`
	Voice    string             `cbor:"20,keyasint,omitempty"`

	Standings map[PersonID]Standing `cbor:"21,keyasint,omitempty"`
	Cluster   string                `cbor:"22,keyasint,omitempty"`
	Words     screening.Foreign     `cbor:"23,keyasint,omitempty"` // in somebody's own words, erasable as Content is
	Copy      []byte                `cbor:"24,keyasint,omitempty"` // SHA-256 of Content, Evidence and Words as they came

	Then   time.Time `cbor:"30,keyasint,omitzero"` // when it happened, where that became known only At
	Region Region    `cbor:"31,keyasint,omitempty"`

	Codes []Code `cbor:"32,keyasint,omitempty"`

	Digest []byte `cbor:"40,keyasint,omitempty"` // of a [Release], or of what an act was proposed on
	Change Change `cbor:"41,keyasint,omitempty"`

	New bool `cbor:"50,keyasint,omitempty"` // By had not been there for long enough to count for a name
}

// When is when the fact happened, which may be before it was noted.
func (f Fact) When() time.Time { return orNow(f.Then, f.At) }

// ends tells whether a claim that is ended ended by the fact. What is only said of a result does not make it a new one: else
// it could be used to have what must be forgotten kept.
func (f Fact) ends() bool {
	switch f.Kind {
	case MarkedPrivate, SaidOfficial, NotedNamed, Placed, Appealed, Replied, Labelled, Pictured, Suggested, Proposed, Confirmed, Rejected, Expired, Retired, TookOver, Scheduled, Held, Answered, Evidenced, NameWithheld, Challenged, Upheld, ClockStops, ClockResume:
		return false
	default:
		return true
	}
}

// NeedsSettling tells whether somebody has to hear of the fact, or a queue has to change because of it.
func (f Fact) NeedsSettling() bool {
	switch f.Kind {
	case Received, Offered, TookOver, NameWithheld, Answered, Weighed, Evidenced, Checked, Flagged, Labelled, Pictured, Tried, Approved, Scheduled:
		return false
	default:
		return true
	}
}
