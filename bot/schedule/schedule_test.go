package schedule_test

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/bot/lease"
	"github.com/rastau/rastau/bot/schedule"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var begin = time.Date(2022, 1, 6, 14, 0, 0, 0, time.UTC)

// rig is a Redis and a clock that the replicas of a test share.
type rig struct {
	t      *testing.T
	client redis.UniversalClient
	clock  *clockwork.FakeClock
	ran    chan string // gets "who seconds" of each run
}

func newRig(t *testing.T, client redis.UniversalClient) *rig {
	t.Helper()
	return &rig{t, client, clockwork.NewFakeClockAt(begin), make(chan string, 100)}
}

func (r *rig) schedule(reg prometheus.Registerer) *schedule.Schedule {
	return schedule.New(r.client, r.clock, slog.New(slog.DiscardHandler), reg)
}

// note is a job that says that it ran.
func (r *rig) note(who string) func(context.Context) error {
	return func(context.Context) error {
		r.ran <- who + " " + strconv.Itoa(int(r.clock.Since(begin).Seconds()))
		return nil
	}
}

// start runs a schedule; the returned function stops it and waits until it has ended.
func (r *rig) start(s *schedule.Schedule) (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			r.t.Error(err)
		}
	}
}

// pass lets time pass once so many wait for it.
func (r *rig) pass(waiters int, d time.Duration) {
	r.t.Helper()
	require.NoError(r.t, r.clock.BlockUntilContext(r.t.Context(), waiters))
	r.clock.Advance(d)
}

// settled waits until so many wait for time to pass, and gives the runs until then.
func (r *rig) settled(waiters int) []string {
	r.t.Helper()
	require.NoError(r.t, r.clock.BlockUntilContext(r.t.Context(), waiters))
	var out []string
	for len(r.ran) > 0 {
		out = append(out, <-r.ran)
	}
	return out
}

// until lets time pass until something happens.
func until[T any](r *rig, happens <-chan T) T {
	r.t.Helper()
	for {
		select {
		case v := <-happens:
			return v
		default:
			r.pass(1, time.Second)
		}
	}
}

// Who holds a lease waits for renewing it and for the job; who does not waits for the lease.
const (
	holder = 2
	other  = 1
)

func TestJobsRunWhenDue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spec string
		step time.Duration
		want []string
	}{
		{"@every 5s", time.Second, []string{"a 5", "a 10"}},
		{"*/5 * * * *", time.Minute, []string{"a 300", "a 600"}},
		{"0 9 * * *", 19 * time.Hour / 12, []string{"a 68400"}},
		{"CRON_TZ=Asia/Almaty 0 9 * * *", time.Hour, []string{"a " + strconv.Itoa(13*3600)}}, // 03:00 UTC in those years
	} {
		t.Run(c.spec, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, redistest.Mini(t))
			s := r.schedule(nil)
			s.Every(c.spec, "job", r.note("a"))
			defer r.start(s)()
			var got []string
			for range 14 {
				got = append(got, r.settled(holder)...)
				r.clock.Advance(c.step)
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestOneReplicaAtATime(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client)
		a, b := r.schedule(nil), r.schedule(nil)
		a.Every("@every 5s", "job", r.note("a"))
		b.Every("@every 5s", "job", r.note("b"))
		stopA := r.start(a)
		r.settled(holder)
		stopB := r.start(b)
		var got []string
		for range 3 {
			r.pass(holder+other, 5*time.Second)
			got = append(got, r.settled(holder+other)...)
		}
		require.Equal(t, []string{"a 5", "a 10", "a 15"}, got)
		stopA()
		r.clock.Advance(lease.TTL) // B takes the lease over, and makes up for what fell due in between
		after := 15 + int(lease.TTL.Seconds())
		require.Equal(t, "b "+strconv.Itoa(after), <-r.ran)
		r.pass(holder, 5*time.Second)
		require.Equal(t, "b "+strconv.Itoa(after+5), <-r.ran)
		stopB()
	})
}

