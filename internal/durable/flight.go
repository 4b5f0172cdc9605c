package durable

import (
	"sync"
	"time"
)

// flight is one confirmation, shared by all who asked before it began.
type flight struct {
	landed chan struct{}
	err    error
	term   uint64 // in which it landed
}

// join gives the flight that begins next, and sees to it that it will. b.mu is held.
func (b *Barrier) join() *flight {
	if b.next == nil {
		b.next = &flight{landed: make(chan struct{})}
		if !b.flying {
			b.flying = true
			b.flights.Go(b.fly)
		}
	}
	return b.next
}

// fly makes one flight after another while somebody waits.
func (b *Barrier) fly() {
	for {
		b.mu.Lock()
		f := b.next
		b.next = nil
		if f == nil {
			b.flying = false
			b.mu.Unlock()
			return
		}
		b.mu.Unlock()
		b.confirm(f)
		close(f.landed)
	}
}

// confirm makes one flight.
func (b *Barrier) confirm(f *flight) {
	began := b.Clock.Now()
	noted := b.takeNoted()
	lost, err := b.all()
	if lost {
		_ = b.masters.learn(b.closed) // else once more is lost
	}
	b.mu.Lock()
	if lost {
		b.term++
		err = ErrLost
	}
	f.term, f.err = b.term, err
	term := b.term
	b.mu.Unlock()
	switch {
	case lost:
		b.metrics.lost.Inc()
		b.Log.Warn("Redis restarted or failed over: what is in progress is done again")
	case err == nil:
		b.metrics.took.Observe(b.Clock.Since(began).Seconds())
		b.receipt(noted, term)
	}
}

// all confirms every master that was used, side by side, however long that takes.
func (b *Barrier) all() (lost bool, err error) {
	used := b.masters.used()
	verdicts := make([]verdict, len(used))
	var each sync.WaitGroup
	for i, m := range used {
		each.Go(func() { verdicts[i] = b.one(m) })
	}
	each.Wait()
	for _, v := range verdicts {
		lost = lost || v == lostIt
	}
	return lost, b.closed.Err()
}

const (
	// waitFor is how long one WAIT lasts: less than it takes for a connection to count as broken.
	waitFor = 500 * time.Millisecond
	// A try that failed at once is followed by the next after a pause, at first a short one.
	firstPause, lastPause = 2 * time.Millisecond, 200 * time.Millisecond
	// troubleAfter is how long a confirmation may take before it counts as trouble.
	troubleAfter = time.Second
)

// one confirms a master.
func (b *Barrier) one(m *master) verdict {
	began := b.Clock.Now()
	for pause := firstPause; b.closed.Err() == nil; pause = min(2*pause, lastPause) {
		v, why := m.confirm(b.closed, b.Promise)
		if v == notYet && why == unreachable && !b.masters.keeps(b.closed, m) {
			v = lostIt
		}
		if v != notYet {
			b.say(m, "")
			return v
		}
		if b.Clock.Since(began) >= troubleAfter {
			b.say(m, why)
		}
		select {
		case <-b.Clock.After(pause):
		case <-b.closed.Done():
		}
	}
	m.inUse.Store(true)
	return notYet
}

// say notes why a master confirms nothing, once.
func (b *Barrier) say(m *master, why string) {
	b.mu.Lock()
	changed := b.trouble[m] != why
	if why == "" {
		delete(b.trouble, m)
	} else {
		b.trouble[m] = why
	}
	waiting := len(b.trouble)
	b.mu.Unlock()
	if !changed {
		return
	}
	b.metrics.waiting.Set(float64(waiting))
	if why == "" {
		b.Log.Info("what is written can be confirmed again")
		return
	}
	b.Log.Error("nothing is acknowledged, because what is written cannot be confirmed", "reason", why)
}
