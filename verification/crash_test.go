package verification_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// TestACrashAnywhereChangesNothing cuts a process off at every call to the world, before the call has its effect and
// after, and has another one take the same wish again: at once, or after a sweep found what was left lying. What comes of
// it is the same as without any accident. In one life each step is cut at its first call, in the next each at its second, and so
// on, so that there are as many lives as the longest step has calls.
func TestACrashAnywhereChangesNothing(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		for _, swept := range []bool{false, true} {
			t.Run(fmt.Sprintf("after=%t/swept=%t", after, swept), func(t *testing.T) {
				t.Parallel()
				s := newStage(t)
				want, _ := s.performCut(claim.Identity, 0, after, swept)
				all := 0
				for at := 1; ; at++ {
					s.begin()
					got, cuts := s.performCut(claim.Identity, at, after, swept)
					require.Empty(t, cmp.Diff(want, got), "each step cut at call %d", at)
					if all += cuts; cuts == 0 {
						require.Greater(t, all, 100, "a life takes more calls than that")
						return
					}
				}
			})
		}
	}
}

// performCut gives a play of which each step is cut off at a call, and tells how many were that long; 0 cuts none.
func (s *stage) performCut(q claim.Question, at int, after, swept bool) (left state, cuts int) {
	s.t.Helper()
	ctx := s.t.Context()
	p := &play{question: q, clock: s.clock}
	for _, step := range p.steps() {
		s.cut.once(at, after)
		err := step.do(ctx, s.desk)
		if at > 0 && s.cut.happened() {
			cuts++
		}
		if errors.Is(err, errCut) {
			s.restart()
			if swept || step.name == "sweep" { // what was cut short is due again after a while
				s.clock.Advance(11 * time.Second)
				require.NoError(s.t, sweep(ctx, s.desk))
			}
			err = step.do(ctx, s.desk)
		}
		require.NoError(s.t, err, "%s, cut at call %d", step.name, at)
	}
	s.cut.never()
	s.clock.Advance(11 * time.Second)
	require.NoError(s.t, sweep(ctx, s.desk))
	return s.state(p.code), cuts
}

// TestTwoProcessesOnOneWish has two processes do everything at once, as when a machine is taken for dead and is not.
func TestTwoProcessesOnOneWish(t *testing.T) {
	t.Parallel()
	for _, q := range claim.Questions {
		t.Run(string(q), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			want, _ := s.performCut(q, 0, false, false)
			for range 10 {
				s.begin()
				_, other := s.open()
				p, twin := &play{question: q, clock: s.clock}, &play{question: q, clock: unmoved{}}
				steps, twins := p.steps(), twin.steps()
				for i := range steps {
					var first, second error
					var done sync.WaitGroup
					done.Go(func() { first = steps[i].do(t.Context(), s.desk) })
					done.Go(func() { second = twins[i].do(t.Context(), other) })
					done.Wait()
					require.NoError(t, first, steps[i].name)
					require.NoError(t, second, steps[i].name)
				}
				require.Equal(t, p.code, twin.code, "one message is one claim")
				s.clock.Advance(11 * time.Second)
				require.NoError(t, sweep(t.Context(), s.desk))
				require.Empty(t, cmp.Diff(want, s.state(p.code)))
			}
		})
	}
}

// unmoved is the clock of the twin, which the other one moves.
type unmoved struct{}

func (unmoved) Advance(time.Duration) {}

// Everybody answers at once, half of them through another process: every answer counts, once.
func TestManyAnswerAtOnce(t *testing.T) {
	t.Parallel()
	const crowd = 20
	s := newStage(t)
	s.rules.Policy.RoundSize, s.rules.Policy.MaxAsked = crowd, crowd
	s.begin()
	_, other := s.open()
	var ids []claim.PersonID
	for i := range crowd - verifiers {
		ids = append(ids, claim.PersonID(fmt.Sprint("more", i)))
	}
	s.join(ids...)
	p := s.asked()
	ids = append(ids, "v1", "v2", "v3")
	people := make([]claim.Person, crowd)
	for i, id := range ids {
		people[i] = s.person(id)
	}
	errs := make([]error, crowd)
	var done sync.WaitGroup
	for i := range crowd {
		d := s.desk
		if i%2 == 1 {
			d = other
		}
		done.Go(func() {
			_, errs[i] = d.Answer(t.Context(), fmt.Sprint("answer", i), people[i], p.code, p.reply())
		})
	}
	done.Wait()
	require.NoError(t, errors.Join(errs...))
	c, err := s.desk.Claim(t.Context(), p.code)
	require.NoError(t, err)
	require.Len(t, c.Votes, crowd)
	require.Equal(t, claim.StatusDecided, c.Status)
	counts, err := s.store.Counts(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, crowd, counts[claim.KindAnswered])
	require.EqualValues(t, 1, counts[claim.KindDecided])
}
