package verification

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Counted is something of which a person may do only so many in a time. The same cause counts once.
type Counted struct {
	What  string
	By    claim.PersonID
	Cause string
	At    time.Time
	Per   time.Duration
	Most  int // 0 for no limit
}

// admit counts a new claim against what its sender may send in a day, and everybody in an hour: TooMany, or HourFull, when that is
// used up; NoRoom when there is no memory for more. What is not taken does not count.
func (d *Service) admit(ctx context.Context, cause string, by claim.Person) error {
	if d.full() { // what is at hand goes on, for which the rest is kept
		return claim.NoRoom
	}
	policy, now := d.rules.Policy, d.now()
	counted := Counted{What: "sent", By: by.ID, Cause: cause, At: now, Per: claim.Day, Most: policy.PerDay}
	nth, err := d.store.Count(ctx, counted)
	if err != nil { // a limit that cannot be looked up lets nobody through
		return fmt.Errorf("count a claim: %w", err)
	}
	if nth == 0 {
		return claim.TooMany
	}
	if policy.Overall == 0 {
		return nil
	}
	within, err := d.store.CountOfHour(ctx, now, policy.Room(nth, by.KnownAt(now)))
	if err != nil {
		return fmt.Errorf("count a claim: %w", err)
	}
	if within {
		return nil
	}
	if err := d.store.Uncount(ctx, counted); err != nil {
		return fmt.Errorf("count a claim: %w", err)
	}
	return claim.HourFull
}
