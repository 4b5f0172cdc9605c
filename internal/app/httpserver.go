package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/inbound"
)

// Limits for clients.
const (
	mostConnections = 256
	mostReaders     = 64 // requests for published files that are served at a time
	headTime        = 5 * time.Second
	requestTime     = 10 * time.Second
	answerTime      = 30 * time.Second
	idleTime        = time.Minute
	largestHead     = 16 << 10
)

// httpHandlers are the public HTTP handlers: the signed history, the blackouts, the bulletins and, if configured, the webhook and the SMS
// gateway.
type httpHandlers struct {
	history   http.Handler
	bulletins *bulletinServer
	webhook   http.Handler
	sms       http.Handler
	blackouts http.Handler
	hookURL   string
	barrier   *durable.Barrier
	log       *slog.Logger
}

func (d httpHandlers) handler() http.Handler {
	published := http.NewServeMux()
	published.Handle("GET /history", d.history)
	published.Handle("GET /blackouts", d.blackouts)
	d.bulletins.register(published)
	mux := http.NewServeMux()
	mux.Handle("/", bodiless(inbound.Limit(mostReaders, d.barrier.Handler(published))))
	if d.sms != nil {
		phone := d.barrier.Handler(d.sms)
		mux.Handle("GET /sms", phone)
		mux.Handle("POST /sms", phone)
	}
	if d.webhook != nil {
		path := "/"
		if u, err := url.Parse(d.hookURL); err == nil && u.Path != "" {
			path = u.Path
		}
		mux.Handle("POST "+path, d.webhook)
	}
	return mux
}

// bodiless refuses requests with a body.
func bodiless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 {
			inbound.Refuse(w)
			http.Error(w, "nothing is taken here", http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// server is an HTTP server with the limits above.
type server struct {
	name        string
	http        *http.Server
	connections *inbound.Connections
	failed      chan error
	begun       sync.Once
}

func newServer(name string, l net.Listener, h http.Handler, dropped prometheus.Counter, log *slog.Logger) *server {
	connections := inbound.NewConnections(l, mostConnections, dropped)
	return &server{name: name, connections: connections, failed: make(chan error, 1), http: &http.Server{
		Handler: h, ConnState: connections.Track, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: headTime, ReadTimeout: requestTime, WriteTimeout: answerTime, IdleTimeout: idleTime, MaxHeaderBytes: largestHead,
	}}
}

// start starts serving. It may be called more than once.
func (s *server) start() {
	s.begun.Do(func() { go func() { s.failed <- s.http.Serve(s.connections) }() })
}

// part returns the part that serves until its context is done, and then shuts down gracefully.
func (s *server) part() part {
	return part{s.name, func(ctx context.Context) error {
		s.start()
		select {
		case err := <-s.failed:
			return err
		case <-ctx.Done():
		}
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		if err := s.http.Shutdown(end); err != nil && !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}}
}

// close closes all connections immediately.
func (s *server) close() error { return s.http.Close() }

// listener returns a listener for the address in a setting, the same one for every call.
func (a *App) listener(ctx context.Context, setting, address string) (net.Listener, error) {
	if err := a.hold(ctx, address); err != nil {
		return nil, fmt.Errorf("%s: %w. Is another bot running? Choose another port, or off", setting, err)
	}
	return a.held[address], nil
}
