package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"time"
	_ "time/tzdata" // specs name zones, and a small container has none

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
	"github.com/robfig/cron/v3"
	"golang.org/x/sync/errgroup"

	"github.com/rastau/rastau/bot/lease"
	"github.com/rastau/rastau/internal/durable"
)

// Schedule holds the jobs.
type Schedule struct {
	redis   redis.UniversalClient
	clock   clockwork.Clock
	log     *slog.Logger
	jobs    []job
	metrics metrics
	barrier *durable.Barrier
}

type job struct {
	name string
	when cron.Schedule
	do   func(ctx context.Context) error
}

// New makes an empty schedule; reg may be nil.
func New(client redis.UniversalClient, clock clockwork.Clock, log *slog.Logger, reg prometheus.Registerer) *Schedule {
	return &Schedule{redis: client, clock: clock, log: log, metrics: newMetrics(reg)}
}

// Confirmed has what a job did be durable before it is noted that the job ran.
func (s *Schedule) Confirmed(by *durable.Barrier) *Schedule {
	s.barrier = by
	return s
}

// Every adds a job before Run. spec is cron's: "@every 5s", or five fields, "CRON_TZ=Asia/Almaty 0 9 * * *", in UTC when
// no zone is given. It panics on a spec that is none, or that is never due, which is the programmer's mistake.
func (s *Schedule) Every(spec, name string, do func(ctx context.Context) error) {
	when, err := cron.ParseStandard(spec)
	if err == nil && when.Next(s.clock.Now().UTC()).IsZero() {
		err = fmt.Errorf("%q is never due", spec)
	}
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
		l := lease.Lease{Redis: s.redis, Clock: s.clock, Log: s.log, Key: leaseKey(j.name)}
		g.Go(func() error {
			return l.Run(ctx, func(ctx context.Context) error {
				s.hold(ctx, j)
				return nil
			})
		})
	}
	return g.Wait()
}

type metrics struct {
	runs *prometheus.CounterVec
	took *prometheus.HistogramVec
	last *prometheus.GaugeVec
}

func newMetrics(reg prometheus.Registerer) metrics {
	m := metrics{
		runs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_job_runs_total", Help: "Runs of scheduled jobs, by how they ended: ok, failed, panicked, stopped.",
		}, []string{"job", "outcome"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "rastau_job_duration_seconds", Help: "How long runs of scheduled jobs took.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 10),
		}, []string{"job"}),
		last: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "rastau_job_last_success_timestamp_seconds", Help: "When a job last ended well.",
		}, []string{"job"}),
	}
	if reg != nil {
		reg.MustRegister(m.runs, m.took, m.last)
	}
	return m
}

func (m metrics) count(job, outcome string, took time.Duration) {
	m.runs.WithLabelValues(job, outcome).Inc()
	m.took.WithLabelValues(job).Observe(took.Seconds())
}
