package telegram

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/rastau/rastau/internal/backoff"
)

// Direct stands for no proxy in a list of proxies.
const Direct = "direct"

// Back-off of a route that failed. It is short, for the one that works may open for minutes only; and a route in back-off
// is still tried when there is no other.
const (
	firstBackOff = time.Second
	lastBackOff  = time.Minute
)

// route is one way to the Bot API server: an address, and a proxy or none.
type route struct {
	base   *url.URL
	client *http.Client
	name   string // for the log: the address's host and the proxy's place in the list

	failures int
	until    time.Time // in back-off
}

// routes are all ways to the Bot API server, the one that worked last first. What fails before anything was sent is tried
// by the next; what may have arrived is not, but then the next call takes another.
type routes struct {
	clock   clockwork.Clock
	log     *slog.Logger
	changes prometheus.Counter
	first   *url.URL // calls come addressed to this one

	mu  sync.Mutex
	all []*route
}

// List splits a list of addresses at its commas.
func List(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// newRoutes makes a route for each address by each proxy, or by the client given.
func newRoutes(o Options, m *metrics) (*routes, error) {
	r := &routes{clock: o.Clock, log: o.Log, changes: m.routeChanges}
	if r.clock == nil {
		r.clock = clockwork.NewRealClock()
	}
	clients := []*http.Client{o.HTTP}
	if o.HTTP == nil {
		proxies := List(o.Proxy)
		if len(proxies) == 0 {
			proxies = []string{""}
		}
		clients = nil
		for _, p := range proxies {
			client, err := newHTTP(p)
			if err != nil {
				return nil, err
			}
			clients = append(clients, client)
		}
	}
	for _, address := range List(cmp.Or(o.URL, Official)) {
		base, err := url.Parse(strings.TrimRight(address, "/"))
		if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
			return nil, errors.New("the Bot API server's address is no http or https URL")
		}
		for i, client := range clients {
			name := base.Host
			if len(clients) > 1 {
				name += " by proxy " + strconv.Itoa(i+1)
			}
			r.all = append(r.all, &route{base: base, client: client, name: name})
		}
	}
	if len(r.all) == 0 {
		return nil, errors.New("the Bot API server has no address")
	}
	r.first = r.all[0].base
	return r, nil
}

// order gives the routes to try: those that are not in back-off, or else the one that comes out of it first.
func (r *routes) order() []*route {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now()
	var ready []*route
	for _, way := range r.all {
		if !way.until.After(now) {
			ready = append(ready, way)
		}
	}
	if len(ready) > 0 {
		return ready
	}
	return []*route{slices.MinFunc(r.all, func(a, b *route) int { return a.until.Compare(b.until) })}
}

// try makes a request by the first route that takes it. reached is set once one may have read it, and failed is told of each
// route that does not take it.
func (r *routes) try(req *http.Request, reached *atomic.Bool, failed func(*route)) (resp *http.Response, way *route, err error) {
	address := req.URL
	for i, way := range r.order() {
		if i > 0 && req.GetBody != nil {
			if req.Body, err = req.GetBody(); err != nil {
				return nil, nil, err
			}
		}
		req.URL, req.Host = r.addressed(address, way), ""
		if resp, err = way.client.Do(req); err == nil {
			return resp, way, nil
		}
		if !errors.Is(req.Context().Err(), context.Canceled) {
			failed(way)
		}
		usedUp := req.Body != nil && req.GetBody == nil // the body cannot be had again
		if reached.Load() || usedUp || req.Context().Err() != nil {
			break
		}
	}
	return nil, nil, err
}

// addressed is an address of the first route as it is on another.
func (r *routes) addressed(address *url.URL, way *route) *url.URL {
	u := *address
	u.Scheme, u.Host, u.User, u.RawPath = way.base.Scheme, way.base.Host, way.base.User, ""
	u.Path = way.base.Path + strings.TrimPrefix(u.Path, r.first.Path)
	return &u
}

// failed puts a route into back-off.
func (r *routes) failed(way *route) {
	r.mu.Lock()
	defer r.mu.Unlock()
	way.until = r.clock.Now().Add(backoff.Double(firstBackOff, lastBackOff, way.failures))
	way.failures++
}

// worked remembers a route: it is the first to be tried from now on.
func (r *routes) worked(way *route) {
	r.mu.Lock()
	defer r.mu.Unlock()
	way.failures, way.until = 0, time.Time{}
	if r.all[0] == way {
		return
	}
	i := slices.Index(r.all, way)
	r.all = slices.Insert(slices.Delete(r.all, i, i+1), 0, way)
	r.changes.Inc()
	r.log.Info("Telegram is reached by another way", "way", way.name)
}

// isAnswer tells whether the Bot API server itself wrote an answer, not somebody in between.
func isAnswer(body []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) }

// CloseIdle closes connections that nothing uses.
func (c *Client) CloseIdle() {
	c.routes.mu.Lock()
	defer c.routes.mu.Unlock()
	for _, way := range c.routes.all {
		way.client.CloseIdleConnections()
	}
}
