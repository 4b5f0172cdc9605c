package app

import (
	"context"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// health serves health checks and metrics, at an address of their own: the counts are not public, and load on the public address
// does not keep monitoring out. It is served while the bot still waits for what it needs to start.
type health struct {
	app    *App
	server *server
	// starting is what the bot waits for before it works; nil once it does.
	starting atomic.Pointer[string]
}

func (a *App) newHealth() *health {
	h := &health{app: a}
	h.wait("the checks are made")
	return h
}

// wait records what the bot waits for.
func (h *health) wait(why string) { h.starting.Store(&why) }

// started records that the bot has been assembled.
func (h *health) started() { h.starting.Store(nil) }

func (h *health) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		warnings, why := h.ready(ctx)
		if why != "" {
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n"))
		for _, warning := range warnings { // what is at hand goes on
			_, _ = w.Write([]byte("warning: " + warning + "\n"))
		}
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.app.metrics, promhttp.HandlerOpts{}))
	return bodiless(mux)
}

// serve starts serving at an address, until the part ends or the App is closed.
func (h *health) serve(l net.Listener) {
	h.server = newServer("health", l, h.handler(), h.app.dropped, h.app.log)
	h.app.closers = append(h.app.closers, h.server.close)
	h.server.start()
}
