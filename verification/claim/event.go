package claim

import (
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// PersonID is a person's pseudonym: it tells two people apart and nothing else about them.
type PersonID string

// Kind says what happened.
type Kind string

// The kinds of fact, in the order of a claim's life.
const (
	KindReceived     Kind = "received"      // Content, Language
	KindOpened       Kind = "opened"        // Question, Until (the deadline), Count (answers sought), Limit (at most)
	KindStopped      Kind = "stopped"       // Answer (a StoppedFor): nobody is asked before a reviewer has seen it
	KindReleased     Kind = "released"      // By, Until (the new deadline): a reviewer lets it through
	KindScreening    Kind = "screening"     // Until, Count (who must confirm): was the person shown in public?
	KindChecked      Kind = "checked"       // By, Answer, Voice: somebody looked whether they were
	KindCleared      Kind = "cleared"       // Until (the deadline): they were, so people are asked for a name
	KindRefused      Kind = "refused"       // By, Answer (a Shown, NotShown, ToProtect or Unseen): the question is not asked, what was sent is erased
	KindFlagged      Kind = "flagged"       // By, Answer (of Harms), Voice, Cluster: somebody who was asked thinks it could harm
	KindLabelled     Kind = "labelled"      // By, Count (1 on, 0 off): what is said in it was said in custody
	KindPictured     Kind = "pictured"      // By, Count (1 on, 0 off): the claim's picture may stand on the card of its result
	KindTried        Kind = "tried"         // By, Answer (of Attempts): the person concerned, or who knows them, was asked first
	KindAppealed     Kind = "appealed"      // By, Words, Count (1 for the person concerned): somebody objects to a result
	KindReplied      Kind = "replied"       // By, Whom, Words: a reviewer answers the objection
	KindLapsed       Kind = "lapsed"        // no question was chosen in time
	KindSorted       Kind = "sorted"        // Subject
	KindLanguageSet  Kind = "language_set"  // Language: says who asked it
	KindAsked        Kind = "asked"         // Whom, Until (the lease)
	KindReturned     Kind = "returned"      // Whom: skipped, or the lease ran out; Answer (Unseen) when they could not be shown its file; Count (neverPut) when they never got it
	KindMadeKnown    Kind = "made_known"    // By, Whom (who proposed it), Answer: the outcome is known beforehand, to practise on
	KindAnswered     Kind = "answered"      // By, Answer and/or Text, Weight, Voice, Cluster, New; Words for what is no place that is known
	KindWeighed      Kind = "weighed"       // Standings: what the votes of these people count for by now
	KindEvidenced    Kind = "evidenced"     // By, Evidence and/or Knowing
	KindStruck       Kind = "struck"        // Whom: their answer counts no longer
	KindNameWithheld Kind = "name_withheld" // Answer (a Withheld): why a name is not decided that enough votes say
	KindWidened      Kind = "widened"       // Count (answers sought): another round
	KindDecided      Kind = "decided"       // Verdict; when it was reached anew, By whom and Whom, whose approvals are void
	KindDoubted      Kind = "doubted"       // By, Whom: the verdict no longer stands; open again
	KindVoided       Kind = "voided"        // By, Whom: the draft reads otherwise by now, so that the approvals of Whom are void
	KindUndecided    Kind = "undecided"     // deadline, or everybody was asked
	KindApproved     Kind = "approved"      // By, Digest (of the draft), Count (1 to withhold the name)
	KindScheduled    Kind = "scheduled"     // Until (when it will be published)
	KindHeld         Kind = "held"          // By, Text (the reason)
	KindPublished    Kind = "published"     // Verdict, Digest (of what was approved), Count (the version)
	KindSuggested    Kind = "suggested"     // formerly, for Proposed and Confirmed: By, Answer (a name), Text (the note)
	KindCorrected    Kind = "corrected"     // By, Verdict, Text (the note), Count (the version)
	KindReopened     Kind = "reopened"      // By, Until (the new deadline), Count and Limit
	KindTakenDown    Kind = "taken_down"    // By, Answer (a Withdrawal), Words (for reviewers), Count (the version); formerly Text
	KindMergedInto   Kind = "merged_into"   // By, Into
	KindTookOver     Kind = "took_over"     // Codes: claims that lead to this one since they were merged into it
	KindOffered      Kind = "offered"       // Codes: claims that may be the same, which the asker is shown; Count 1 when there is one not to be shown
	KindJoined       Kind = "joined"        // Into, Answer (of JoinedBy…), Count (its version that was out): asks the same
	KindSetApart     Kind = "set_apart"     // Into (what it was joined to, if it was): the asker says that it is none of those
	KindSplitOff     Kind = "split_off"     // By, Into (of what it was part), Until, Count and Limit: it goes on by itself again
	KindClockStops   Kind = "clock_stops"   // the claim's time stands still …
	KindClockResume  Kind = "clock_resumes"

	// Of blackouts: the two above have Then, Region and Whom (who was asked there and is cut off).
	KindGivenBack  Kind = "given_back" // Until, Count, Limit: it ended in a blackout, or late answers decide it; open again
	KindChallenged Kind = "challenged" // Verdict: with late answers the result that is out would be another, or none
	KindUpheld     Kind = "upheld"     // By: a reviewer keeps it all the same

	// Of what takes two reviewers, see dualcontrol.go.
	KindProposed  Kind = "proposed"  // By, Voice, Cluster, Change, Answer, Text or Words (the note), Into, Until, Digest (what it is made on)
	KindConfirmed Kind = "confirmed" // By, Change, Answer, Text or Words
	KindRejected  Kind = "rejected"  // By, Change
	KindExpired   Kind = "expired"   // Change: nobody confirmed it in time, or what it was made on reads otherwise
	KindRetired   Kind = "retired"   // Whom, Change (what lapses): they review no more, so that their word counts no longer; see retiring.go

	// Of claims about private persons, see privacy.go.
	KindMarkedPrivate Kind = "marked_private" // By, Answer (a PrivateBy), Voice, Cluster, Words (to be hidden), Count (1: the text names nobody)
	KindSaidOfficial  Kind = "said_official"  // By: it is about an official acting as such, or a public figure in that role
	KindPlaced        Kind = "placed"         // By, Whom, Answer, Text: the place that they meant
	KindNotedNamed    Kind = "noted_named"    // By, Words: where and when officials or the media named the person themselves
)

// Event is one entry of a claim's ledger: something that happened and will always have happened. Which fields are set
// follows from Kind. Cause names what brought it about, so that the same cause never has its effect twice.
type Event struct {
	Kind           Kind               `cbor:"1,keyasint"`
	At             time.Time          `cbor:"2,keyasint"`
	Cause          string             `cbor:"3,keyasint,omitempty"`
	By             PersonID           `cbor:"4,keyasint,omitempty"`
	Whom           []PersonID         `cbor:"5,keyasint,omitempty"`
	Until          time.Time          `cbor:"6,keyasint,omitzero"`
	Count          int                `cbor:"7,keyasint,omitempty"`
	Content        *Content           `cbor:"8,keyasint,omitempty"`
	Language       Language           `cbor:"9,keyasint,omitempty"`
	Question       Question           `cbor:"10,keyasint,omitempty"`
	Subject        Subject            `cbor:"11,keyasint,omitempty"`
	Answer         string             `cbor:"12,keyasint,omitempty"`
	Text           moderation.Foreign `cbor:"13,keyasint,omitempty"`
	Weight         float64            `cbor:"14,keyasint,omitempty"`
	Evidence       *Evidence          `cbor:"15,keyasint,omitempty"`
	EvidenceBasis  EvidenceBasis      `cbor:"16,keyasint,omitempty"`
	Verdict        *consensus.Verdict `cbor:"17,keyasint,omitempty"`
	Into           Code               `cbor:"18,keyasint,omitempty"`
	Limit          int                `cbor:"19,keyasint,omitempty"`
	CollusionGroup string             `cbor:"20,keyasint,omitempty"`

	Weights      map[PersonID]VoterWeight `cbor:"21,keyasint,omitempty"`
	InviteCohort string                   `cbor:"22,keyasint,omitempty"`
	Words        moderation.Foreign       `cbor:"23,keyasint,omitempty"` // in somebody's own words, erasable as Content is
	Copy         []byte                   `cbor:"24,keyasint,omitempty"` // SHA-256 of Content, Evidence and Words as they came

	Then   time.Time `cbor:"30,keyasint,omitzero"` // when it happened, where that became known only At
	Region Region    `cbor:"31,keyasint,omitempty"`

	Codes []Code `cbor:"32,keyasint,omitempty"`

	Digest []byte `cbor:"40,keyasint,omitempty"` // of a [Release], or of what an act was proposed on
	Change Change `cbor:"41,keyasint,omitempty"`

	New bool `cbor:"50,keyasint,omitempty"` // By had not been there for long enough to count for a name
}

// When is when the fact happened, which may be before it was noted.
func (f Event) When() time.Time { return OrNow(f.Then, f.At) }

// ends tells whether a claim that is ended ended by the fact. What is only said of a result does not make it a new one: else
// it could be used to have what must be forgotten kept.
func (f Event) ends() bool {
	switch f.Kind {
	case KindMarkedPrivate, KindSaidOfficial, KindNotedNamed, KindPlaced, KindAppealed, KindReplied, KindLabelled, KindPictured, KindSuggested, KindProposed, KindConfirmed, KindRejected, KindExpired, KindRetired, KindTookOver, KindScheduled, KindHeld, KindAnswered, KindEvidenced, KindNameWithheld, KindChallenged, KindUpheld, KindClockStops, KindClockResume:
		return false
	default:
		return true
	}
}

// NeedsSettling tells whether somebody has to hear of the fact, or a queue has to change because of it.
func (f Event) NeedsSettling() bool {
	switch f.Kind {
	case KindReceived, KindOffered, KindTookOver, KindNameWithheld, KindAnswered, KindWeighed, KindEvidenced, KindChecked, KindFlagged, KindLabelled, KindPictured, KindTried, KindApproved, KindScheduled:
		return false
	default:
		return true
	}
}

// tells says whether everybody who asked is told of the fact.
func (f Event) tells() bool {
	switch f.Kind {
	case KindUndecided, KindPublished, KindCorrected, KindTakenDown, KindRefused:
		return true
	default:
		return false
	}
}
