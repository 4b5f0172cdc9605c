package telegram

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/rastau/rastau/bot"
)

type metrics struct {
	calls          *prometheus.CounterVec
	seconds        prometheus.Histogram
	answersDropped prometheus.Counter
	routeChanges   prometheus.Counter
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_telegram_calls_total", Help: "Calls by method and by what came of them.",
		}, []string{"method", "result"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "rastau_telegram_call_seconds", Help: "How long calls took, long polls aside.",
			Buckets: []float64{.01, .03, .1, .3, 1, 3, 10, 30},
		}),
		answersDropped: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_telegram_toasts_dropped_total", Help: "Button presses left unanswered because too many were on their way.",
		}),
		routeChanges: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_telegram_route_changes_total", Help: "How often another address or proxy was found to work.",
		}),
	}
	if reg != nil {
		reg.MustRegister(m.calls, m.seconds, m.answersDropped, m.routeChanges)
	}
	return m
}

// begin starts to measure a call; what it returns ends that.
func (m *metrics) begin(method string) func(error) {
	timer := prometheus.NewTimer(m.seconds)
	return func(err error) {
		result := "ok"
		if err != nil {
			result = string(bot.FailureOf(err))
		}
		m.calls.WithLabelValues(method, result).Inc()
		if method != "getUpdates" {
			timer.ObserveDuration()
		}
	}
}
