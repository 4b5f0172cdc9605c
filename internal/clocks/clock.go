package clocks

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
)

// Tolerance is by how much clocks may differ.
const Tolerance = time.Minute

// Names of clocks.
const (
	machine  = "this machine"
	service  = "Telegram"
	redisHas = "Redis"
	began    = "this machine when the bot started"
	instance = "another instance of the bot"
)

// Clock is the clock of a machine, compared with others.
type Clock struct {
	clockwork.Clock

	steady func() time.Duration
	id     string // of this instance, for the others

	mu       sync.Mutex
	readings map[string]reading // by whose clock it is
	against  atomic.Pointer[agreement]
}

// New makes a Clock of a machine's. steady grows as time passes, whatever clocks are set to; nil for the monotonic clock.
func New(c clockwork.Clock, steady func() time.Duration) *Clock {
	start := c.Now()
	if steady == nil {
		steady = func() time.Duration { return c.Since(start) } // by the monotonic clock, of which start has a reading
	}
	out := &Clock{Clock: c, steady: steady, readings: map[string]reading{}}
	out.note(began, out.between(steady(), start))
	return out
}

// reading is what a clock shows beyond the steady one, as far as that is known: it was read at some time between two.
type reading struct{ least, most time.Duration }

// between is the reading of a clock that showed at, some time after the steady clock showed since and before now.
func (c *Clock) between(since time.Duration, at time.Time) reading {
	shown := time.Duration(at.UnixNano())
	return reading{shown - c.steady(), shown - since}
}

// shifted is the reading of a clock that is ahead of r by d.
func (r reading) shifted(d time.Duration) reading { return reading{r.least + d, r.most + d} }

// apart is by how much r is ahead of other for sure, at least; 0 when they may be the same.
func (r reading) apart(other reading) time.Duration {
	switch {
	case r.least > other.most:
		return r.least - other.most
	case r.most < other.least:
		return r.most - other.least
	}
	return 0
}

// agreement is what the readings of others come to.
type agreement struct {
	anchor  reading // of the clock that counts when this machine's is wrong
	others  map[string]reading
	quarrel string // between others; empty when there is none
	gap     time.Duration
}

// Answered notes the Date of an answer of the chat service, which came just now, took after the question.
func (c *Clock) Answered(date time.Time, took time.Duration) {
	if date.IsZero() {
		return
	}
	r := c.between(c.steady()-took, date)
	r.most += time.Second // a Date has whole seconds
	c.note(service, r)
}

// note notes readings, in the place of earlier ones of the same clocks.
func (c *Clock) note(name string, r reading) {
	c.update(func(all map[string]reading) { all[name] = r })
}

func (c *Clock) update(change func(all map[string]reading)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(c.readings)
	a := &agreement{others: maps.Clone(c.readings)}
	if _, ok := a.others[service]; ok {
		delete(a.others, began)
		a.anchor = a.others[service]
	} else {
		a.anchor = a.others[began]
	}
	names := slices.Sorted(maps.Keys(a.others))
	for i, one := range names {
		for _, other := range names[:i] {
			if gap := a.others[one].apart(a.others[other]); gap.Abs() > max(Tolerance, a.gap) {
				a.gap, a.quarrel = gap.Abs(), differ(one, other, gap)
			}
		}
	}
	c.against.Store(a)
}

// differ says by how much one clock is ahead of another, or behind.
func differ(one, other string, gap time.Duration) string {
	way := "ahead of"
	if gap < 0 {
		way = "behind"
	}
	return fmt.Sprintf("the clock of %s is %s %s that of %s", plain(one), gap.Abs().Round(time.Second), way, plain(other))
}

// plain is the name of a clock without the number of an instance.
func plain(name string) string {
	name, _, _ = strings.Cut(name, "#")
	return name
}

// own is the reading of this machine's clock, and what the machine shows.
func (c *Clock) own() (time.Time, reading) {
	now := c.Clock.Now()
	shown := time.Duration(now.UnixNano()) - c.steady()
	return now, reading{shown, shown}
}

// Now is the time: this machine's unless it differs from the chat service's.
func (c *Clock) Now() time.Time {
	now, own := c.own()
	a := c.against.Load()
	gap := own.apart(a.anchor)
	if gap.Abs() <= Tolerance {
		return now
	}
	return now.Round(0).Add(-gap)
}

// Since is how long ago t was by Now.
func (c *Clock) Since(t time.Time) time.Duration { return c.Now().Sub(t) }

// Until is how long it is until t by Now.
func (c *Clock) Until(t time.Time) time.Duration { return t.Sub(c.Now()) }

// ErrUnsettled is why nothing that waits may end: clocks differ.
var ErrUnsettled = errors.New("clocks differ")

// Settled returns an error that wraps [ErrUnsettled], and says which clocks differ and by how much, while any do.
func (c *Clock) Settled() error {
	if why, _ := c.difference(); why != "" {
		return fmt.Errorf("%w: %s", ErrUnsettled, why)
	}
	return nil
}

// difference is the largest between any two clocks, if it is too large: then why says which.
func (c *Clock) difference() (why string, gap time.Duration) {
	_, own := c.own()
	a := c.against.Load()
	for _, name := range slices.Sorted(maps.Keys(a.others)) {
		if d := own.apart(a.others[name]); d.Abs() > max(Tolerance, gap) {
			why, gap = differ(machine, name, d), d.Abs()
		}
	}
	if why == "" {
		return a.quarrel, a.gap
	}
	return why, gap
}
