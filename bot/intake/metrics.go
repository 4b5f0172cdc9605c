package intake

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	stored, repeated, unreadable, handled, failed, busy, deadly, pollFailed prometheus.Counter

	quarantined *prometheus.CounterVec // by why
	partitions  prometheus.Gauge
}

func newMetrics(reg prometheus.Registerer, in *Intake) *metrics {
	counter := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: "rastau_intake_" + name + "_total", Help: help})
		if reg != nil {
			reg.MustRegister(c)
		}
		return c
	}
	m := &metrics{
		stored:     counter("stored", "Updates stored."),
		repeated:   counter("repeated", "Updates that Telegram sent again and that were dropped."),
		unreadable: counter("unreadable", "What came and was no update."),
		handled:    counter("handled", "Updates that are done with."),
		failed:     counter("failed", "Tries that failed."),
		busy:       counter("busy", "Tries that found something busy, and come again."),
		quarantined: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_intake_quarantined_total", Help: "Updates quarantined, by why.",
		}, []string{"why"}),
		deadly:     counter("deadly", "Updates that were quarantined because they crashed the process twice."),
		pollFailed: counter("poll_failed", "Polls that failed."),
		partitions: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "rastau_intake_partitions", Help: "Partitions that this replica works on.",
		}),
	}
	if reg != nil {
		reg.MustRegister(m.partitions, m.quarantined)
		reg.MustRegister(depth{
			in, prometheus.NewDesc("rastau_intake_depth", "Updates stored and not done with.", nil, nil),
			prometheus.NewDesc("rastau_intake_age_seconds", "How long the oldest of them has been stored.", nil, nil),
		})
	}
	return m
}

// depth is a collector that reads Redis at each scrape.
type depth struct {
	*Intake
	waiting, age *prometheus.Desc
}

func (d depth) Describe(ch chan<- *prometheus.Desc) {
	ch <- d.waiting
	ch <- d.age
}

func (d depth) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	n, err := d.Depth(ctx)
	if err != nil {
		return // Redis cannot be reached; other metrics report that
	}
	ch <- prometheus.MustNewConstMetric(d.waiting, prometheus.GaugeValue, float64(n))
	now, err := d.Redis.Time(ctx).Result() // its clock gave the entries their ids
	if err != nil {
		return
	}
	var age time.Duration
	for _, k := range d.parts {
		first, err := d.Redis.XRangeN(ctx, k.stream, "-", "+", 1).Result()
		if err != nil || len(first) == 0 {
			continue
		}
		ms, _, _ := strings.Cut(first[0].ID, "-")
		if at, err := strconv.ParseInt(ms, 10, 64); err == nil {
			age = max(age, now.Sub(time.UnixMilli(at)))
		}
	}
	ch <- prometheus.MustNewConstMetric(d.age, prometheus.GaugeValue, age.Seconds())
}
