package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Act is something that was done to who may do what. It stands in a ledger that only grows and is covered by the signed
// history, and every reviewer is told of it.
type Act struct {
	Kind  ActKind        `cbor:"1,keyasint"`
	At    time.Time      `cbor:"2,keyasint"`
	Cause string         `cbor:"3,keyasint,omitempty"` // the same cause does the same act once
	By    claim.PersonID `cbor:"4,keyasint,omitempty"`
	As    claim.Role     `cbor:"5,keyasint,omitempty"` // Operator or Reviewer, as which they did it
	Whom  claim.PersonID `cbor:"6,keyasint,omitempty"`
	// Of an invitation: into which role, how many people, until when. Of a new reviewer: from when their approvals count.
	Role  claim.Role `cbor:"7,keyasint,omitempty"`
	Uses  int        `cbor:"8,keyasint,omitempty"`
	Until time.Time  `cbor:"9,keyasint,omitzero"`
	// Settings are those that concern safety, a line each; Changed are those that differ from the last time.
	Settings []string `cbor:"10,keyasint,omitempty"`
	Changed  []string `cbor:"11,keyasint,omitempty"`
}

// ActKind says what was done.
type ActKind string

// The kinds of act.
const (
	ActInvited        ActKind = "invited"         // an invitation was made
	ActReviewerJoined ActKind = "reviewer_joined" // By became a reviewer, by an invitation of Whom
	ActReviewerLeft   ActKind = "reviewer_left"   // By is none any more
	ActSettings       ActKind = "settings"        // the bot runs with other Settings

	ActBanned        ActKind = "banned"         // Whom can be no volunteer any more
	ActUnbanProposed ActKind = "unban_proposed" // By wants the ban of Whom lifted; it takes a second person
	ActUnbanned      ActKind = "unbanned"       // … and that was the second
)

// Acts keeps what was done to who may do what.
type Acts interface {
	// NoteAct adds an act to their ledger, once for each cause.
	NoteAct(ctx context.Context, a Act) error
	// EachAct calls fn for every act, oldest first, until it fails.
	EachAct(ctx context.Context, fn func(Act) error) error
}

// act notes an act and tells the reviewers of it. It may run again with the same cause.
func (d *Service) act(ctx context.Context, a Act) error {
	if err := d.store.NoteAct(ctx, a); err != nil {
		return errors.Join(errors.New("note an act"), err)
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if p.ID == a.By {
			return nil
		}
		return d.say.Act(ctx, "act."+string(a.Kind)+"."+a.Cause+"."+string(p.ID), p, a)
	})
}
