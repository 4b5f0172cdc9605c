package clocks

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
)

// Watch compares the clocks again and again, and says when they begin to differ and when they agree again.
type Watch struct {
	Clock *Clock
	Redis redis.UniversalClient // whose clock is compared; none when nil
	Log   *slog.Logger
	// Tell is told of a change, once: why they differ, or "" when they agree again. Nobody is told when nil.
	Tell func(ctx context.Context, why string) error

	differ bool
}

// Register has metrics say how things stand.
func (c *Clock) Register(reg prometheus.Registerer) {
	reg.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "rastau_clocks_differ", Help: "1 while clocks differ by more than a minute, so that nothing that waits may end; /readyz says which.",
		}, func() float64 {
			if c.Settled() != nil {
				return 1
			}
			return 0
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "rastau_clocks_difference_seconds", Help: "The difference between the two clocks that differ most, if it is more than a minute; else 0.",
		}, func() float64 {
			_, gap := c.difference()
			return gap.Seconds()
		}),
	)
}

// Run watches until ctx ends.
func (w *Watch) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		w.Look(ctx)
		select {
		case <-w.Clock.After(compareEvery):
		case <-ctx.Done():
		}
	}
	return nil
}

// Look compares the clocks once.
func (w *Watch) Look(ctx context.Context) {
	if w.Redis != nil {
		if err := w.Clock.Compare(ctx, w.Redis); err != nil && ctx.Err() == nil {
			w.Log.Warn("the clock cannot be compared with that of Redis", "error", err)
		}
	}
	why, gap := w.Clock.difference()
	if (why != "") == w.differ {
		return
	}
	if why != "" {
		w.Log.Error("clocks differ: nothing that waits ends until they agree", "reason", why, "by", gap.Round(time.Second))
	} else {
		w.Log.Info("clocks agree again: what waits ends at its time")
	}
	if w.Tell != nil {
		if err := w.Tell(ctx, why); err != nil {
			w.Log.Warn("the operators cannot be told about the clocks", "error", err)
			return // told the next time
		}
	}
	w.differ = why != ""
}
