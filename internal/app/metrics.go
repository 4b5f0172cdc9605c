package app

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// meter counts what the domain does.
type meter struct {
	facts   *prometheus.CounterVec
	verdict prometheus.Histogram
}

var _ verification.Meter = meter{}

func newMeter(reg prometheus.Registerer) meter {
	m := meter{
		facts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_facts_total", Help: "What happened to claims, by kind: received, answered, decided, published …",
		}, []string{"kind"}),
		verdict: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "rastau_time_to_verdict_seconds", Help: "From the opening of a claim to its verdict.",
			Buckets: []float64{60, 300, 900, 1800, 3600, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600, 48 * 3600},
		}),
	}
	reg.MustRegister(m.facts, m.verdict)
	return m
}

func (m meter) Happened(k claim.Kind) { m.facts.WithLabelValues(string(k)).Inc() }
func (m meter) Took(d time.Duration)  { m.verdict.Observe(d.Seconds()) }

// deskGauges are read off the store at each scrape.
type deskGauges struct {
	desk     *verification.Service
	awaiting *prometheus.Desc
	waiting  *prometheus.Desc
	people   *prometheus.Desc
	channels *prometheus.Desc
	mute     *prometheus.Desc
}

func registerDesk(reg prometheus.Registerer, desk *verification.Service) {
	reg.MustRegister(deskGauges{
		desk:     desk,
		awaiting: prometheus.NewDesc("rastau_claims_awaiting_review", "Verdicts that wait for a reviewer.", nil, nil),
		waiting:  prometheus.NewDesc("rastau_claims_on_offer", "Claims that want more people, by queue.", []string{"language", "subject"}, nil),
		people:   prometheus.NewDesc("rastau_reviewers", "Reviewers.", nil, nil),
		mute:     prometheus.NewDesc("rastau_subscriptions_mute", "Channels and groups that get results and in which the bot may not write.", nil, nil),
		channels: prometheus.NewDesc("rastau_subscriptions", "Channels and groups that get results.", nil, nil),
	})
}

func (g deskGauges) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{g.awaiting, g.waiting, g.people, g.channels, g.mute} {
		ch <- d
	}
}

func (g deskGauges) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	stats, err := g.desk.Stats(ctx)
	if err != nil {
		return // a scrape without these says enough: Redis cannot be reached
	}
	gauge := func(d *prometheus.Desc, v int, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(v), labels...)
	}
	gauge(g.awaiting, stats.Awaiting)
	gauge(g.people, stats.Reviewers)
	gauge(g.channels, stats.Channels)
	gauge(g.mute, stats.Mute)
	for q, n := range stats.Offered {
		gauge(g.waiting, n, string(q.Language), string(q.Subject))
	}
}
