package outage

import (
	"math"
	"time"
)

// What a silence is, and how sure one must be of it.
const (
	// Dark is what remains of the usual rhythm in a blackout.
	Dark = 0.05
	// Light is what of it there must be again, at least, for a blackout to be over.
	Light = 0.5
	// FalseAlarms is the mean time between two false alarms of a region, at least.
	FalseAlarms = 365 * 24 * time.Hour
	// FalseEnds is likewise between two ends of a blackout that is not over.
	FalseEnds = 7 * 24 * time.Hour
	// Doubt is from when on a silence is suspicious: so many times likelier in the dark than as usual. Nothing is said of it
	// to anybody, but what would run out meanwhile waits.
	Doubt = 20.0

	leastBack = 6    // slots that must speak for the light: a window of minutes does not
	temper    = 0.75 // of what a slot says is believed: who is there in one is likelier there in the next
	hopeless  = 30.0 // from this log-likelihood ratio against it on nothing is thought to have begun at a slot
)

// Verdict is what the counts say.
type Verdict int

// The verdicts.
const (
	Usual    Verdict = iota // nothing is the matter, or too little is known to tell
	Doubtful                // it may have gone silent since
	Silent                  // it has
	Back                    // what was silent is heard again
)

// levels are how busy a whole day may be beside what is usual, and how often it is: a holiday is no silence.
var levels = [...]struct{ share, often float64 }{{1, 0.6}, {0.6, 0.3}, {0.35, 0.08}, {0.2, 0.02}}

// Judge tests the slots from first up to and without end: whether the region went silent among them or, with dark, whether
// it is heard again. count is how many people were heard in a slot, false for one that says nothing. since is where the
// silence began, or the return; it means nothing for Usual.
func (p Profile) Judge(first, end int64, dark bool, count func(slot int64) (n int, known bool)) (v Verdict, since int64) {
	if dark {
		return p.returned(first, end, count)
	}
	var d silence
	for s := first; s < end; s++ {
		if n, known := count(s); known {
			d.step(p, s, n)
		}
	}
	sum, best, since := d.sum()
	switch {
	case sum >= float64(FalseAlarms/Slot):
		return Silent, since
	case best >= Doubt:
		return Doubtful, since
	}
	return Usual, 0
}

// silence is the test for a beginning: for each slot at which it may have begun, how likely all since is on a usual day
// beside a dark one.
type silence struct{ begun []beginning }

type beginning struct {
	slot int64
	log  [len(levels)]float64 // likelihood ratio of a usual day of that level to the dark
}

// mix is over the levels.
func (b beginning) mix() float64 {
	sum := 0.0
	for i, l := range levels {
		sum += l.often * math.Exp(b.log[i])
	}
	return sum
}

func (d *silence) step(p Profile, slot int64, n int) {
	d.begun = append(d.begun, beginning{slot: slot})
	var add [len(levels)]float64
	for i, l := range levels {
		add[i] = temper * p.ratio(slot, n, l.share, Dark)
	}
	kept := d.begun[:0]
	for _, b := range d.begun {
		least := math.Inf(1)
		for i := range add {
			b.log[i] += add[i]
			least = math.Min(least, b.log[i])
		}
		if least < hopeless {
			kept = append(kept, b)
		}
	}
	d.begun = kept
}

// sum is the statistic: the likelihood ratios of all beginnings together. best is the greatest of them, and since its slot.
func (d *silence) sum() (sum, best float64, since int64) {
	for _, b := range d.begun {
		r := 1 / math.Max(b.mix(), math.SmallestNonzeroFloat64)
		sum += r
		if r > best {
			best, since = r, b.slot
		}
	}
	return sum, best, since
}

// returned is the test for the end, by the sum in its recursive form. What one slot says is bounded.
func (p Profile) returned(first, end int64, count func(slot int64) (n int, known bool)) (Verdict, int64) {
	long := float64(FalseEnds / Slot)
	sum, page, since := 0.0, 0.0, first
	for s := first; s < end; s++ {
		n, known := count(s)
		if !known {
			continue
		}
		log := math.Min(p.ratio(s, n, Light, Dark), math.Log(long)/leastBack)
		if page <= 0 {
			page, since = 0, s
		}
		page += log
		if sum = (1 + sum) * math.Exp(log); sum >= long {
			return Back, since
		}
	}
	return Usual, 0
}

// ratio is the logarithm of how much likelier a count is at the first share of the usual rate than at the second.
func (p Profile) ratio(slot int64, n int, first, second float64) float64 {
	r, m := 1/p.spread, p.Rate(slot)
	if m <= 0 {
		return 0
	}
	a, b := r+first*m, r+second*m
	return float64(n)*math.Log(first*b/(second*a)) + r*math.Log(b/a)
}
