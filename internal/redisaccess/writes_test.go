package redisaccess_test

import (
	"context"
	"errors"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisaccess"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestEveryMasterIsWrittenTo: nothing of it stays, and the first that takes nothing is told of.
func TestEveryMasterIsWrittenTo(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		require.NoError(t, redisaccess.Writes(t.Context(), client))
		none := func(ctx context.Context, c *redis.Client) error {
			if n, err := c.DBSize(ctx).Result(); err != nil || n > 0 {
				return errors.Join(err, errors.New("something stayed"))
			}
			return nil
		}
		switch c := client.(type) {
		case *redis.ClusterClient:
			require.NoError(t, c.ForEachMaster(t.Context(), none))
		case *redis.Client:
			require.NoError(t, none(t.Context(), c))
		}
	})
	cluster := redistest.Cluster(t, 3, redisserver.Options{})
	masters, err := cluster.Masters(t.Context())
	require.NoError(t, err)
	one := masters[1].Client()
	t.Cleanup(func() { _ = one.Close() })
	require.NoError(t, one.ConfigSet(t.Context(), "min-replicas-to-write", "2").Err())
	options, err := redis.ParseClusterURL("redis://" + masters[0].Addr())
	require.NoError(t, err)
	client := redis.NewClusterClient(options)
	t.Cleanup(func() { _ = client.Close() })
	require.Equal(t, "NOREPLICAS", redisaccess.Passing(redisaccess.Writes(t.Context(), client)))
}

func TestAReplicaIsNoMasterThoughItTakesWrites(t *testing.T) {
	t.Parallel()
	client := redistest.Server(t, redisserver.Options{Extra: []string{"--replica-read-only", "no"}}).Client()
	t.Cleanup(func() { _ = client.Close() })
	require.NoError(t, client.ReplicaOf(t.Context(), "127.0.0.1", "1").Err())
	err := redisaccess.Writes(t.Context(), client)
	require.ErrorIs(t, err, redisaccess.ErrReplica)
	require.Equal(t, "READONLY", redisaccess.Passing(err))
	require.Empty(t, redisaccess.Passing(errors.New("BUSYGROUP Consumer Group name already exists")))
}
