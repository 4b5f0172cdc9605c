package redisclient_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// backWithin returns how soon after Redis has a new master every command must succeed again: on a machine that does nothing
// else, five seconds, and beside all the other tests, half of the minute after which the library looks by itself.
func backWithin() time.Duration {
	if os.Getenv("CHAOS") == "full" {
		return 5 * time.Second
	}
	return 30 * time.Second
}

// TestNewMasterIsFoundSoon takes a master away from a client whose every connection is in use, in each way that a machine
// has of going, and waits for every key and every blocking read to work again.
func TestNewMasterIsFoundSoon(t *testing.T) {
	t.Parallel()
	cluster := func(t *testing.T) *redistest.Replicated { return redistest.Cluster(t, 3, redisserver.Options{}) }
	sentinel := func(t *testing.T) *redistest.Replicated { return redistest.Sentinel(t, 1, redisserver.Options{}) }
	kill := func(_ *testing.T, n *redistest.Node) { n.Kill() }
	hang := func(t *testing.T, n *redistest.Node) {
		n.Signal(syscall.SIGSTOP)
		t.Cleanup(func() { n.Signal(syscall.SIGCONT) })
	}
	vanish := func(t *testing.T, n *redistest.Node) {
		n.Kill()
		n.Link.Blackhole(t)
	}
	for name, c := range map[string]struct {
		start func(*testing.T) *redistest.Replicated
		fail  func(*testing.T, *redistest.Node)
		full  bool
	}{
		"cluster, killed": {start: cluster, fail: kill}, "cluster, hangs": {start: cluster, fail: hang},
		"cluster, gone from the network": {start: cluster, fail: vanish, full: true},
		"sentinel, killed":               {start: sentinel, fail: kill, full: true}, "sentinel, hangs": {start: sentinel, fail: hang},
		"sentinel, gone from the network": {start: sentinel, fail: vanish, full: true},
	} {
		if c.full && os.Getenv("CHAOS") != "full" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testFailover(t, c.start(t), c.fail)
		})
	}
}

func testFailover(t *testing.T, r *redistest.Replicated, fail func(*testing.T, *redistest.Node)) {
	t.Helper()
	options, err := config.ParseRedisURL(r.URL)
	require.NoError(t, err)
	options.PoolSize = 64
	client := redisclient.New(options)
	pipe, err := client.AutoPipeline()
	require.NoError(t, err)

	const keys = 30
	var mu sync.Mutex
	worked := map[string]time.Time{} // when each last did
	var busy sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(func() {
		stop()
		busy.Wait()
		_ = client.Close()
	})
	again := func(name string, do func() error) {
		busy.Go(func() {
			for ctx.Err() == nil {
				began := time.Now()
				if do() == nil {
					mu.Lock()
					worked[name] = began
					mu.Unlock()
				}
				select {
				case <-time.After(20 * time.Millisecond):
				case <-ctx.Done():
				}
			}
		})
	}
	for i := range keys {
		again(fmt.Sprint("write ", i), func() error { return pipe.Set(ctx, fmt.Sprintf("{%d}k", i), "v", 0).Err() })
		again(fmt.Sprint("read ", i), func() error {
			_, err := redisclient.Blocking(ctx, 250*time.Millisecond, func(ctx context.Context) ([]redis.XStream, error) {
				return client.XRead(ctx, &redis.XReadArgs{Streams: []string{fmt.Sprintf("{%d}s", i), "0"}, Block: 250 * time.Millisecond}).Result()
			})
			if errors.Is(err, redis.Nil) {
				return nil
			}
			return err
		})
	}
	all := func(since time.Time) func() bool {
		return func() bool {
			mu.Lock()
			defer mu.Unlock()
			n := 0
			for _, at := range worked {
				if at.After(since) {
					n++
				}
			}
			return n == 2*keys
		}
	}
	require.Eventually(t, all(time.Time{}), 30*time.Second, 20*time.Millisecond)

	masters, err := r.Masters(ctx)
	require.NoError(t, err)
	old := masters[0]
	replica := r.Replica(ctx, old)
	require.NotNil(t, replica)
	fail(t, old)
	require.Eventually(t, func() bool { return replica.IsMaster(ctx) }, 30*time.Second, 10*time.Millisecond)
	back := time.Now()
	require.Eventually(t, all(back), backWithin(), 10*time.Millisecond)
	t.Logf("all worked again %v after there was a new master", time.Since(back).Round(time.Millisecond))
}
