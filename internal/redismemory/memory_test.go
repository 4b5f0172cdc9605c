package redismemory

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestTheLeastBoundCounts(t *testing.T) {
	t.Parallel()
	const mib = 1 << 20
	for _, x := range []struct {
		info string
		most int64
		want float64
	}{
		{"used_memory:50 maxmemory:100 total_system_memory:1000", 0, .5},
		{"used_memory:50 maxmemory:100 total_system_memory:1000", 60, 50. / 60},
		{"used_memory:50 maxmemory:100 total_system_memory:1000", 200, .5},
		{"used_memory:50 maxmemory:0 total_system_memory:1000", 200, .25},
		{"used_memory:75 maxmemory:0 total_system_memory:1000", 0, .1},
	} {
		got, err := shareOf("# Memory\r\n"+strings.ReplaceAll(x.info, " ", "\r\n")+"\r\n", x.most)
		require.NoError(t, err)
		require.InDelta(t, x.want, got, 1e-9, x.info)
	}
	_, err := shareOf("# Memory\r\n", mib)
	require.Error(t, err)
}

// A real redis-server that fills up is told of when it gets short, when it is full, and when there is room again; each once.
func TestItIsSaidThatMemoryGetsShort(t *testing.T) {
	t.Parallel()
	client := redistest.Server(t, redisserver.Options{Extra: []string{"--maxmemory", "20mb"}}).Client()
	t.Cleanup(func() { _ = client.Close() })
	var told []State
	w := &Watch{Redis: client, Log: slog.New(slog.DiscardHandler), Tell: func(_ context.Context, s State) error {
		told = append(told, s)
		return nil
	}}
	look := func() {
		w.Look(t.Context())
		w.Look(t.Context())
	}
	fill := func(share float64) {
		for i := 0; ; i++ {
			w.Look(t.Context())
			if w.Used() >= share {
				return
			}
			require.NoError(t, client.RPush(t.Context(), "fill", strings.Repeat("x", 100_000)).Err())
		}
	}
	look()
	require.Empty(t, told)
	require.Empty(t, w.Warning())
	require.False(t, w.IsFull())
	fill(Short)
	look()
	require.Equal(t, []State{Scarce}, told)
	require.Contains(t, w.Warning(), "of its memory")
	require.False(t, w.IsFull())
	fill(Full)
	look()
	require.Equal(t, []State{Scarce, Crammed}, told)
	require.Contains(t, w.Warning(), "no new claims")
	require.True(t, w.IsFull())
	require.NoError(t, client.Del(t.Context(), "fill").Err())
	look()
	require.Equal(t, []State{Scarce, Crammed, Roomy}, told)
	require.False(t, w.IsFull())
}

// Of a Cluster the fullest master counts.
func TestTheFullestMasterCounts(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		w := &Watch{Redis: client, Most: 10 << 20, Log: slog.New(slog.DiscardHandler)}
		w.Look(t.Context())
		if strings.HasSuffix(t.Name(), "miniredis") { // which tells nothing
			require.Zero(t, w.Used())
			return
		}
		require.Positive(t, w.Used())
	})
}
