package claim

import (
	"time"
)

// What everybody together may send in an hour is shared so that few who send much leave room for the many who send little: the fuller
// the hour, the less one person may add to it, and a first claim of the day finds room long after the hour is full for all others.

const (
	fewClaims     = 3 // of a person in a day, of which one more is taken in the second half of an hour's claims
	roomForFirst  = 3 // times the hour's claims: up to here the first claim of anybody's day is taken
	roomForKnown  = 4 // … and up to here that of who has been known for a while: the most that is ever taken in an hour
	knownForWhile = 2 * Day
)

// Room is up to how many claims in an hour one is taken that is the nth of its sender's day.
func (p Policy) Room(nth int, known bool) int {
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

// KnownAt reports whether the person has been known for a while.
func (p Person) KnownAt(now time.Time) bool {
	return p.Since.IsZero() || now.Sub(p.Since) >= knownForWhile
}
