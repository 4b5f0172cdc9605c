package outage

import (
	"context"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Store keeps the outages, and counts how many people of a region are heard, never who.
type Store interface {
	// Inhabit and Depart note that somebody lives in a region, or no longer, under a name that is used nowhere else.
	Inhabit(ctx context.Context, r claim.Region, id claim.PersonID) error
	Depart(ctx context.Context, r claim.Region, id claim.PersonID) error
	// Heard counts somebody of a region once in the slot of that time, and nobody while fewer than least live there.
	Heard(ctx context.Context, r claim.Region, id claim.PersonID, at time.Time, least int) error
	// HeardIn returns the counts of a region and deletes those that are too old at now. When fewer than least live there, it
	// deletes all and returns none.
	HeardIn(ctx context.Context, r claim.Region, now time.Time, least int) (Counts, error)

	// Touch notes a successful call to the chat service. When the one before is longer ago than cutOff, the time between is an
	// outage for everybody, noted in the same step.
	Touch(ctx context.Context, at time.Time, cutOff time.Duration) error
	// Begin notes an outage, unless the region has one already: then it changes nothing and began is false. End ends it; ending it
	// again changes nothing.
	Begin(ctx context.Context, b claim.Blackout) (began bool, err error)
	End(ctx context.Context, b claim.Blackout) error
	// Doubt replaces what was noted of since when regions may be silent.
	Doubt(ctx context.Context, since map[claim.Region]time.Time) error
	// Outages returns all of it. version grows with each beginning and end; accounted is the latest version that all claims have
	// taken into account.
	Outages(ctx context.Context) (o Outages, version, accounted int64, err error)
	// Accounted notes that all claims have taken that version into account.
	Accounted(ctx context.Context, version int64) error
}

// Counts is how many people of a region were heard.
type Counts struct {
	Since int64         // the first hour that was counted; 0 when none was
	Slots map[int64]int // by slot, as [SlotOf] numbers them, of the latest days
	Hours map[int64]int // by hour: the sum of its slots
}
