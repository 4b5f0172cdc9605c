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

// door is what the program serves to everybody by HTTP: the signed history, the blackouts, the bulletins, and the ways in
// for the chat service and for a phone if there are any.
type door struct {
	address   string
	dropped   prometheus.Counter
	history   http.Handler
	bulletins *newsstand
	webhook   http.Handler
	sms       http.Handler
	blackouts http.Handler
	hookURL   string
	barrier   *durable.Barrier
	log       *slog.Logger
}

func (d door) handler() http.Handler {
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

// bodiless refuses requests that have a body where none is wanted.
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

// part serves until its context ends, and then lets calls end that have begun.
func (d door) part(ctx context.Context) (part, error) {
	return serve(ctx, "http", "RASTAU_LISTEN", d.address, d.handler(), d.dropped, d.log)
}

// serve is the part that serves a handler at an address, which a setting names. Nobody who calls can hold more of it than
// the bounds above.
func serve(ctx context.Context, name, setting, address string, h http.Handler, dropped prometheus.Counter, log *slog.Logger) (part, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return part{}, fmt.Errorf("%s: %w. Is another bot running? Choose another port, or off", setting, err)
	}
	connections := inbound.NewConnections(listener, mostConnections, dropped)
	server := &http.Server{
		Handler: h, ConnState: connections.Track, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: headTime, ReadTimeout: requestTime, WriteTimeout: answerTime, IdleTimeout: idleTime, MaxHeaderBytes: largestHead,
	}
	return part{name, func(ctx context.Context) error {
		failed := make(chan error, 1)
		go func() { failed <- server.Serve(connections) }()
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
