package app

import (
	"context"
	"sync/atomic"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

// quarantined counts what was set aside because it could not be handled: updates and messages.
func (a *App) quarantined(ctx context.Context) (updates, messages int64, err error) {
	if updates, err = a.Intake.Quarantined(ctx); err != nil {
		return 0, 0, err
	}
	messages, err = a.Outbox.Quarantined(ctx)
	return updates, messages, err
}

// entries is how many entries the streams have whose names match; 0 for what cannot be read.
func entries(ctx context.Context, client redis.UniversalClient, pattern string) int64 {
	var n atomic.Int64 // masters of a Cluster are asked at the same time
	_ = rewrap.Each(ctx, client, pattern, func(key string) error {
		one, err := client.XLen(ctx, key).Result()
		n.Add(one)
		return err
	})
	return n.Load()
}