func TestWhatWasMissedIsMadeUpForOnce(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client)
		s := r.schedule(nil)
		s.Every("@every 5s", "job", r.note("a"))
		stop := r.start(s)
		require.Empty(t, r.settled(holder), "a new job waits for its time")
		stop()
		r.clock.Advance(time.Hour)
		stop = r.start(s)
		require.Equal(t, "a 3600", <-r.ran)
		r.pass(holder, 5*time.Second)
		require.Equal(t, "a 3605", <-r.ran)
		stop()
		require.Empty(t, r.ran)
	})
}

func TestJobEndsWithItsLease(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client)
		reg := prometheus.NewRegistry()
		s := r.schedule(reg)
		begun, ended := make(chan struct{}), make(chan struct{})
		s.Every("@every 5s", "job", func(ctx context.Context) error {
			begun <- struct{}{}
			<-ctx.Done()
			ended <- struct{}{}
			return ctx.Err()
		})
		stop := r.start(s)
		r.pass(holder, 5*time.Second)
		<-begun
		require.NoError(t, client.Set(t.Context(), "{job:job}:lease", "another", 0).Err())
		r.pass(other, lease.TTL)
		<-ended
		require.NoError(t, client.Del(t.Context(), "{job:job}:lease").Err())
		until(r, begun) // it is due still
		go func() { <-ended }()
		stop()
		require.Equal(t, map[string]float64{"stopped": 2}, outcomes(t, reg))
	})
}

func TestJobThatFailsIsRunAgainSoon(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	reg := prometheus.NewRegistry()
	s := r.schedule(reg)
	times := 0
	s.Every("@every 10s", "job", func(ctx context.Context) error {
		_ = r.note("a")(ctx)
		switch times++; {
		case times == 2:
			panic("what people wrote")
		case times < 6:
			return errors.New("not now")
		}
		return nil
	})
	defer r.start(s)()
	var got []string
	for range 42 {
		got = append(got, r.settled(holder)...)
		r.clock.Advance(time.Second)
	}
	// After 1, 2 and 4 seconds, and then at its next regular times.
	require.Equal(t, []string{"a 10", "a 11", "a 13", "a 17", "a 25", "a 35"}, got)
	require.Equal(t, map[string]float64{"failed": 4, "panicked": 1, "ok": 1}, outcomes(t, reg))
}

func TestScheduleSurvivesRedisBeingAway(t *testing.T) {
	t.Parallel()
	mini := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: mini.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	r := newRig(t, client)
	s := r.schedule(nil)
	s.Every("@every 5s", "job", r.note("a"))
	stop := r.start(s)
	r.settled(holder)
	mini.SetError("ERR away")
	for range 10 {
		r.pass(other, 5*time.Second)
	}
	r.settled(other)
	mini.SetError("")
	until(r, r.ran)
	stop()
}

func TestClockThatWasAheadSilencesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	require.NoError(t, r.client.Set(t.Context(), "{job:job}:last", begin.Add(time.Hour).UnixMilli(), 0).Err())
	s := r.schedule(nil)
	s.Every("@every 5s", "job", r.note("a"))
	defer r.start(s)()
	r.pass(holder, 5*time.Second)
	require.Equal(t, "a 5", <-r.ran)
	r.pass(holder, 5*time.Second)
	require.Equal(t, "a 10", <-r.ran)
}

func TestNoJobs(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	r.start(r.schedule(nil))()
}

func TestSpecsThatAreNone(t *testing.T) {
	t.Parallel()
	s := newRig(t, nil).schedule(nil)
	for _, spec := range []string{"", "often", "@every soon", "61 * * * *", "CRON_TZ=Nowhere 0 9 * * *", "0 0 30 2 *"} {
		require.Panics(t, func() { s.Every(spec, "job", nil) }, spec)
	}
}

// outcomes counts the runs by how they ended.
func outcomes(t *testing.T, reg *prometheus.Registry) map[string]float64 {
	t.Helper()
	families, err := reg.Gather()
	require.NoError(t, err)
	out := map[string]float64{}
	for _, f := range families {
		if f.GetName() != "rastau_job_runs_total" {
			continue
		}
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				if l.GetName() == "outcome" {
					out[l.GetValue()] += m.GetCounter().GetValue()
				}
			}
		}
	}
	return out
}
