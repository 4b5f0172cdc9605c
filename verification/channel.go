package verification

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Digest says when a channel gets its results.
type Digest string

// The rhythms.
const (
	Instant Digest = "instant"
	Daily   Digest = "daily"
	Weekly  Digest = "weekly"
)

// Subscription is a channel or group that gets results. Its ID is a pseudonym, like a person's.
type Subscription struct {
	ID        string           `cbor:"-"`
	Address   string           `cbor:"1,keyasint"`
	Languages []claim.Language `cbor:"2,keyasint"`           // in which each result is written; at least one
	Subjects  []claim.Subject  `cbor:"3,keyasint,omitempty"` // none for all
	Digest    Digest           `cbor:"4,keyasint"`
	Group     bool             `cbor:"5,keyasint,omitempty"`
	Since     time.Time        `cbor:"6,keyasint"`
	// Mute is since when the bot may not write there, zero when it may; Told that who runs it was told so. What it missed waits.
	Mute time.Time `cbor:"20,keyasint,omitzero"`
	Told bool      `cbor:"21,keyasint,omitempty"`
	// Elsewhere is since when results go to another topic than [Subscription.Topic], which is closed; ToldElsewhere that who runs it was told so.
	Elsewhere     time.Time `cbor:"22,keyasint,omitzero"`
	ToldElsewhere bool      `cbor:"23,keyasint,omitempty"`
	// Placed is when somebody chose the topic, or opened one, last.
	Placed time.Time `cbor:"24,keyasint,omitzero"`

	// Away is since when the bot is not in the group; zero while it is. What it would get is kept for it, should it become a supergroup.
	Away     time.Time `cbor:"7,keyasint,omitzero"`
	Ended    bool      `cbor:"8,keyasint,omitempty"`  // it is away since the group that it was got nothing: it gets nothing by itself
	Upgraded bool      `cbor:"9,keyasint,omitempty"`  // it was another group before, and has taken over what that got
	Chosen   bool      `cbor:"10,keyasint,omitempty"` // somebody chose what it gets

	Came    string `cbor:"11,keyasint,omitempty"` // by what the bot came in last
	Topic   int    `cbor:"12,keyasint,omitempty"` // of the group's forum, to which results go; 0 for General
	Version int64  `cbor:"-"`
}

// IsAway tells whether the bot is not in the group: it gets nothing.
func (s Subscription) IsAway() bool { return !s.Away.IsZero() }

// ComesIn notes that the bot is in the channel or group, and tells whether that is new: it gets results from now on. The same cause is
// as new as it was.
func (s *Subscription) ComesIn(cause string) bool {
	switch {
	case s.Ended:
		return false
	case s.Version == 0 || s.IsAway():
		s.Away, s.Came = time.Time{}, cause
	}
	return s.Came == cause
}

// Wants tells whether results of the subject go to the channel.
func (s Subscription) Wants(subject claim.Subject) bool {
	return len(s.Subjects) == 0 || slices.Contains(s.Subjects, subject)
}
