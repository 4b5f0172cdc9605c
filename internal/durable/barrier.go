package durable

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
)

// ErrLost means that something which an operation read or wrote may be lost: a master restarted or was replaced meanwhile.
// The operation has to be done again from its beginning.
var ErrLost = errors.New("redis restarted or failed over, and may have lost what this relies on")

// Options are what a Barrier works with. Clock and Log are needed.
type Options struct {
	Promise
	Clock    clockwork.Clock
	Log      *slog.Logger
	Metrics  prometheus.Registerer // none when nil
	Receipts *Receipts             // none when nil
}

// Barrier confirms operations. A nil Barrier promises nothing: it confirms everything at once.
type Barrier struct {
	Options
	masters *masters
	metrics *metrics

	mu      sync.Mutex
	term    uint64  // grows whenever something may have been lost
	next    *flight // for those who ask now; nil when nobody does
	flying  bool
	trouble map[*master]string // why something cannot be confirmed
	noted   []noted            // by operations that are not confirmed yet
	closed  context.Context
	close   context.CancelFunc
	flights sync.WaitGroup
}

// New makes a Barrier for all that goes by client. What has used the client before may not be confirmed by it.
func New(ctx context.Context, client redis.UniversalClient, o Options) (*Barrier, error) {
	b := &Barrier{Options: o, metrics: newMetrics(o.Metrics), trouble: map[*master]string{}}
	b.closed, b.close = context.WithCancel(context.WithoutCancel(ctx))
	var err error
	if b.masters, err = watch(ctx, client); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

// Close ends all waiting.
func (b *Barrier) Close() error {
	b.close()
	b.flights.Wait()
	return nil
}

// Trouble says why nothing can be confirmed at the moment; it is empty when all is well, as far as is known.
func (b *Barrier) Trouble() string {
	if b == nil {
		return ""
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, why := range b.trouble {
		return why
	}
	return ""
}

// Check finds out whether something can be confirmed now, on every master, and says why not.
func (b *Barrier) Check(ctx context.Context) error {
	if b == nil {
		return nil
	}
	b.masters.useAll(ctx)
	err := b.Confirm(ctx)
	if err == nil || errors.Is(err, ErrLost) {
		return nil
	}
	if why := b.Trouble(); why != "" {
		return errors.New(why)
	}
	return err
}
