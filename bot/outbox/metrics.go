package outbox

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type metrics struct {
	delivered *prometheus.CounterVec
	failed    *prometheus.CounterVec
	resent    prometheus.Counter
	uncertain prometheus.Counter
	folded    prometheus.Counter
	deadly    prometheus.Counter
	cut       prometheus.Gauge
}

func newMetrics(reg prometheus.Registerer, o *Outbox) *metrics {
	m := &metrics{
		delivered: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_outbox_delivered_total", Help: "Messages that Telegram took, by action.",
		}, []string{"action"}),
		failed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_outbox_failed_total", Help: "Calls that failed, by kind; too_fast is Telegram's 429.",
		}, []string{"failure"}),
		resent: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_outbox_resent_total", Help: "Messages sent again because their sender ended while they were on their way.",
		}),
		uncertain: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_outbox_uncertain_total", Help: "Messages sent again because no answer said whether Telegram took them.",
		}),
		folded: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_outbox_folded_total", Help: "News that were told together with others, in a digest.",
		}),
		deadly: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_outbox_deadly_total", Help: "Messages that were set aside because their senders died of them, twice.",
		}),
		cut: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "rastau_outbox_cut", Help: "1 while no call reaches Telegram and nothing is sent.",
		}),
	}
	if reg == nil {
		return m
	}
	gauge := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc("rastau_outbox_"+name, help, nil, nil)
	}
	reg.MustRegister(m.delivered, m.failed, m.resent, m.uncertain, m.folded, m.deadly, m.cut, gauges{
		Outbox:  o,
		depth:   gauge("depth", "Messages that wait or are on their way."),
		overdue: gauge("overdue_seconds", "How long the message has been due that is due longest."),
		waiting: gauge("waiting_chats", "Chats that have to wait for their next message: for a limit, or after a failure."),
	})
	return m
}

// gauges is a collector that reads Redis at each scrape.
type gauges struct {
	*Outbox
	depth, overdue, waiting *prometheus.Desc
}

func (g gauges) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{g.depth, g.overdue, g.waiting} {
		ch <- d
	}
}

func (g gauges) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	n, err := g.Depth(ctx)
	if err != nil {
		return // Redis cannot be reached; other metrics report that
	}
	overdue, waiting, err := g.turns(ctx)
	if err != nil {
		return
	}
	ch <- prometheus.MustNewConstMetric(g.depth, prometheus.GaugeValue, float64(n))
	ch <- prometheus.MustNewConstMetric(g.overdue, prometheus.GaugeValue, overdue.Seconds())
	ch <- prometheus.MustNewConstMetric(g.waiting, prometheus.GaugeValue, float64(waiting))
}
