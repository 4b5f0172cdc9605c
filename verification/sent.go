package verification

import "time"

// longestUnderway is how long something may have been on its way for its own time to count.
const longestUnderway = 72 * time.Hour

// Believed is when something was sent that comes late by SMS or by hand; zero when that is not to be believed: a time in the
// future, or longer ago than anything is on its way. It counts as come now, then.
func (d *Desk) Believed(sent time.Time) time.Time {
	now := d.now()
	if sent.IsZero() || sent.After(now) || now.Sub(sent) > longestUnderway {
		return time.Time{}
	}
	return sent.UTC().Truncate(time.Millisecond)
}
