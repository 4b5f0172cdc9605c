package app

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/rewrap"
)

// quarantine is where updates or messages are set aside that could not be handled.
type quarantine interface {
	Quarantined(ctx context.Context) (int64, error)
	OldestIsolated(ctx context.Context) (time.Time, error)
	Isolated(ctx context.Context) ([]bot.Isolated, error)
	Retry(ctx context.Context, chosen func(number int64) bool) (int, error)
	Drop(ctx context.Context, chosen func(number int64) bool) (int, error)
}

// quarantined counts what was set aside because it could not be handled: updates and messages.
func (a *App) quarantined(ctx context.Context) (updates, messages int64, err error) {
	if updates, err = a.Intake.Quarantined(ctx); err != nil {
		return 0, 0, err
	}
	messages, err = a.Outbox.Quarantined(ctx)
	return updates, messages, err
}

// entries is how many entries the streams have whose names match; 0 for what cannot be read.
func entries(ctx context.Context, client redis.UniversalClient, pattern string) int64 {
	var n atomic.Int64 // masters of a Cluster are asked at the same time
	_ = rewrap.Each(ctx, client, pattern, func(key string) error {
		one, err := client.XLen(ctx, key).Result()
		n.Add(one)
		return err
	})
	return n.Load()
}

// quarantineMetrics reads how much is set aside, and for how long, off Redis at each scrape.
type quarantineMetrics struct {
	of    map[string]quarantine
	clock interface{ Now() time.Time }
}

var (
	quarantineCount = prometheus.NewDesc("rastau_quarantine", "What was set aside because it could not be handled.", []string{"what"}, nil)
	quarantineAge   = prometheus.NewDesc("rastau_quarantine_oldest_seconds", "How long the oldest of it has been there.", []string{"what"}, nil)
)

func (m quarantineMetrics) Describe(ch chan<- *prometheus.Desc) {
	ch <- quarantineCount
	ch <- quarantineAge
}

func (m quarantineMetrics) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for what, q := range m.of {
		n, err := q.Quarantined(ctx)
		oldest, err2 := q.OldestIsolated(ctx)
		if errors.Join(err, err2) != nil {
			continue // Redis cannot be reached, which other metrics say
		}
		age := time.Duration(0)
		if !oldest.IsZero() {
			age = max(0, m.clock.Now().Sub(oldest))
		}
		ch <- prometheus.MustNewConstMetric(quarantineCount, prometheus.GaugeValue, float64(n), what)
		ch <- prometheus.MustNewConstMetric(quarantineAge, prometheus.GaugeValue, age.Seconds(), what)
	}
}
