package app

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification/redisstore"
)

// trimEvery is how often receipts are held against the ledgers, and those let go of that a signed day covers.
const trimEvery = time.Hour

// openReceipts opens the file in which it is noted what was acknowledged. The bot works without it, but then nobody can tell later.
func (a *App) openReceipts() *durable.Receipts {
	r, err := durable.OpenReceipts(a.settings.Data)
	if err != nil {
		a.log.Error("what is acknowledged cannot be noted for the audit", "error", err)
		return nil
	}
	a.closers = append(a.closers, r.Close)
	return r
}

// keepReceipts holds receipts against the ledgers again and again.
func (a *App) keepReceipts(r *durable.Receipts, store *redisstore.Store) func(ctx context.Context) error {
	missing := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "rastau_acknowledged_missing", Help: "Ledgers of which something is missing that was acknowledged; rastau audit names them.",
	})
	a.metrics.MustRegister(missing)
	return func(ctx context.Context) error {
		for ctx.Err() == nil {
			err := r.Trim(func(list []durable.Receipt) ([]durable.Receipt, error) {
				found, err := store.Compare(ctx, list)
				if err != nil {
					return nil, err
				}
				missing.Set(float64(len(found.Missing)))
				if len(found.Missing) > 0 {
					a.log.Error("something is missing that was acknowledged: run rastau audit", "ledgers", len(found.Missing))
				}
				return found.Uncovered, nil
			})
			if err != nil && ctx.Err() == nil {
				a.log.Warn("what was acknowledged cannot be compared", "error", err)
			}
			select {
			case <-a.clock.After(trimEvery):
			case <-ctx.Done():
			}
		}
		return nil
	}
}
