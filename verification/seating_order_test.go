package verification_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/claim"
)

// worker is a process whose calls to Redis are made one by one, when a test says so.
type worker struct {
	at   chan struct{} // it waits before a call
	next chan error    // lets it make that call, or fail as one does that dies
	done chan error
	dead bool
	over bool
}

type workerKey struct{}

// gate holds up the calls of workers.
type gate struct{}

func (gate) DialHook(next redis.DialHook) redis.DialHook { return next }

func (gate) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		if err := wait(ctx); err != nil {
			return err
		}
		return next(ctx, cmd)
	}
}

func (gate) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		if err := wait(ctx); err != nil {
			return err
		}
		return next(ctx, cmds)
	}
}

func wait(ctx context.Context) error {
	w, ok := ctx.Value(workerKey{}).(*worker)
	if !ok {
		return nil
	}
	if w.dead {
		return errCut
	}
	w.at <- struct{}{}
	return <-w.next
}

// setOut has a worker do something, up to its first call.
func setOut(ctx context.Context, do func(ctx context.Context) error) *worker {
	w := &worker{at: make(chan struct{}), next: make(chan error), done: make(chan error, 1)}
	go func() { w.done <- do(context.WithValue(ctx, workerKey{}, w)) }()
	return w
}

// step lets a worker make one call, or die before it.
func (w *worker) step(t require.TestingT, die bool) {
	select {
	case <-w.at:
	case err := <-w.done:
		w.finished(t, err)
		return
	}
	if die {
		w.dead = true
		w.next <- errCut
		w.finished(t, <-w.done)
		return
	}
	w.next <- nil
}

func (w *worker) finished(t require.TestingT, err error) {
	w.over = true
	_, refused := claim.RefusalOf(err)
	if err != nil && !refused && !errors.Is(err, errCut) && !errors.Is(err, claim.ErrConflict) {
		require.NoError(t, err)
	}
}

// TestTheBoundHoldsInAnyOrder has several processes ask, answer, hand back, sweep and reconcile at once, their calls to Redis mixed in any
// order, while time passes and some of them die: nobody ever holds more questions than they may, and in the end every claim was
// answered and every seat is free.
func TestTheBoundHoldsInAnyOrder(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.redis.AddHook(gate{})
	people := []claim.PersonID{"v1", "v2", "v3", "v4"}
	rapid.Check(t, func(t *rapid.T) {
		s.rules.Policy.OpenAsks = rapid.IntRange(1, 2).Draw(t, "open")
		s.begin()
		s.join(people...)
		codes := s.onOffer(rapid.IntRange(2, 3).Draw(t, "claims"))
		q := s.questions()
		var workers []*worker
		acts := 0
		act := func() {
			acts++
			d, n := s.process(q, uint64(acts)), acts
			id := rapid.SampledFrom(people).Draw(t, "who")
			p, err := s.desk.Meet(s.t.Context(), id, "at "+string(id), claim.Kazakh)
			require.NoError(t, err)
			open := s.asksOf(id)
			what := rapid.SampledFrom([]string{"feed", "feed", "next", "next", "answer", "skip", "sweep", "reconcile"}).Draw(t, "what")
			workers = append(workers, setOut(s.t.Context(), func(ctx context.Context) error {
				switch what {
				case "next":
					_, _, err := d.Next(ctx, p)
					return err
				case "answer":
					if len(open) > 0 {
						_, err := d.Answer(ctx, fmt.Sprint("act", n), p, open[0], claim.Reply{Choice: claim.False})
						return err
					}
				case "skip":
					if len(open) > 0 && n%7 == 0 { // too many would leave nobody to ask
						_, err := d.Skip(ctx, fmt.Sprint("act", n), p, open[0])
						return err
					}
				case "sweep":
					return sweep(ctx, d)
				case "reconcile":
					return d.Reconcile(ctx)
				default:
					return d.Feed(ctx)
				}
				return nil
			}))
		}
		for range rapid.IntRange(1, 3).Draw(t, "processes") {
			act()
		}
		for range rapid.IntRange(10, 80).Draw(t, "steps") {
			switch n := rapid.IntRange(0, 99).Draw(t, "turn"); {
			case n == 0:
				s.clock.Advance(61 * time.Second)
			case n == 1 && acts < 8:
				act()
			default:
				w := workers[rapid.IntRange(0, len(workers)-1).Draw(t, "process")]
				if !w.over {
					w.step(t, n == 2)
				} else if acts < 8 {
					act()
				}
			}
		}
		for _, w := range workers {
			for !w.over {
				w.step(t, false)
			}
		}
		q.within(t, s.rules.Policy.OpenAsks)
		s.drain(t, s.process(q, 99), codes, people...)
		q.within(t, s.rules.Policy.OpenAsks)
		s.clock.Advance(61 * time.Second)
		for _, id := range people {
			w, err := s.store.Workload(s.t.Context(), id)
			require.NoError(t, err)
			require.Len(t, w.Open(), len(w.Overdue(s.clock.Now())), "a seat that a dead process left is free once it is looked at")
		}
	})
}
