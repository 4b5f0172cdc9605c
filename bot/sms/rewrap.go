package sms

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

// Rewrap seals all that waits to be sent anew, and gives how many values that were. It may run while the gateway does.
func Rewrap(ctx context.Context, client redis.UniversalClient, wrap rewrap.Wrap) (int, error) {
	n, err := wrap.Hash(ctx, client, itemsKey, rewrap.Here)
	if err != nil {
		return n, fmt.Errorf("seal waiting SMS anew: %w", err)
	}
	return n, nil
}
