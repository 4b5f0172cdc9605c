package outage

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

const (
	// leastPeople is how many must live in a region for anybody to be counted there: one of so many is nobody.
	leastPeople = 10
	// longestByHand is how long a blackout lasts that somebody declared and forgot.
	longestByHand = 7 * claim.Day
	// afterHand is how long nothing is said of a region's silence after somebody said that it is none.
	afterHand = 24 * time.Hour
	// knownFor is how long what is known of blackouts is used before it is looked for anew.
	knownFor = 5 * time.Second
)

// Monitor knows the current outages. It notices that the bot or a region is cut off, and takes the word of reviewers and operators
// for it. Its methods may be called concurrently, by several processes on one store.
type Monitor struct {
	store  Store
	now    func() time.Time
	sure   func() error
	cutOff time.Duration
	log    *slog.Logger

	mu      sync.Mutex // guards the fields below
	outages Outages    // as of knownAt
	knownAt time.Time
}

// NewMonitor returns a monitor. sure fails while it is not certain what time it is; cutOff is how long the chat service must not have
// answered for the bot to be cut off, zero for never.
func NewMonitor(store Store, now func() time.Time, sure func() error, cutOff time.Duration, log *slog.Logger) *Monitor {
	return &Monitor{store: store, now: now, sure: sure, cutOff: cutOff, log: log}
}

// Known returns the outages as they were read a few seconds ago at most.
func (m *Monitor) Known(ctx context.Context) (Outages, error) {
	m.mu.Lock()
	o, at := m.outages, m.knownAt
	m.mu.Unlock()
	if now := m.now(); !at.IsZero() && !now.Before(at) && now.Before(at.Add(knownFor)) {
		return o, nil
	}
	return m.Refresh(ctx)
}

// Expire makes the next call of Known read the outages anew.
func (m *Monitor) Expire() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.knownAt = time.Time{}
}

// Refresh reads the outages anew.
func (m *Monitor) Refresh(ctx context.Context) (Outages, error) {
	o, _, _, err := m.store.Outages(ctx)
	if err != nil {
		return o, fmt.Errorf("read the outages: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.outages, m.knownAt = o, m.now()
	return o, nil
}

// InTouch notes a successful call to the chat service.
func (m *Monitor) InTouch(ctx context.Context, at time.Time) error {
	err := m.store.Touch(ctx, at.UTC().Truncate(time.Millisecond), m.cutOff)
	m.Expire() // an outage may have ended
	return err
}

// Heard counts a person who said where they are among those heard in their region. A failure is only logged: it does no harm.
func (m *Monitor) Heard(ctx context.Context, p claim.Person, sent time.Time) {
	if !p.Region.Darkens() {
		return
	}
	if err := m.store.Heard(ctx, p.Region, p.ID, claim.OrNow(claim.UnderWay(sent, m.now()), m.now()), leastPeople); err != nil {
		m.log.Warn("a person could not be counted", "error", err)
	}
}

// Blackouts returns up to n outages, the latest first. Anybody may know them.
func (m *Monitor) Blackouts(ctx context.Context, n int) ([]claim.Blackout, error) {
	o, err := m.Refresh(ctx)
	if err != nil {
		return nil, err
	}
	var list []claim.Blackout
	for i := len(o.Log) - 1; i >= 0 && len(list) < n; i-- {
		list = append(list, o.Log[i])
	}
	return list, nil
}
