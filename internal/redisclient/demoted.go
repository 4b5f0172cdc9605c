package redisclient

import (
	"context"
	"net"
	"sync"
	"syscall"

	"github.com/redis/go-redis/v9"
)

// demoted drops every connection when what is at their other end turns out to be no master any more. The library by itself
// drops one, and that only when the first command of a pipeline is refused: a pipeline that begins by reading would keep to
// the old master for good, and read what is old. Whoever dials next asks Sentinel, or the name server, who the master is.
type demoted struct {
	mu    sync.Mutex
	conns map[*connection]struct{}
}

// connection is one that is known to be open.
type connection struct {
	net.Conn

	of *demoted
}

// Close closes the connection.
func (c *connection) Close() error {
	c.of.mu.Lock()
	delete(c.of.conns, c)
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// checked is a connection that the library can look at before it is used again.
type checked struct {
	*connection
	syscall.Conn
}

func (d *demoted) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := next(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		c := &connection{conn, d}
		d.mu.Lock()
		d.conns[c] = struct{}{}
		d.mu.Unlock()
		if sys, ok := conn.(syscall.Conn); ok {
			return checked{c, sys}, nil
		}
		return c, nil
	}
}

func (d *demoted) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		err := next(ctx, cmd)
		if redis.IsReadOnlyError(err) {
			d.drop()
		}
		return err
	}
}

func (d *demoted) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		err := next(ctx, cmds)
		for _, cmd := range cmds {
			if redis.IsReadOnlyError(cmd.Err()) {
				d.drop()
				break
			}
		}
		return err
	}
}

// drop closes all connections. Whoever waits on one is told that it broke, and asks again.
func (d *demoted) drop() {
	d.mu.Lock()
	all := d.conns
	d.conns = map[*connection]struct{}{}
	d.mu.Unlock()
	for c := range all {
		_ = c.Conn.Close()
	}
}
