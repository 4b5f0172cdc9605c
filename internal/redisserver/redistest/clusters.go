package redistest

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/rastau/rastau/internal/redisserver"
)

// A Cluster takes two seconds until it accepts writes, whatever its settings. So clusters go from one test to the next,
// emptied in between, and end with the last test that may still want one.
var pool struct {
	mu    sync.Mutex
	users int
	idle  []pooled
}

type pooled struct {
	server *redisserver.Server
	dir    string
}

// keepClusters keeps idle clusters until t has ended.
func keepClusters(t *testing.T) {
	t.Helper()
	pool.mu.Lock()
	defer pool.mu.Unlock()
	pool.users++
	t.Cleanup(func() {
		pool.mu.Lock()
		defer pool.mu.Unlock()
		pool.users--
		if pool.users > 0 {
			return
		}
		for _, p := range pool.idle {
			p.end()
		}
		pool.idle = nil
	})
}

// cluster gives t an empty cluster, until t has ended.
func cluster(t *testing.T) *redisserver.Server {
	t.Helper()
	p, ok := take()
	if !ok {
		dir, err := os.MkdirTemp("", "rastau-cluster-") //nolint:usetesting // t's own folder would end with t
		if err != nil {
			t.Fatal(err)
		}
		server, err := redisserver.Start(t.Context(), redisserver.Options{Dir: dir, Cluster: true})
		if err != nil {
			_ = os.RemoveAll(dir)
			t.Fatal(err)
		}
		p = pooled{server, dir}
	}
	t.Cleanup(p.back)
	return p.server
}

func take() (pooled, bool) {
	pool.mu.Lock()
	defer pool.mu.Unlock()
	if len(pool.idle) == 0 {
		return pooled{}, false
	}
	p := pool.idle[len(pool.idle)-1]
	pool.idle = pool.idle[:len(pool.idle)-1]
	return p, true
}

// back empties the cluster for the next test.
func (p pooled) back() {
	client := p.server.Client()
	ctx := context.Background()
	err := client.FlushAll(ctx).Err()
	if err == nil {
		err = client.ScriptFlush(ctx).Err()
	}
	_ = client.Close()
	if err != nil {
		p.end()
		return
	}
	pool.mu.Lock()
	defer pool.mu.Unlock()
	pool.idle = append(pool.idle, p)
}

func (p pooled) end() {
	stop(p.server)
	_ = os.RemoveAll(p.dir)
}
