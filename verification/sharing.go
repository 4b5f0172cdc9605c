package verification

import (
	"context"
	"fmt"
	"time"
)

// What everybody together may send in an hour is shared so that few who send much leave room for the many who send little: the fuller
// the hour, the less one person may add to it, and a first claim of the day finds room long after the hour is full for all others.

const (
	fewClaims     = 3 // of a person in a day, of which one more is taken in the second half of an hour's claims
	roomForFirst  = 3 // times the hour's claims: up to here the first claim of anybody's day is taken
	roomForKnown  = 4 // … and up to here that of who has been known for a while: the most that is ever taken in an hour
	knownForWhile = 2 * day
)

// Counted is something of which a person may do only so many in a time. The same cause counts once.
type Counted struct {
	What  string
	By    PersonID
	Cause string
	At    time.Time
	Per   time.Duration
	Most  int // 0 for no limit
}

// room is up to how many claims in an hour one is taken that is the nth of its sender's day.
func (p Policy) room(nth int, known bool) int {
	switch {
	case nth == 1 && known:
		return roomForKnown * p.Overall
	case nth == 1:
		return roomForFirst * p.Overall
	case nth <= fewClaims:
		return p.Overall
	default:
		return max(p.Overall/2, 1)
	}
}

// knownAt reports whether the person has been known for a while.
func (p Person) knownAt(now time.Time) bool {
	return p.Since.IsZero() || now.Sub(p.Since) >= knownForWhile
}

// admit counts a new claim against what its sender may send in a day, and everybody in an hour: TooMany, or HourFull, when that is
// used up; NoRoom when there is no memory for more. What is not taken does not count.
func (d *Desk) admit(ctx context.Context, cause string, by Person) error {
	if d.full() { // what is at hand goes on, for which the rest is kept
		return NoRoom
	}
	policy, now := d.rules.Policy, d.now()
	counted := Counted{What: "sent", By: by.ID, Cause: cause, At: now, Per: day, Most: policy.PerDay}
	nth, err := d.store.Count(ctx, counted)
	if err != nil { // a limit that cannot be looked up lets nobody through
		return fmt.Errorf("count a claim: %w", err)
	}
	if nth == 0 {
		return TooMany
	}
	if policy.Overall == 0 {
		return nil
	}
	within, err := d.store.CountOfHour(ctx, now, policy.room(nth, by.knownAt(now)))
	if err != nil {
		return fmt.Errorf("count a claim: %w", err)
	}
	if within {
		return nil
	}
	if err := d.store.Uncount(ctx, counted); err != nil {
		return fmt.Errorf("count a claim: %w", err)
	}
	return HourFull
}
