package lease_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/lease"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// newLease is a lease as one replica holds it.
func newLease(client redis.UniversalClient, clock clockwork.Clock) lease.Lease {
	return lease.Lease{Redis: client, Clock: clock, Log: slog.New(slog.DiscardHandler), Key: "{test}:lease"}
}

func TestOneAtATimeAndTheNextWhenItEnds(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		clock := clockwork.NewFakeClock()
		working := make(chan string)
		replica := func(ctx context.Context, name string) chan error {
			ended := make(chan error, 1)
			go func() {
				ended <- newLease(client, clock).Run(ctx, func(ctx context.Context) error {
					working <- name
					<-ctx.Done()
					return nil
				})
			}()
			return ended
		}
		first, stopFirst := context.WithCancel(t.Context())
		firstEnded := replica(first, "first")
		require.Equal(t, "first", <-working)

		second, stopSecond := context.WithCancel(t.Context())
		secondEnded := replica(second, "second")
		// Both wait by the clock now: the first to renew, the second to try again.
		require.NoError(t, clock.BlockUntilContext(t.Context(), 2))
		clock.Advance(lease.TTL / 3)
		require.NoError(t, clock.BlockUntilContext(t.Context(), 2))
		select {
		case name := <-working:
			t.Fatalf("%s works beside the first", name)
		default:
		}
		stopFirst()
		require.NoError(t, <-firstEnded)
		require.NoError(t, clock.BlockUntilContext(t.Context(), 1))
		clock.Advance(lease.TTL / 3)
		require.Equal(t, "second", <-working)
		stopSecond()
		require.NoError(t, <-secondEnded)
	})
}

func TestWorkEndsWhenTheLeaseIsLost(t *testing.T) {
	t.Parallel()
	client, clock := redistest.Mini(t), clockwork.NewFakeClock()
	ctx, stop := context.WithCancel(t.Context())
	began, lost := make(chan struct{}, 9), make(chan struct{}, 9)
	ended := make(chan error, 1)
	go func() {
		ended <- newLease(client, clock).Run(ctx, func(ctx context.Context) error {
			began <- struct{}{}
			<-ctx.Done()
			lost <- struct{}{}
			return nil
		})
	}()
	<-began
	require.NoError(t, client.Set(t.Context(), "{test}:lease", "somebody else", time.Minute).Err())
	require.NoError(t, clock.BlockUntilContext(t.Context(), 1))
	clock.Advance(lease.TTL / 3)
	<-lost
	require.Equal(t, "somebody else", client.Get(t.Context(), "{test}:lease").Val(), "what is another's is left alone")
	stop()
	require.NoError(t, <-ended)
}

func TestTheLeaseIsKeptUntilTheWorkIsFinished(t *testing.T) {
	t.Parallel()
	client, clock := redistest.Mini(t), clockwork.NewFakeClock()
	ctx, stop := context.WithCancel(t.Context())
	stopping, finish := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- newLease(client, clock).Run(ctx, func(ctx context.Context) error {
			<-ctx.Done()
			close(stopping)
			<-finish
			return nil
		})
	}()
	require.NoError(t, clock.BlockUntilContext(t.Context(), 1))
	stop()
	<-stopping
	mine := client.Get(t.Context(), "{test}:lease").Val()
	require.NoError(t, client.Del(t.Context(), "{test}:lease").Err())
	clock.Advance(lease.TTL / 3)
	require.NoError(t, clock.BlockUntilContext(t.Context(), 1))
	require.Equal(t, mine, client.Get(t.Context(), "{test}:lease").Val(), "renewed while the work goes on")
	close(finish)
	require.NoError(t, <-ended)
	require.ErrorIs(t, client.Get(t.Context(), "{test}:lease").Err(), redis.Nil, "given back")
}
