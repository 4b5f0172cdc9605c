package redisstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

// Rewrap seals all that the store keeps anew, and gives how many values that were. It may run while the store is used: the
// digests that chain a ledger are of what is sealed, not of the seals.
func Rewrap(ctx context.Context, client redis.UniversalClient, wrap rewrap.Wrap) (n int, err error) {
	hash := func(only ...string) func(context.Context, redis.Cmdable, string) (int, error) {
		return func(ctx context.Context, c redis.Cmdable, key string) (int, error) {
			return wrap.Hash(ctx, c, key, rewrap.Here, only...)
		}
	}
	for _, kind := range []struct {
		pattern string
		do      func(ctx context.Context, c redis.Cmdable, key string) (int, error)
	}{
		{"{c:*}:ledger:*", func(ctx context.Context, c redis.Cmdable, key string) (int, error) {
			return wrap.List(ctx, c, key, rewrap.Here)
		}},
		{"{c:*}:kept:*", hash()},
		{"{c:*}:askers:*", hash()},
		{"{c:*}:features", hash()},
		{"{p:*}:person:*", hash("r")},
		{"{p:*}:bans", hash()},
		{actsKey, func(ctx context.Context, c redis.Cmdable, key string) (int, error) {
			return wrap.List(ctx, c, key, rewrap.Here)
		}},
		{"{s:*}:channel:*", hash("r")},
		{"{i:*}:invite", hash("i")},
		{resultsKey, hash()},
		{digestsKey, hash()},
		{blackoutLog, hash()},
		{assessmentKey, func(ctx context.Context, c redis.Cmdable, key string) (int, error) {
			return wrap.Text(ctx, c, key, func(key, _ string) (string, string, int) { return key, "a", 0 })
		}},
	} {
		err := rewrap.Each(ctx, client, kind.pattern, func(key string) error {
			changed, err := kind.do(ctx, client, key)
			n += changed
			if errors.Is(err, redis.Nil) {
				return nil // gone meanwhile
			}
			return err
		})
		if err != nil {
			return n, fmt.Errorf("seal anew: %w", err)
		}
	}
	return n, nil
}
