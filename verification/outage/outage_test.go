package outage

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// town is a made-up region: its people sleep at night, talk more in the evening and at the weekend, and have days of their
// own that no profile knows.
type town struct {
	rng   *rand.Rand
	peak  float64 // people in a slot at the busiest hour
	rough bool    // days differ among themselves, holidays are quiet, people stay for a while
	day   float64 // the factor of the day
	stay  int     // people who stay from the slot before
}

func (w *town) usual(slot int64) float64 {
	hour := float64(slot%144) / 6
	rate := w.peak * (0.06 + 0.94*math.Pow(math.Sin(math.Pi*math.Mod(hour+1, 24)/24), 2))
	if day := slot / 144 % 7; day == 2 || day == 3 {
		rate *= 0.8
	}
	return rate
}

// heard draws how many people are heard in a slot of which that share is left.
func (w *town) heard(slot int64, share float64) int {
	rate := w.usual(slot)
	if w.rough {
		if slot%144 == 0 || w.day == 0 {
			w.day = w.gamma(8) / 8 // varies by a third from day to day
			if w.rng.IntN(25) == 0 {
				w.day *= 0.5 // a holiday
			}
		}
		rate *= w.day
	}
	n := w.poisson(rate * share)
	if !w.rough {
		return n
	}
	// Four in ten of those who were there stay on, which the rate has in it.
	n = w.poisson(0.6 * rate * share)
	stayed := 0
	for range w.stay {
		if w.rng.Float64() < 0.4*math.Min(share, 1) {
			stayed++
		}
	}
	w.stay = n + stayed
	return n + stayed
}

func (w *town) poisson(mean float64) int {
	n, left := 0, mean
	for ; ; n++ {
		if left -= w.rng.ExpFloat64(); left < 0 {
			return n
		}
	}
}

// gamma draws from a gamma distribution of a whole shape and scale 1.
func (w *town) gamma(shape int) float64 {
	sum := 0.0
	for range shape {
		sum += w.rng.ExpFloat64()
	}
	return sum
}

// memory keeps what was heard.
type memory map[int64]int

func (m memory) slot(s int64) (int, bool) { n, ok := m[s]; return n, ok }

func (m memory) hour(h int64) (int, bool) {
	n, known := 0, false
	for s := h * slotsPerHour; s < (h+1)*slotsPerHour; s++ {
		v, ok := m[s]
		n, known = n+v, known || ok
	}
	return n, known
}

const (
	perDay  = int64(24 * time.Hour / Slot)
	learned = (Weeks*7 + 3) * perDay // slots after which there is all that is ever learned from
)

// raised lives in a town for that many days in which nothing is the matter, and counts the false alarms: until light is
// found to be back there is only one. A silence may be thought to have begun at any time since the last, so that there are
// no fewer than in use, where the latest days are looked at.
func raised(w *town, days int64) int {
	m := memory{}
	for s := range learned {
		m[s] = w.heard(s, 1)
	}
	alarms := 0
	var d silence
	var p Profile
	dark := int64(0)
	for s := learned; s < learned+days*perDay; s++ {
		if s%(7*perDay) == 0 || s == learned {
			p, _ = Learn(s/slotsPerHour, m.hour)
		}
		m[s] = w.heard(s, 1)
		if dark > 0 {
			if v, _ := p.Judge(dark, s+1, true, m.slot); v == Back {
				dark, d = 0, silence{}
			}
			continue
		}
		d.step(p, s, m[s])
		if sum, _, _ := d.sum(); sum >= float64(FalseAlarms/Slot) {
			alarms++
			dark = s
		}
	}
	return alarms
}

// years is of how many years of each region the false alarms are counted; docs/blackouts.md says what came of ten.
var years = flag.Float64("years", 0.5, "how many years of each region to live through")

// TestFalseAlarmsAreAsSeldomAsItIsSaid lives through years of regions of all sizes, regular and rough.
func TestFalseAlarmsAreAsSeldomAsItIsSaid(t *testing.T) {
	t.Parallel()
	for _, rough := range []bool{false, true} {
		lived, alarms := 0.0, 0
		for i, peak := range []float64{0.3, 3, 30} {
			for again := 0.0; again < *years; again++ {
				part := min(*years-again, 1)
				w := &town{rng: rand.New(rand.NewPCG(uint64(i), uint64(again))), peak: peak, rough: rough}
				lived, alarms = lived+part, alarms+raised(w, int64(365*part))
			}
			t.Logf("rough=%t, up to %g people in ten minutes: %d false alarms in all of %g years so far", rough, peak, alarms, lived)
		}
		require.LessOrEqual(t, float64(alarms), lived, "one a year is what is said")
	}
}

// delay goes silent at a slot, and gives how long it takes to find out, and how far off the beginning is that is given.
func delay(t *testing.T, w *town, at int64) (found, off time.Duration) {
	t.Helper()
	m := memory{}
	for s := range at {
		m[s] = w.heard(s, 1)
	}
	p, ok := Learn(at/slotsPerHour, m.hour)
	require.True(t, ok)
	const window = 3 * 24 * 6
	for s := at; s < at+window; s++ {
		m[s] = w.heard(s, 0.02)
		if v, since := p.Judge(s+1-window, s+1, false, m.slot); v == Silent {
			return time.Duration(s+1-at) * Slot, time.Duration(since-at) * Slot
		}
	}
	return window * Slot, 0
}

