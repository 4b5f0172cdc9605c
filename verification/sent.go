package verification

import "time"

// What comes late counts with its own time.

// longestWay is how long an answer or a claim may have been under way.
const longestWay = 7 * day

// shortestWay is what is no delay yet: clocks differ, and carriers count in seconds.
const shortestWay = time.Minute

// underWay is when something was sent that came now; zero when it was just now, or says an impossible time.
func underWay(sent, now time.Time) time.Time {
	if sent.IsZero() || now.Sub(sent) < shortestWay || now.Sub(sent) > longestWay {
		return time.Time{}
	}
	return sent.UTC().Truncate(time.Millisecond)
}

func orNow(at, now time.Time) time.Time {
	if at.IsZero() {
		return now
	}
	return at
}
