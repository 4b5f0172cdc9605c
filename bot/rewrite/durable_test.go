package rewrite_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/rewrite"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestErasingIsSaidToBeDoneOnceItIsDurable(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	said := make(voice, 9)
	e := rewrite.New(rewrite.Options{
		Redis: client, Outbox: &box{}, Deliver: said, Barrier: barrier, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler),
	})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-ended)
	})
	require.NoError(t, e.Erase(t.Context(), 5, "done"))
	require.Eventually(t, func() bool { return barrier.Trouble() != "" }, 20*time.Second, 5*time.Millisecond)
	require.Empty(t, said)
	require.EqualValues(t, 1, client.Exists(t.Context(), "{erasure}:due").Val())
	heal()
	require.Equal(t, "done", (<-said).Text)
}
