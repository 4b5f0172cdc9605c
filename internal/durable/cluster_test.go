package durable_test

import (
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestEveryMasterOfAClusterIsWaitedFor(t *testing.T) {
	t.Parallel()
	r := redistest.Cluster(t, 3, redisserver.Options{})
	client := connect(t, r.URL)
	b := barrier(t, client, durable.Promise{Fsync: durable.Written, Replicas: 1})
	pipe, err := client.AutoPipeline()
	require.NoError(t, err)
	masters, err := r.Masters(t.Context())
	require.NoError(t, err)
	require.Len(t, masters, 3)
	for _, m := range masters { // by way of the pipelines that callers share, too
		for _, c := range []redis.Cmdable{client, pipe} {
			ctx := b.Begin(t.Context())
			for i := range 20 {
				require.NoError(t, c.Set(ctx, fmt.Sprintf("{%d}k", i), "v", 0).Err())
			}
			require.NoError(t, b.Confirm(ctx))
			m.Link.Hold()
			for i := range 20 {
				require.NoError(t, c.Set(ctx, fmt.Sprintf("{%d}k", i), "w", 0).Err())
			}
			done := waits(t, b, ctx)
			m.Link.Release()
			require.NoError(t, <-done)
		}
	}

	old := masters[0]
	var keys []string // of that master
	for i := range 20 {
		key := fmt.Sprintf("{%d}k", i)
		node, err := client.(*redis.ClusterClient).MasterForKey(t.Context(), key)
		require.NoError(t, err)
		if node.Options().Addr == old.Link.Addr() {
			keys = append(keys, key)
		}
	}
	require.NotEmpty(t, keys)
	ctx := b.Begin(t.Context())
	old.Link.Hold()
	require.NoError(t, client.Set(ctx, keys[0], "lost", 0).Err())
	done := waits(t, b, ctx)
	old.Kill()
	require.ErrorIs(t, <-done, durable.ErrLost)
	require.Equal(t, "w", client.Get(t.Context(), keys[0]).Val(), "it was lost indeed")
	require.NoError(t, r.Restart(t.Context(), old)) // its successor needs a replica
	for tries := 0; ; tries++ {                     // it may notice the successor later than that the master is gone
		again := b.Begin(t.Context())
		require.NoError(t, client.Set(again, keys[0], "v", 0).Err())
		err := b.Confirm(again)
		if err == nil {
			return
		}
		require.ErrorIs(t, err, durable.ErrLost)
		require.Less(t, tries, 3)
	}
}
