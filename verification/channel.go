package verification

import "time"

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
	ID        string     `cbor:"-"`
	Address   string     `cbor:"1,keyasint"`
	Languages []Language `cbor:"2,keyasint"`           // in which each result is written; at least one
	Subjects  []Subject  `cbor:"3,keyasint,omitempty"` // none for all
	Digest    Digest     `cbor:"4,keyasint"`
	Group     bool       `cbor:"5,keyasint,omitempty"`
	Since     time.Time  `cbor:"6,keyasint"`

	Version int64 `cbor:"-"`
}

// Wants tells whether results of the subject go to the channel.
func (s Subscription) Wants(subject Subject) bool {
	return len(s.Subjects) == 0 || contains(s.Subjects, subject)
}
