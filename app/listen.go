package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/redis/go-redis/v9"
)

// door is what the program serves by HTTP: health, metrics, the signed history, the blackouts, and the webhook if there is one.
type door struct {
	address   string
	redis     redis.UniversalClient
	metrics   prometheus.Gatherer
	history   http.Handler
	bulletins *newsstand
	webhook   http.Handler
	sms       http.Handler
	blackouts http.Handler
	hookURL   string
	log       *slog.Logger
}

func (d door) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := d.redis.Ping(ctx).Err(); err != nil {
			http.Error(w, "redis does not answer", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(d.metrics, promhttp.HandlerOpts{}))
	mux.Handle("GET /history", d.history)
	d.bulletins.register(mux)
	if d.sms != nil {
		mux.Handle("GET /sms", d.sms)
		mux.Handle("POST /sms", d.sms)
	}
	mux.Handle("GET /blackouts", d.blackouts)
	if d.webhook != nil {
		path := "/"
		if u, err := url.Parse(d.hookURL); err == nil && u.Path != "" {
			path = u.Path
		}
		mux.Handle("POST "+path, d.webhook)
	}
	return mux
}

// part serves until its context ends, and then lets calls end that have begun.
func (d door) part(ctx context.Context) (part, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", d.address)
	if err != nil {
		return part{}, fmt.Errorf("RASTAU_LISTEN: %w. Is another bot running? Choose another port, or off", err)
	}
	server := &http.Server{Handler: d.handler(), ReadHeaderTimeout: 5 * time.Second, ErrorLog: slog.NewLogLogger(d.log.Handler(), slog.LevelDebug)}
	return part{"http", func(ctx context.Context) error {
		failed := make(chan error, 1)
		go func() { failed <- server.Serve(listener) }()
		select {
		case err := <-failed:
			return err
		case <-ctx.Done():
		}
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		if err := server.Shutdown(end); err != nil && !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}}, nil
}
