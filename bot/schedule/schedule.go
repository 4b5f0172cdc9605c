// Package schedule runs jobs when they are due, each on one replica at a time.
//
// When a job is due is reckoned by robfig/cron; the waiting is done by the clock that is passed in, so that tests can move
// it. When a job last ran is kept in Redis: one that fell due while nothing was running is run once on the next start.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
	"github.com/robfig/cron/v3"
	"golang.org/x/sync/errgroup"

	"github.com/rastau/rastau/bot/lease"
)

// Schedule holds the jobs.
type Schedule struct {
	redis redis.UniversalClient
	clock clockwork.Clock
	log   *slog.Logger
	jobs  []job

	runs *prometheus.CounterVec
	last *prometheus.GaugeVec
}

type job struct {
	name string
	when cron.Schedule
	do   func(ctx context.Context) error
}

// New makes an empty schedule; reg may be nil.
func New(client redis.UniversalClient, clock clockwork.Clock, log *slog.Logger, reg prometheus.Registerer) *Schedule {
	s := &Schedule{
		redis: client, clock: clock, log: log,
		runs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_job_runs_total", Help: "Runs of scheduled jobs, by how they ended.",
		}, []string{"job", "outcome"}),
		last: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "rastau_job_last_success_timestamp_seconds", Help: "When a job last ended well.",
		}, []string{"job"}),
	}
	if reg != nil {
		reg.MustRegister(s.runs, s.last)
	}
	return s
}

// Every adds a job before Run. spec is cron's: "@every 5s", or five fields, "CRON_TZ=Asia/Almaty 0 9 * * *". It panics on
// a spec that is none, which is the programmer's mistake.
func (s *Schedule) Every(spec, name string, do func(ctx context.Context) error) {
	when, err := cron.ParseStandard(spec)
	if err != nil {
		panic(fmt.Sprintf("schedule of %s: %v", name, err))
	}
	s.jobs = append(s.jobs, job{name, when, do})
}

// Run runs the jobs until ctx ends, and waits for those that run then.
func (s *Schedule) Run(ctx context.Context) error {
	var g errgroup.Group
	g.Go(func() error { <-ctx.Done(); return nil }) // also when there are no jobs
	for _, j := range s.jobs {
		l := lease.Lease{Redis: s.redis, Clock: s.clock, Log: s.log, Key: "{job:" + j.name + "}:lease"}
		g.Go(func() error {
			return l.Run(ctx, func(ctx context.Context) error { return s.run(ctx, j) })
		})
	}
	return g.Wait()
}

func (s *Schedule) run(ctx context.Context, j job) error {
	for ctx.Err() == nil {
		next, err := s.next(ctx, j)
		if err != nil {
			next = s.clock.Now().Add(time.Second)
		}
		if wait := next.Sub(s.clock.Now()); wait > 0 || err != nil {
			select {
			case <-s.clock.After(wait):
			case <-ctx.Done():
				return nil
			}
		}
		if err == nil {
			s.do(ctx, j)
		}
	}
	return nil
}

// next is when the job is due, counted from its last run, which may be in the past. A job that never ran is due at its
// next regular time.
func (s *Schedule) next(ctx context.Context, j job) (time.Time, error) {
	key := "{job:" + j.name + "}:last"
	ms, err := s.redis.Get(ctx, key).Int64()
	if errors.Is(err, redis.Nil) {
		now := s.clock.Now()
		return j.when.Next(now), s.redis.SetNX(ctx, key, now.UnixMilli(), 0).Err()
	}
	if err != nil {
		s.log.Warn("a job's last run cannot be read", "job", j.name, "error", err)
		return time.Time{}, err
	}
	return j.when.Next(time.UnixMilli(ms)), nil
}

func (s *Schedule) do(ctx context.Context, j job) {
	at := s.clock.Now()
	if err := s.guard(ctx, j); err != nil {
		s.runs.WithLabelValues(j.name, "failed").Inc()
		s.log.Error("a job failed", "job", j.name, "error", err)
	} else {
		s.runs.WithLabelValues(j.name, "ok").Inc()
		s.last.WithLabelValues(j.name).Set(float64(at.Unix()))
	}
	// A job that failed waits for its next time, too: it is made so that the next run does what this one left.
	if err := s.redis.Set(context.WithoutCancel(ctx), "{job:"+j.name+"}:last", strconv.FormatInt(at.UnixMilli(), 10), 0).Err(); err != nil {
		s.log.Warn("a job's run cannot be noted", "job", j.name, "error", err)
		select {
		case <-s.clock.After(time.Second):
		case <-ctx.Done():
		}
	}
}

func (s *Schedule) guard(ctx context.Context, j job) (err error) {
	defer func() {
		if v := recover(); v != nil {
			s.log.Error("a job panicked", "job", j.name, "stack", string(debug.Stack()))
			err = fmt.Errorf("panicked (%T)", v)
		}
	}()
	return j.do(ctx)
}
