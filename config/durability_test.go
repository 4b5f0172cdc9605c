package config_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
)

func TestReplicasAreWaitedForWhereAMasterIsReplaced(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		url, replicas string
		want          int
	}{
		{"", "", 0}, {"redis://h", "", 0}, {"redis://h", "2", 2}, {"unix:///r", "", 0},
		{"redis://h1,h2", "", 1}, {"redis://h?cluster=true", "", 1}, {"redis://h1,h2", "0", 0},
		{"redis+sentinel://h/main", "", 1}, {"rediss+sentinel://h/main", "3", 3},
	} {
		s, err := config.Load(nil, good("RASTAU_REDIS_URL="+c.url, "RASTAU_REDIS_REPLICAS="+c.replicas))
		require.NoError(t, err)
		require.Equal(t, c.want, s.Replicas(), c)
	}
}
