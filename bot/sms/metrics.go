package sms

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	received *prometheus.CounterVec
	given    prometheus.Counter
	results  *prometheus.CounterVec
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		received: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_sms_received_total", Help: "SMS that came in: taken, again, ignored, limited, failed.",
		}, []string{"how"}),
		given: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_sms_given_total", Help: "SMS that a phone was given to send.",
		}),
		results: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_sms_results_total", Help: "What phones say became of SMS: sent, failed.",
		}, []string{"how"}),
	}
	if reg != nil {
		reg.MustRegister(m.received, m.given, m.results)
	}
	return m
}
