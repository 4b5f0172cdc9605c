package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/backoff"
)

// Waits after a failed run, at most until the job's next regular time.
const (
	firstRetry = time.Second
	lastRetry  = 5 * time.Minute
)

// hold runs a job whenever it is due, as long as its lease is held.
func (s *Schedule) hold(ctx context.Context, j job) {
	failures := 0
	for {
		wait := firstRetry
		next, err := s.next(ctx, j)
		if err != nil {
			if ctx.Err() == nil {
				s.log.Warn("cannot read when a job last ran", "job", j.name, "error", err)
			}
		} else {
			wait = next.Sub(s.clock.Now())
			if failures > 0 {
				wait = max(wait, s.backOff(j, failures))
			}
		}
		if !s.pause(ctx, wait) {
			return
		}
		if err == nil {
			if s.run(ctx, j) {
				failures = 0
			} else {
				failures++
			}
		}
	}
}

func (s *Schedule) backOff(j job, failures int) time.Duration {
	now := s.clock.Now()
	return min(backoff.Double(firstRetry, lastRetry, failures-1), j.when.Next(now.UTC()).Sub(now))
}

// pause waits and reports whether ctx is still active.
func (s *Schedule) pause(ctx context.Context, wait time.Duration) bool {
	if wait <= 0 {
		return ctx.Err() == nil
	}
	timer := s.clock.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.Chan():
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// next returns when the job is due after its last run, which may be in the past. A job that never ran is due at its next regular time.
func (s *Schedule) next(ctx context.Context, j job) (time.Time, error) {
	now := s.clock.Now()
	last, err := s.redis.Get(ctx, lastKey(j.name)).Int64()
	switch {
	case errors.Is(err, redis.Nil):
		return j.when.Next(now.UTC()), s.note(ctx, j, now)
	case err != nil:
		return time.Time{}, err
	}
	// If a clock was ahead for a while, the job must not pause until the others catch up.
	from := min(last, now.UnixMilli())
	return j.when.Next(time.UnixMilli(from).UTC()), nil
}

// note: KEYS[1] when the job last ran; ARGV[1] when it ran now, in ms. An earlier time, from a replica that lost the lease, changes
// nothing. Returns 1 if the time was stored, otherwise 0.
var note = redis.NewScript(`
local last = redis.call('GET', KEYS[1])
if last and tonumber(last) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1`)

func (s *Schedule) note(ctx context.Context, j job, at time.Time) error {
	return note.Run(ctx, s.redis, []string{lastKey(j.name)}, at.UnixMilli()).Err()
}

// run runs the job once, and reports whether it succeeded and that was stored.
func (s *Schedule) run(ctx context.Context, j job) bool {
	at := s.clock.Now()
	outcome, err := s.guard(ctx, j)
	s.metrics.count(j.name, outcome, s.clock.Since(at))
	switch {
	case outcome == stopped:
		s.log.Info("a job was interrupted; it will run again", "job", j.name)
		return false
	case err != nil:
		s.log.Error("a job failed", "job", j.name, "error", err)
		return false
	}
	s.metrics.last.WithLabelValues(j.name).Set(float64(s.clock.Now().Unix()))
	if err := s.note(context.WithoutCancel(ctx), j, at); err != nil {
		s.log.Warn("cannot store that a job has run", "job", j.name, "error", err)
		return false
	}
	return true
}

// The outcomes of a run.
const (
	ok       = "ok"
	failed   = "failed"
	panicked = "panicked"
	stopped  = "stopped"
)

func (s *Schedule) guard(ctx context.Context, j job) (outcome string, err error) {
	defer func() {
		if v := recover(); v != nil {
			// The panic value may quote what people wrote, so only its type is logged.
			s.log.Error("a job panicked", "job", j.name, "stack", bot.Stack())
			outcome, err = panicked, fmt.Errorf("panicked (%T)", v)
		}
	}()
	op := s.barrier.Begin(ctx)
	if err = j.do(op); err == nil {
		err = s.barrier.Confirm(op)
	}
	switch {
	case err == nil:
		return ok, nil
	case ctx.Err() != nil:
		return stopped, err
	}
	return failed, err
}
