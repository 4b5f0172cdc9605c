package claim

import (
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// PersonID is a person's pseudonym: it tells two people apart and nothing else about them.
type PersonID string

// Kind says what happened.
type Kind string

// The kinds of event, in the order of a claim's life. A type of the same name says what each has, see events_*.go.
const (
	KindReceived     Kind = "received"
	KindOpened       Kind = "opened"
	KindStopped      Kind = "stopped"
	KindReleased     Kind = "released"
	KindScreening    Kind = "screening"
	KindChecked      Kind = "checked"
	KindCleared      Kind = "cleared"
	KindRefused      Kind = "refused"
	KindFlagged      Kind = "flagged"
	KindLabelled     Kind = "labelled"
	KindPictured     Kind = "pictured"
	KindTried        Kind = "tried"
	KindAppealed     Kind = "appealed"
	KindReplied      Kind = "replied"
	KindLapsed       Kind = "lapsed"
	KindSorted       Kind = "sorted"
	KindLanguageSet  Kind = "language_set"
	KindAsked        Kind = "asked"
	KindReturned     Kind = "returned"
	KindMadeKnown    Kind = "made_known"
	KindAnswered     Kind = "answered"
	KindWeighed      Kind = "weighed"
	KindEvidenced    Kind = "evidenced"
	KindStruck       Kind = "struck"
	KindNameWithheld Kind = "name_withheld"
	KindWidened      Kind = "widened"
	KindDecided      Kind = "decided"
	KindDoubted      Kind = "doubted"
	KindVoided       Kind = "voided"
	KindUndecided    Kind = "undecided"
	KindApproved     Kind = "approved"
	KindScheduled    Kind = "scheduled"
	KindHeld         Kind = "held"
	KindPublished    Kind = "published"
	KindSuggested    Kind = "suggested"
	KindCorrected    Kind = "corrected"
	KindReopened     Kind = "reopened"
	KindTakenDown    Kind = "taken_down"
	KindMergedInto   Kind = "merged_into"
	KindTookOver     Kind = "took_over"
	KindOffered      Kind = "offered"
	KindJoined       Kind = "joined"
	KindSetApart     Kind = "set_apart"
	KindSplitOff     Kind = "split_off"
	KindClockStops   Kind = "clock_stops"
	KindClockResume  Kind = "clock_resumes"

	KindGivenBack  Kind = "given_back"
	KindChallenged Kind = "challenged"
	KindUpheld     Kind = "upheld"

	// Of what takes two reviewers, see dualcontrol.go.
	KindProposed  Kind = "proposed"
	KindConfirmed Kind = "confirmed"
	KindRejected  Kind = "rejected"
	KindExpired   Kind = "expired"
	KindRetired   Kind = "retired"

	// Of claims about private persons, see privacy.go.
	KindMarkedPrivate Kind = "marked_private"
	KindSaidOfficial  Kind = "said_official"
	KindPlaced        Kind = "placed"
	KindNotedNamed    Kind = "noted_named"
)

// Event is one entry of a claim's ledger: something that happened and will always have happened. There is a type for each kind, which
// has what events of that kind have; all of them are in the catalogue. An event that was recorded or loaded is never changed.
type Event interface {
	Head() *Meta
	Kind() Kind
	apply(c *Claim) // has it take effect on the claim
}

// Meta is what events of all kinds have.
type Meta struct {
	At    time.Time `cbor:"2,keyasint"`
	Cause string    `cbor:"3,keyasint,omitempty"` // what brought it about, so that the same cause never has its effect twice
	By    PersonID  `cbor:"4,keyasint,omitempty"` // who brought it about; "" where nobody did, or nobody is named
	Then  time.Time `cbor:"30,keyasint,omitzero"` // when it happened, where that became known only At
}

// Head returns what events of all kinds have.
func (m *Meta) Head() *Meta { return m }

// When is when the event happened, which may be before it was noted.
func (m *Meta) When() time.Time { return OrNow(m.Then, m.At) }

// Flag is a bool that is stored as 1, or not at all.
type Flag bool

// MarshalCBOR returns 1 for true and 0 for false.
func (f Flag) MarshalCBOR() ([]byte, error) {
	if f {
		return []byte{1}, nil
	}
	return []byte{0}, nil
}

// UnmarshalCBOR takes a number; 0 is false.
func (f *Flag) UnmarshalCBOR(number []byte) error {
	*f = len(number) != 1 || number[0] != 0
	return nil
}

// Wording is embedded in events that have something in somebody's own words. They are kept beside the ledger, see [Kept].
type Wording struct {
	Words moderation.Foreign `cbor:"23,keyasint,omitempty"`
	Copy  []byte             `cbor:"24,keyasint,omitempty"` // SHA-256 of the words as they came
}
