package outbox

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
)

type metrics struct {
	delivered *prometheus.CounterVec
	failed    *prometheus.CounterVec
	resent    prometheus.Counter
}

func newMetrics(reg prometheus.Registerer, o *Outbox) *metrics {
	m := &metrics{
		delivered: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_outbox_delivered_total", Help: "Messages that Telegram took, by action.",
		}, []string{"action"}),
		failed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rastau_outbox_failed_total", Help: "Calls that failed, by kind; too_fast is Telegram's 429, uncertain a call without an answer.",
		}, []string{"failure"}),
		resent: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "rastau_outbox_resent_total", Help: "Messages sent again because the sender died while they were on their way.",
		}),
	}
	if reg != nil {
		reg.MustRegister(m.delivered, m.failed, m.resent, depth{
			o, prometheus.NewDesc("rastau_outbox_depth", "Messages that wait or are on their way.", nil, nil),
			prometheus.NewDesc("rastau_outbox_age_seconds", "How long the message has been due that is due longest.", nil, nil),
		})
	}
	return m
}

// depth is read off Redis at each scrape.
type depth struct {
	*Outbox
	waiting, age *prometheus.Desc
}

func (d depth) Describe(ch chan<- *prometheus.Desc) { ch <- d.waiting; ch <- d.age }

func (d depth) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	n, err := d.Depth(ctx)
	if err != nil {
		return // Redis cannot be reached, which other metrics say
	}
	ch <- prometheus.MustNewConstMetric(d.waiting, prometheus.GaugeValue, float64(n))
	ch <- prometheus.MustNewConstMetric(d.age, prometheus.GaugeValue, d.oldest(ctx).Seconds())
}

func (d depth) oldest(ctx context.Context) time.Duration {
	var cmds []*redis.ZSliceCmd
	_, _ = d.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, k := range d.parts {
			for _, due := range k.due {
				cmds = append(cmds, p.ZRangeWithScores(ctx, due, 0, 0))
			}
		}
		return nil
	})
	var age time.Duration
	for _, c := range cmds {
		for _, z := range c.Val() {
			age = max(age, d.clock.Since(time.UnixMilli(int64(z.Score))))
		}
	}
	return age
}
