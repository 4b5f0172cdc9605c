package app

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// client is one of a Redis.
func clientOf(t *testing.T, url string) redis.UniversalClient {
	t.Helper()
	options, err := config.ParseRedisURL(url)
	require.NoError(t, err)
	c := redisclient.New(options)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// examined is what the check of Redis says, as doctor prints it.
func examined(ctx context.Context, client redis.UniversalClient, p durable.Promise) (string, bool) {
	r := report{name: "redis"}
	checkMasters(ctx, client, p, &r)
	var out bytes.Buffer
	sick, _ := printed(&out, []report{r})
	return out.String(), sick
}

// TestDoctorNamesEveryFaultOfRedis: all at once, each with how to mend it.
func TestDoctorNamesEveryFaultOfRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{TCP: true, Extra: []string{"--appendonly", "no", "--maxmemory-policy", "allkeys-lru", "--min-replicas-max-lag", "0", "--appendfsync", "everysec"}})
	client := clientOf(t, server.URL())
	say := func(p durable.Promise) (string, bool) {
		return examined(t.Context(), client, p)
	}
	said, sick := say(durable.Promise{Fsync: durable.Synced, Replicas: 2})
	require.True(t, sick)
	require.Equal(t, 6, strings.Count(said, "FAIL"), said)
	for _, mend := range []string{
		"CONFIG SET appendonly yes", "CONFIG SET maxmemory-policy noeviction", "0 of the 2 replicas", "CONFIG SET appendfsync always",
		"CONFIG SET min-replicas-to-write 2", "CONFIG SET min-replicas-max-lag 10",
	} {
		require.Contains(t, said, mend)
	}
	for name, value := range map[string]string{"appendonly": "yes", "maxmemory-policy": "noeviction", "appendfsync": "no"} {
		require.NoError(t, client.ConfigSet(t.Context(), name, value).Err())
	}
	said, sick = say(durable.Promise{Fsync: durable.Written})
	require.True(t, sick)
	require.Contains(t, said, "CONFIG SET appendfsync everysec")
	require.NotContains(t, said, "replicas")
	_, sick = say(durable.Promise{Fsync: durable.Unwritten})
	require.False(t, sick, "nothing is promised")
	require.NoError(t, client.ConfigSet(t.Context(), "appendfsync", "everysec").Err())
	said, sick = say(durable.Promise{Fsync: durable.Written})
	require.False(t, sick, said)
}

func TestDoctorLooksAtEveryMaster(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*redistest.Replicated{
		"sentinel": redistest.Sentinel(t, 1, redisserver.Options{}), "cluster": redistest.Cluster(t, 3, redisserver.Options{}),
	} {
		client := clientOf(t, r.URL)
		check := func(replicas int) (string, bool) {
			return examined(t.Context(), client, durable.Promise{Fsync: durable.Written, Replicas: replicas})
		}
		masters, err := r.Masters(t.Context())
		require.NoError(t, err)
		said, sick := check(1)
		require.True(t, sick, name)
		require.Equal(t, len(masters), strings.Count(said, "CONFIG SET min-replicas-to-write 1"), said)
		each := func(do func(c *redis.Client) error) {
			if c, ok := client.(*redis.ClusterClient); ok {
				require.NoError(t, c.ForEachMaster(t.Context(), func(_ context.Context, c *redis.Client) error { return do(c) }))
				return
			}
			require.NoError(t, do(client.(*redis.Client)))
		}
		each(func(c *redis.Client) error { return c.ConfigSet(t.Context(), "min-replicas-to-write", "1").Err() })
		said, sick = check(1)
		require.False(t, sick, said)
		said, sick = check(0)
		require.False(t, sick, said)
		require.Contains(t, said, "RASTAU_REDIS_REPLICAS=1")
	}
}
