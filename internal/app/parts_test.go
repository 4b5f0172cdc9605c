package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPartsStopInReverseOrder(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	var stopped []string
	running := make(chan struct{}, 3)
	named := func(name string) part {
		return part{name, func(ctx context.Context) error {
			running <- struct{}{}
			<-ctx.Done()
			mu.Lock()
			defer mu.Unlock()
			stopped = append(stopped, name)
			return nil
		}}
	}
	go func() {
		for range 3 {
			<-running
		}
		cancel()
	}()
	err := runParts(ctx, slog.New(slog.DiscardHandler), []part{named("outbox"), named("workers"), named("poller")})
	require.NoError(t, err)
	require.Equal(t, []string{"poller", "workers", "outbox"}, stopped)
}

func TestOneFailingPartStopsAll(t *testing.T) {
	t.Parallel()
	broken := errors.New("no disk")
	err := runParts(t.Context(), slog.New(slog.DiscardHandler), []part{
		{"steady", func(ctx context.Context) error { <-ctx.Done(); return nil }},
		{"broken", func(context.Context) error { return broken }},
	})
	require.ErrorIs(t, err, broken)
	require.ErrorContains(t, err, "broken: no disk")
}
