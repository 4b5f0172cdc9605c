package schedule_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestAJobHasRunOnceWhatItDidIsDurable(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	r := newRig(t, client)
	s := r.schedule(nil).Confirmed(barrier)
	s.Every("@every 5s", "job", func(ctx context.Context) error {
		r.ran <- "it"
		return client.Set(ctx, "{done}", "v", 0).Err()
	})
	defer r.start(s)()
	last := func() string {
		key, err := client.Keys(t.Context(), "*job*last*").Result()
		require.NoError(t, err)
		require.Len(t, key, 1)
		return client.Get(t.Context(), key[0]).Val()
	}
	r.pass(2, 5*time.Second)
	<-r.ran
	require.Eventually(t, func() bool { return barrier.Trouble() != "" }, 20*time.Second, 5*time.Millisecond)
	require.Equal(t, strconv.FormatInt(begin.UnixMilli(), 10), last(), "as it was first seen")
	heal()
	require.Eventually(t, func() bool { return last() == strconv.FormatInt(begin.Add(5*time.Second).UnixMilli(), 10) }, 20*time.Second, 5*time.Millisecond)
}
