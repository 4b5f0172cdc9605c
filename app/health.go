package app

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redismemory"
)

// health serves health checks and metrics, at an address of their own: the counts are not public, and load on the public address
// does not keep monitoring out.
type health struct {
	address string
	redis   redis.UniversalClient
	barrier *durable.Barrier
	clock   *clocks.Clock
	memory  *redismemory.Watch
	metrics prometheus.Gatherer
	dropped prometheus.Counter
	log     *slog.Logger
}

func (h health) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := h.redis.Ping(ctx).Err(); err != nil {
			http.Error(w, "redis does not answer", http.StatusServiceUnavailable)
			return
		}
		if err := h.barrier.Check(ctx); err != nil {
			http.Error(w, "nothing is acknowledged: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		if err := h.clock.Settled(); err != nil {
			http.Error(w, "nothing that waits ends: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		answer := "ok\n"
		if why := h.memory.Warning(); why != "" { // what is at hand goes on
			answer += "warning: " + why + "\n"
		}
		_, _ = w.Write([]byte(answer))
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.metrics, promhttp.HandlerOpts{}))
	return bodiless(mux)
}

func (h health) part(ctx context.Context) (part, error) {
	return serve(ctx, "health", "RASTAU_METRICS_LISTEN", h.address, h.handler(), h.dropped, h.log)
}
