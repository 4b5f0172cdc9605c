// Package redistest gives tests a Redis: in process, a real one, or a cluster of one node.
package redistest

import (
	"context"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/redisserver"
)

// Each runs one suite on every Redis that Rastau runs on: miniredis, redis-server, and a Cluster, which refuses a step
// that touches more than one slot. Each run has a Redis of its own that is empty.
func Each(t *testing.T, suite func(t *testing.T, client redis.UniversalClient)) {
	t.Helper()
	keepClusters(t)
	t.Run("miniredis", func(t *testing.T) {
		t.Parallel()
		suite(t, Mini(t))
	})
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		client := Server(t, redisserver.Options{}).Client()
		t.Cleanup(func() { _ = client.Close() })
		suite(t, client)
	})
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		client := redis.NewClusterClient(&redis.ClusterOptions{Addrs: []string{cluster(t).Addr()}})
		t.Cleanup(func() { _ = client.Close() })
		suite(t, client)
	})
}

// Mini gives a client of an in-process Redis.
func Mini(tb testing.TB) redis.UniversalClient {
	tb.Helper()
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(tb).Addr()})
	tb.Cleanup(func() { _ = client.Close() })
	return client
}

// Server starts a redis-server that ends with the test, in a folder of its own unless o names one.
func Server(tb testing.TB, o redisserver.Options) *redisserver.Server {
	tb.Helper()
	if o.Dir == "" {
		o.Dir = tb.TempDir()
	}
	s, err := redisserver.Start(tb.Context(), o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { stop(s) })
	return s
}

func stop(s *redisserver.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if s.Stop(ctx) != nil {
		s.Kill()
	}
}
