// Package redisclient makes the client by which everything here reaches Redis: one that finds the new master soon after a
// failover, whether the old one refuses connections, hangs, or has vanished from the network.
package redisclient

import (
	"context"
	"errors"
	"io"
	"net"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// Timeout is how long Redis may take to answer before the connection counts as broken. An answer that takes longer
	// is asked for again, which every command of ours can be.
	Timeout = 1500 * time.Millisecond
	// dialTimeout is how long a machine that is gone holds up a connection.
	dialTimeout = time.Second
)

// quiet takes the place of go-redis's own log, which writes past ours: what it says is in the errors that we log.
type quiet struct{}

func (quiet) Printf(context.Context, string, ...any) {}

func init() { redis.SetLogger(quiet{}) }

// New makes a client of what the options name: one node, a master behind Sentinel, or a Cluster.
func New(o *redis.UniversalOptions) redis.UniversalClient {
	tuned := *o
	tuned.ContextTimeoutEnabled = true
	tuned.ReadTimeout, tuned.WriteTimeout, tuned.DialTimeout = Timeout, Timeout, dialTimeout
	// Whoever asks tries again by itself: to dial five times would hold up what could go to another node meanwhile.
	tuned.DialerRetries = 1
	client := redis.NewUniversalClient(&tuned)
	switch c := client.(type) {
	case *redis.ClusterClient:
		c.OnNewNode(func(node *redis.Client) { node.AddHook(reload{c}) })
	case *redis.Client:
		c.AddHook(&demoted{conns: map[*connection]struct{}{}})
	}
	return client
}

// Blocking runs a command that Redis lets wait for so long. By itself the library gives such a command ten seconds more
// before it counts the connection as broken.
func Blocking[T any](ctx context.Context, wait time.Duration, run func(ctx context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, wait+Timeout)
	defer cancel()
	return run(ctx)
}

// reload has a Cluster's map of slots read anew when one of its nodes cannot be reached. The library by itself does so only
// when a node answers that it is no longer the right one, which a dead one never does, or after a minute.
type reload struct{ cluster *redis.ClusterClient }

func (r reload) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := next(ctx, network, addr)
		r.after(err)
		return conn, err
	}
}

func (r reload) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		err := next(ctx, cmd)
		r.after(err)
		return err
	}
}

func (r reload) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		err := next(ctx, cmds)
		r.after(err)
		return err
	}
}

func (r reload) after(err error) {
	if err == nil || errors.Is(err, redis.Nil) {
		return
	}
	if _, unreachable := errors.AsType[net.Error](err); unreachable || errors.Is(err, io.EOF) {
		r.cluster.ReloadState(context.Background())
	}
}
