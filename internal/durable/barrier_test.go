package durable_test

import (
	"bytes"
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestMain looks for goroutines that are left, but for the one with which go-redis finds out, once a second, whether a server that is
// gone has come back; it sees only then that its client was closed.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/redis/go-redis/v9/internal/pool.(*ConnPool).tryDial"))
}

func connect(t *testing.T, url string) redis.UniversalClient {
	t.Helper()
	o, err := config.ParseRedisURL(url)
	require.NoError(t, err)
	client := redisclient.New(o)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func barrier(t *testing.T, client redis.UniversalClient, p durable.Promise) *durable.Barrier {
	t.Helper()
	b, err := durable.New(t.Context(), client, durable.Options{Promise: p, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// set writes a key, as soon as somebody takes it: a sentinel may still name the old master.
func set(t *testing.T, client redis.UniversalClient, key string) {
	t.Helper()
	require.Eventually(t, func() bool { return client.Set(t.Context(), key, "v", 0).Err() == nil }, 30*time.Second, 10*time.Millisecond)
}

// waits tells that something is not confirmed, and goes on to wait for it.
func waits(t *testing.T, b *durable.Barrier, ctx context.Context) <-chan error {
	t.Helper()
	short, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, b.Confirm(short), context.DeadlineExceeded)
	done := make(chan error, 1)
	go func() { done <- b.Confirm(ctx) }()
	return done
}

func TestNoBarrierPromisesNothing(t *testing.T) {
	t.Parallel()
	var b *durable.Barrier
	require.NoError(t, b.Confirm(b.Begin(t.Context())))
	require.NoError(t, b.Fence(t.Context()))
	require.NoError(t, b.Check(t.Context()))
	require.Empty(t, b.Trouble())
}

func TestWhatARestartMayHaveLostIsDoneAgain(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{TCP: true})
	client := connect(t, server.URL())
	b := barrier(t, client, durable.Promise{Fsync: durable.Written})
	before := b.Begin(t.Context())
	set(t, client, "{a}k")
	require.NoError(t, b.Confirm(before))
	set(t, client, "{a}k")
	server.Kill()
	require.NoError(t, server.Restart(t.Context()))
	require.ErrorIs(t, b.Confirm(before), durable.ErrLost)
	require.ErrorIs(t, b.Confirm(before), durable.ErrLost, "whoever asks again is told again")
	again := b.Begin(t.Context())
	set(t, client, "{a}k")
	require.NoError(t, b.Confirm(again))
}

// While an fsync lasts, a Redis with appendfsync everysec answers before it writes: to kill it then loses what it answered.
func TestWrittenMeansThatAKillLosesNothing(t *testing.T) {
	t.Parallel()
	env, hang, heal := redistest.SlowDisk(t)
	server := redistest.Server(t, redisserver.Options{TCP: true, Env: env})
	client := connect(t, server.URL())
	b := barrier(t, client, durable.Promise{Fsync: durable.Written})
	ctx := b.Begin(t.Context())
	set(t, client, "{a}first")
	require.NoError(t, b.Confirm(ctx))
	hang()
	require.Eventually(t, func() bool { // it begins an fsync a second
		set(t, client, "{a}first")
		info := client.Info(t.Context(), "persistence").Val()
		return bytes.Contains([]byte(info), []byte("aof_pending_bio_fsync:1"))
	}, 5*time.Second, 10*time.Millisecond)
	set(t, client, "{a}second")
	done := waits(t, b, ctx)
	heal()
	require.NoError(t, <-done)
	server.Kill()
	require.NoError(t, server.Restart(t.Context()))
	require.EqualValues(t, 2, client.Exists(t.Context(), "{a}first", "{a}second").Val())
}

func TestSyncedNeedsAServerThatSyncs(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{TCP: true, Fsync: "everysec"})
	client := connect(t, server.URL())
	b := barrier(t, client, durable.Promise{Fsync: durable.Synced})
	ctx := b.Begin(t.Context())
	set(t, client, "{a}k")
	done := waits(t, b, ctx)
	require.Eventually(t, func() bool { return b.Trouble() != "" }, 30*time.Second, 10*time.Millisecond)
	require.Contains(t, b.Trouble(), "appendfsync everysec")
	require.NoError(t, client.ConfigSet(t.Context(), "appendfsync", "always").Err())
	require.NoError(t, <-done)
	require.Empty(t, b.Trouble())
	require.NoError(t, b.Check(t.Context()))
}

func TestWithoutAFileNothingIsWritten(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{TCP: true, Extra: []string{"--appendonly", "no"}})
	client := connect(t, server.URL())
	b := barrier(t, client, durable.Promise{Fsync: durable.Written})
	ctx := b.Begin(t.Context())
	set(t, client, "{a}k")
	waits(t, b, ctx)
	require.NoError(t, barrier(t, client, durable.Promise{Fsync: durable.Unwritten}).Confirm(ctx))
}

func TestReplicaIsWaitedFor(t *testing.T) {
	t.Parallel()
	r := redistest.Sentinel(t, 1, redisserver.Options{})
	client := connect(t, r.URL)
	b := barrier(t, client, durable.Promise{Fsync: durable.Written, Replicas: 1})
	ctx := b.Begin(t.Context())
	set(t, client, "{a}k")
	require.NoError(t, b.Confirm(ctx))

	r.Nodes[0].Link.Hold()
	set(t, client, "{a}k")
	done := waits(t, b, ctx)
	require.Eventually(t, func() bool { return b.Trouble() != "" }, 30*time.Second, 10*time.Millisecond)
	require.Contains(t, b.Trouble(), "0 of 1 replicas")
	r.Nodes[0].Link.Release()
	require.NoError(t, <-done)

	r.Nodes[0].Link.Hold()
	set(t, client, "{a}lost")
	done = waits(t, b, ctx)
	r.Nodes[0].Kill()
	require.ErrorIs(t, <-done, durable.ErrLost)
	again := b.Begin(t.Context())
	set(t, client, "{a}k")
	require.Zero(t, client.Exists(t.Context(), "{a}lost").Val(), "it was lost indeed")
	done = waits(t, b, again)
	require.NoError(t, r.Restart(t.Context(), r.Nodes[0]))
	require.NoError(t, <-done, "it goes on once the replica is back")
}
