package verification_test

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// machine is a clock that somebody sets.
type machine struct {
	*clockwork.FakeClock

	ahead atomic.Int64
}

func (m *machine) Now() time.Time          { return m.FakeClock.Now().Add(time.Duration(m.ahead.Load())) }
func (m *machine) set(ahead time.Duration) { m.ahead.Store(int64(ahead)) }

// compared gives the stage a desk whose machine has a clock that can be set.
func (s *stage) compared() (*machine, *clocks.Clock) {
	m := &machine{FakeClock: s.clock}
	clock := clocks.New(m, func() time.Duration { return s.clock.Since(start) })
	s.desk = verification.New(verification.Options{
		Store: s.store, Notifier: s.heard, Namer: s.vault, Clock: clock, Settled: clock.Settled, Policy: s.rules.Policy, Judge: s.rules.Judge,
		Rand: rand.New(rand.NewPCG(1, 2)), Patience: time.Hour,
	})
	return m, clock
}

// stays sweeps, and nothing may happen to a claim.
func (s *stage) stays(code claim.Code, status claim.Status) {
	s.t.Helper()
	s.heard.all()
	require.NoError(s.t, sweep(s.t.Context(), s.desk))
	require.NoError(s.t, s.desk.Reckon(s.t.Context()))
	require.Equal(s.t, status, s.claim(code).Status)
	require.Empty(s.t, s.heard.all(), "nothing is said to anybody")
}

// TestAClockThatIsSetEndsNoHold sets the clock of the machine while a name waits for its hold, and before it was approved.
func TestAClockThatIsSetEndsNoHold(t *testing.T) {
	t.Parallel()
	const far = 90 * 24 * time.Hour
	for name, ahead := range map[string]struct{ approved, waits time.Duration }{
		"two hours forward": {0, 2 * time.Hour}, "far forward": {0, far}, "back": {0, -2 * time.Hour},
		"approved by a clock that was behind": {-2 * time.Hour, -2 * time.Hour}, "approved by a clock that was ahead": {2 * time.Hour, far},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			m, clock := s.compared()
			p := &play{question: claim.Identity, clock: s.clock}
			for _, step := range p.steps() {
				if step.name == "the hold" {
					break
				}
				if step.name == "approval of r1" {
					m.set(ahead.approved)
				}
				require.NoError(t, step.do(t.Context(), s.desk), step.name)
			}
			hold := s.rules.Policy.HoldFor(s.claim(p.code))
			require.Equal(t, s.clock.Now().Add(hold), s.claim(p.code).PublishAt, "by the clock that is right")

			m.set(ahead.waits)
			require.ErrorIs(t, clock.Settled(), clocks.ErrUnsettled)
			s.stays(p.code, claim.StatusDecided)
			m.set(0)
			require.NoError(t, clock.Settled())
			s.stays(p.code, claim.StatusDecided)
			s.clock.Advance(hold - time.Second)
			s.stays(p.code, claim.StatusDecided)
			m.set(ahead.waits)
			s.clock.Advance(time.Second)
			s.stays(p.code, claim.StatusDecided)

			m.set(0)
			s.clock.Advance(11 * time.Second) // it comes up again soon
			require.NoError(t, sweep(t.Context(), s.desk))
			require.Equal(t, claim.StatusPublished, s.claim(p.code).Status)
		})
	}
}

// TestAClockThatIsSetEndsNothingElse holds what else ends by time: a question that nobody chose, a deadline, a lease, a blackout
// that was declared, and that somebody asked.
func TestAClockThatIsSetEndsNothingElse(t *testing.T) {
	t.Parallel()
	const far = 90 * 24 * time.Hour
	s := newStage(t)
	m, _ := s.compared()
	ctx := t.Context()
	over := s.ended()
	s.join("v1", "v2", "v3")
	open := s.opened("open", "anna", "Мәскеуде тұрғын үйде газ жарылған, 2018 жыл").Code
	unchosen, err := s.desk.Submit(ctx, "unchosen", s.person("other"), "at other", claim.Content{Text: "Шымкент су қоймасының бөгеті жарылып кетсе қалай болады"})
	require.NoError(t, err)
	s.declare(claim.Mangystau, true)
	asked := s.claim(open).Asked

	m.set(far)
	for range 2 {
		s.stays(open, claim.StatusOpen)
		s.stays(unchosen.Code, claim.StatusReceived)
		require.Equal(t, asked, s.claim(open).Asked)
		require.NoError(t, s.desk.Retain(ctx))
		require.NotEmpty(t, s.claim(over).Requesters)
		require.NoError(t, s.desk.Listen(ctx))
		list, err := s.desk.Outages.Blackouts(ctx, 9)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Zero(t, list[0].Until)
		s.clock.Advance(far) // now it would end by any clock
	}
}
