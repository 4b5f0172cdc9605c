package outage

import (
	"math"
	"time"
)

// Slot is the time for which people are counted together.
const Slot = 10 * time.Minute

const (
	slotsPerHour = int64(time.Hour / Slot)
	hoursPerDay  = 24
	hoursPerWeek = 7 * hoursPerDay

	// Weeks is for how long a rhythm is learned.
	Weeks = 8
	// Recent is how long before now is not learned from, lest a silence become usual before it is found.
	Recent = 3 * 24 * time.Hour

	fewestHours = 2 * hoursPerWeek // of which something must be known before there is a usual rhythm
	shrinkage   = 4.0              // an hour of the week counts beside so many hours of the day in general
	levelHours  = 2 * hoursPerWeek // the latest hours, by which the level of all is set
	levelPrior  = 20.0             // people that speak for the level being as it was
	leastSpread = 0.05             // of the counts about their rate, over Poisson: nobody is quite regular
	mostSpread  = 4.0
)

// SlotOf is the number of the slot of a time, HourOf that of its hour: both count from 1970.
func SlotOf(t time.Time) int64 { return t.Unix() / int64(Slot/time.Second) }

// HourOf is the number of the hour of a time.
func HourOf(t time.Time) int64 { return t.Unix() / 3600 }

// StartOf is when a slot begins.
func StartOf(slot int64) time.Time { return time.Unix(slot*int64(Slot/time.Second), 0).UTC() }

// Profile is the usual rhythm of a region.
type Profile struct {
	rate   [hoursPerWeek]float64 // people in a slot, by the hour of the week; 0 is Thursday at midnight UTC, as 1970 began
	spread float64               // 1/r of the negative binomial: the variance is m + spread·m²
}

// Rate is how many people are usually heard in a slot.
func (p Profile) Rate(slot int64) float64 { return p.rate[slot/slotsPerHour%hoursPerWeek] }

// Learn makes a profile of the counts of hours: of each how many people were heard in its slots together. count gives
// that, and false for an hour that says nothing, because nobody could be heard or it is not remembered. now is an hour. ok is
// false when too little is known: under two weeks.
func Learn(now int64, count func(hour int64) (n int, known bool)) (p Profile, ok bool) {
	last := now - int64(Recent/time.Hour)
	first := last - Weeks*hoursPerWeek
	var own, ofDay [hoursPerWeek]mean
	known := 0
	for h := first; h < last; h++ {
		n, is := count(h)
		if !is {
			continue
		}
		known++
		own[h%hoursPerWeek].add(float64(n))
		ofDay[h%hoursPerDay].add(float64(n))
	}
	if known < fewestHours {
		return p, false
	}
	for w := range own {
		day := ofDay[w%hoursPerDay]
		p.rate[w] = (own[w].sum + shrinkage*day.value()) / (own[w].n + shrinkage) / float64(slotsPerHour)
	}
	p.fit(first, last, count)
	return p, true
}

type mean struct{ sum, n float64 }

func (m *mean) add(v float64) { m.sum, m.n = m.sum+v, m.n+1 }

func (m mean) value() float64 {
	if m.n == 0 {
		return 0
	}
	return m.sum / m.n
}

// fit sets the level by the latest weeks, and the spread by the method of moments: what the squares of the residuals have
// over what Poisson would give.
func (p *Profile) fit(first, last int64, count func(hour int64) (int, bool)) {
	var heard, usual, over, square float64
	for h := first; h < last; h++ {
		n, is := count(h)
		if !is {
			continue
		}
		m := p.rate[h%hoursPerWeek] * float64(slotsPerHour)
		if h >= last-levelHours {
			heard, usual = heard+float64(n), usual+m
		}
		d := float64(n) - m
		over, square = over+d*d-m, square+m*m
	}
	p.spread = leastSpread
	if square > 0 {
		p.spread = math.Min(math.Max(over/square, leastSpread), mostSpread)
	}
	level := (heard + levelPrior) / (usual + levelPrior)
	for w := range p.rate {
		p.rate[w] *= level
	}
}
