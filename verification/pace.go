package verification

import (
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Visit is an update of somebody, as it counts against the limit of their minute.
type Visit struct {
	At        time.Time // when it was sent
	PerMinute int       // how many updates are taken in a minute; 0 for no limit
	// Message tells a message from others of the same person: should it come again, it is not counted again. It is "" for what is
	// no new message.
	Message string
}

// Pace is how a visit stands in its minute.
type Pace struct {
	Within   bool // within the limit
	Taken    int  // messages of this minute that were within it so far
	NotTaken int  // messages of this minute that were not
	Number   int  // as which of those that were not this message came, from 1; 0 for one that was, and for what is no message
}

// Hurry is the refusal TooFast with what it is about.
type Hurry struct {
	Pace
	Minute time.Time // in which it was sent
}

func (h Hurry) Error() string { return claim.TooFast.Error() }

// Unwrap is what it is to whoever only asks why.
func (h Hurry) Unwrap() error { return claim.TooFast }