// TestSilenceIsFound measures how long it takes, by day and by night, in regions of several sizes.
func TestSilenceIsFound(t *testing.T) {
	t.Parallel()
	const noon, midnight = 7 * 6, 19 * 6 // in a zone five hours ahead
	for _, c := range []struct {
		peak float64
		at   int64
		most time.Duration
	}{
		{1, noon, 16 * time.Hour}, {3, noon, 9 * time.Hour}, {10, noon, 6 * time.Hour}, {30, noon, 4 * time.Hour},
		{3, midnight, 14 * time.Hour}, {10, midnight, 8 * time.Hour}, {30, midnight, 4 * time.Hour},
	} {
		var sum, worst, wrong time.Duration
		const times = 6
		for seed := range uint64(times) {
			w := &town{rng: rand.New(rand.NewPCG(seed, 7)), peak: c.peak, rough: true}
			found, off := delay(t, w, learned+c.at)
			sum, worst, wrong = sum+found, max(worst, found), wrong+off.Abs()
		}
		t.Logf("%g people in ten minutes at the busiest hour, dark from %02d:00: found after %v on average, %v at worst; the beginning off by %v",
			c.peak, c.at/6+5, (sum / times).Round(time.Minute), worst, (wrong / times).Round(time.Minute))
		require.LessOrEqual(t, sum/times, c.most)
		require.LessOrEqual(t, wrong/times, time.Hour+c.most/2)
	}
}

// TestAWindowIsNotTheEnd lets a dark region be heard for ten minutes each morning, and then come back.
func TestAWindowIsNotTheEnd(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		w := &town{rng: rand.New(rand.NewPCG(seed, 8)), peak: 10, rough: true}
		m := memory{}
		for s := range learned {
			m[s] = w.heard(s, 1)
		}
		p, ok := Learn(learned/slotsPerHour, m.hour)
		require.True(t, ok)
		dark := learned + 7*6
		back := dark + 36*6
		for s := dark; s < back; s++ {
			m[s] = w.heard(s, 0.02)
			if (s-dark)%(24*6) == 20*6 {
				m[s] = w.heard(s, 3) // everybody at once
			}
			v, _ := p.Judge(dark, s+1, true, m.slot)
			require.Equal(t, Usual, v, "%v after it went dark", time.Duration(s-dark)*Slot)
		}
		v := Usual
		s := back
		for ; v != Back && s < back+6*6; s++ {
			m[s] = w.heard(s, 1)
			v, _ = p.Judge(dark, s+1, true, m.slot)
		}
		require.Equal(t, Back, v, "three hours of light are enough")
		require.GreaterOrEqual(t, s-back, int64(leastBack)-1)
	}
}

func TestWithoutTwoWeeksThereIsNoRhythm(t *testing.T) {
	t.Parallel()
	now := int64(24 * 7 * 20)
	short := func(h int64) (int, bool) { return 5, h >= now-24*3-(fewestHours-1) }
	_, ok := Learn(now, short)
	require.False(t, ok)
	_, ok = Learn(now, func(h int64) (int, bool) { return 5, h >= now-24*3-fewestHours })
	require.True(t, ok)
}

// TestTheLatestDaysAreNotLearnedFrom: else a silence would become usual before it is found.
func TestTheLatestDaysAreNotLearnedFrom(t *testing.T) {
	t.Parallel()
	now := int64(24 * 7 * 20)
	steady, _ := Learn(now, func(int64) (int, bool) { return 60, true })
	silent, _ := Learn(now, func(h int64) (int, bool) {
		if h >= now-24*3 {
			return 0, true
		}
		return 60, true
	})
	require.Equal(t, steady, silent)
	require.InDelta(t, 10, steady.Rate(now*slotsPerHour), 1e-9)
}

// TestMoreHeardIsNeverMoreSilent: whatever the rhythm, one person more speaks against a silence and for the light.
func TestMoreHeardIsNeverMoreSilent(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var p Profile
		rate, n := rapid.Float64Range(0, 100).Draw(t, "rate"), rapid.IntRange(0, 500).Draw(t, "n")
		p.spread = rapid.Float64Range(leastSpread, mostSpread).Draw(t, "spread")
		for w := range p.rate {
			p.rate[w] = rate
		}
		require.LessOrEqual(t, p.ratio(0, n+1, Dark, 1), p.ratio(0, n, Dark, 1))
		require.GreaterOrEqual(t, p.ratio(0, n+1, Light, Dark), p.ratio(0, n, Light, Dark))
		require.GreaterOrEqual(t, p.ratio(0, 0, Dark, 1), 0.0)
		require.False(t, math.IsNaN(p.ratio(0, n, Dark, 1)))
	})
}

// TestWhatSaysNothingIsLeftOut: slots in which nobody could be heard, because the bot was cut off itself, are no silence.
func TestWhatSaysNothingIsLeftOut(t *testing.T) {
	t.Parallel()
	p, _ := Learn(24*7*20, func(int64) (int, bool) { return 60, true })
	v, _ := p.Judge(0, 1000, false, func(int64) (int, bool) { return 0, false })
	require.Equal(t, Usual, v)
	v, since := p.Judge(0, 1000, false, func(s int64) (int, bool) { return 0, s >= 900 })
	require.Equal(t, Silent, v)
	require.EqualValues(t, 900, since)
	v, _ = p.Judge(0, 902, false, func(s int64) (int, bool) {
		if s >= 900 {
			return 0, true
		}
		return 10, true
	})
	require.Equal(t, Doubtful, v, "twenty minutes are not enough to be sure, and enough to wait")
}
