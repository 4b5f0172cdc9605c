package redisclient_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestAMasterThatBecameAReplicaIsLeft demotes the master while its connections live on: nothing breaks, and whoever
// reads first would read what is old.
func TestAMasterThatBecameAReplicaIsLeft(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	successor := redistest.Server(t, redisserver.Options{TCP: true})
	old := redistest.Server(t, redisserver.Options{TCP: true})
	var master atomic.Value
	master.Store(old.Addr())
	client := redisclient.New(&redis.UniversalOptions{
		Addrs: []string{old.Addr()}, PoolSize: 20,
		Dialer: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, master.Load().(string))
		},
	})
	t.Cleanup(func() { _ = client.Close() })
	const callers = 20
	call := func() error { // reads first, as a worker does
		_, err := client.Pipelined(ctx, func(p redis.Pipeliner) error {
			p.Get(ctx, "{a}k")
			p.Set(ctx, "{a}k", "v", 0)
			return nil
		})
		if errors.Is(err, redis.Nil) {
			err = nil
		}
		return err
	}
	all := func(do func()) {
		var each sync.WaitGroup
		for range callers {
			each.Go(do)
		}
		each.Wait()
	}
	require.NoError(t, client.Set(ctx, "{a}k", "v", 0).Err())
	all(func() { require.NoError(t, call()) })

	host, port, err := net.SplitHostPort(successor.Addr())
	require.NoError(t, err)
	master.Store(successor.Addr())
	admin := old.Client()
	t.Cleanup(func() { _ = admin.Close() })
	require.NoError(t, admin.ReplicaOf(ctx, host, port).Err())
	require.Eventually(t, func() bool { return call() == nil }, 20*time.Second, 10*time.Millisecond)
	all(func() { require.NoError(t, call()) }) // every connection, not only the one that was refused
}
