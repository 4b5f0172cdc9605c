package redisserver_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestEachAnswers(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		require.NoError(t, client.Set(t.Context(), "k", "v", 0).Err())
		require.Equal(t, "v", client.Get(t.Context(), "k").Val())
	})
}

func TestKilledServerComesBackWithItsData(t *testing.T) {
	t.Parallel()
	s := redistest.Server(t, redisserver.Options{Fsync: "always"})
	client := s.Client()
	defer func() { _ = client.Close() }()
	require.NoError(t, client.Set(t.Context(), "k", "v", 0).Err())
	s.Kill()
	require.Error(t, client.Get(t.Context(), "k").Err())
	require.NoError(t, s.Restart(t.Context()))
	require.Equal(t, "v", client.Get(t.Context(), "k").Val())
}

func TestServerLeftBehindIsReplacedWithoutLoss(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := redistest.Server(t, redisserver.Options{Dir: dir})
	client := first.Client()
	require.NoError(t, client.Set(t.Context(), "k", "v", 0).Err())
	require.NoError(t, client.Close())

	second := redistest.Server(t, redisserver.Options{Dir: dir}) // first was never stopped
	client = second.Client()
	defer func() { _ = client.Close() }()
	require.Equal(t, "v", client.Get(t.Context(), "k").Val())
	<-first.Dead()
	require.NoError(t, second.Stop(t.Context()))
	require.NoError(t, second.Stop(t.Context()), "twice does no harm")
}

func TestOnlyTheOwnerReachesTheSocketAndLongPathsWork(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), strings.Repeat("long", 30))
	s := redistest.Server(t, redisserver.Options{Dir: dir})
	info, err := os.Stat(strings.TrimPrefix(s.URL(), "unix://"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}
