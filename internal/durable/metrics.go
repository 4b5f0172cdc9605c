package durable

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	took    prometheus.Histogram
	lost    prometheus.Counter
	waiting prometheus.Gauge
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "rastau_redis_confirm_seconds", Help: "How long it took Redis to make durable what was written.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}),
		lost: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_redis_failovers_total", Help: "Restarts and failovers of Redis that were noticed: what was in progress was done again.",
		}),
		waiting: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "rastau_redis_unconfirmed", Help: "Masters that confirm nothing at the moment, so that nothing is acknowledged; /readyz says why.",
		}),
	}
	if reg != nil {
		reg.MustRegister(m.took, m.lost, m.waiting)
	}
	return m
}
