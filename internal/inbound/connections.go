// Package inbound bounds what strangers can hold of an HTTP server that everybody can reach: connections on which nothing
// comes, bodies that never end, answers that nobody reads.
package inbound

import (
	"container/list"
	"net"
	"net/http"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

// Connections is a listener with at most so many connections open. When there are as many as may be, the one that has been
// without a request for longest is closed for the one that comes: whoever sends a request at once is served, however many
// hold connections and say nothing.
type Connections struct {
	net.Listener
	most    int
	dropped prometheus.Counter

	mu    sync.Mutex
	open  map[net.Conn]*list.Element // nil for those with a request that is being answered
	quiet *list.List                 // connections without one, the longest first
}

// NewConnections bounds the connections of a listener. dropped counts those that were closed for others.
func NewConnections(l net.Listener, most int, dropped prometheus.Counter) *Connections {
	return &Connections{Listener: l, most: most, dropped: dropped, open: map[net.Conn]*list.Element{}, quiet: list.New()}
}

// Accept waits for the next connection.
func (c *Connections) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if c.admit(conn) {
			return conn, nil
		}
		c.dropped.Inc()
		_ = conn.Close()
	}
}

// admit makes room for a connection; there is none while all others are being answered.
func (c *Connections) admit(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) >= c.most {
		longest := c.quiet.Front()
		if longest == nil {
			return false
		}
		old, _ := c.quiet.Remove(longest).(net.Conn)
		delete(c.open, old)
		c.dropped.Inc()
		_ = old.Close()
	}
	c.open[conn] = c.quiet.PushBack(conn)
	return true
}

// Track follows the connections of a server that serves this listener: it is for [http.Server.ConnState]. A connection
// becomes active when the head of its request was read whole.
func (c *Connections) Track(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	place, known := c.open[conn]
	if !known || state == http.StateNew {
		return
	}
	if place != nil {
		c.quiet.Remove(place)
	}
	switch state {
	case http.StateActive:
		c.open[conn] = nil
	case http.StateIdle:
		c.open[conn] = c.quiet.PushBack(conn)
	default:
		delete(c.open, conn)
	}
}
