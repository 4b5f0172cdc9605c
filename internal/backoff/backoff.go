// Package backoff has the waits between attempts. It only computes them: callers wait on a clock of their own, or store the time of the
// next attempt, which the modules that also run the attempts do not allow.
package backoff

import "time"

// Double returns the wait after n failures: first doubled n times, and at most last.
func Double(first, last time.Duration, n int) time.Duration {
	wait := first
	for ; n > 0 && wait < last; n-- {
		wait *= 2
	}
	return min(wait, last)
}
