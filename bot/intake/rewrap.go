package intake

import (
	"context"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

// Rewrap seals the updates in quarantine anew, and gives how many those were, and how many updates that wait to be handled
// are still sealed with an older key: an entry of a stream cannot be changed, and they are gone in a moment.
func Rewrap(ctx context.Context, client redis.UniversalClient, wrap rewrap.Wrap) (n, waiting int, err error) {
	err = rewrap.Each(ctx, client, "{in:*}:updates", func(key string) error {
		return eachEntry(ctx, client, key, func(m redis.XMessage) error {
			sealed, _ := m.Values["u"].(string)
			// What cannot be opened goes to quarantine when its turn comes.
			if _, changed, err := wrap(key, "update", []byte(sealed)); err == nil && changed {
				waiting++
			}
			return nil
		})
	})
	if err != nil {
		return n, waiting, fmt.Errorf("look at what waits in the intake: %w", err)
	}
	err = rewrap.Each(ctx, client, "{in:*}:quarantine", func(key string) error {
		return eachEntry(ctx, client, key, func(m redis.XMessage) error {
			field, record := "u", key
			if m.Values["u"] == nil { // could not be opened when it came, and is kept as it was
				field, record = "sealed", strings.TrimSuffix(key, "quarantine")+"updates"
			}
			sealed, _ := m.Values[field].(string)
			again, changed, err := wrap(record, "update", []byte(sealed))
			if err != nil || !changed {
				return nil // a key that is gone: nobody can read it, and it is forgotten in time
			}
			m.Values[field] = again
			done, err := rewrap.Entry(ctx, client, key, m.ID, m.Values)
			n += done
			return err
		})
	})
	if err != nil {
		return n, waiting, fmt.Errorf("seal the quarantine anew: %w", err)
	}
	return n, waiting, nil
}

// eachEntry goes through the entries that stand in a stream when it begins.
func eachEntry(ctx context.Context, client redis.Cmdable, key string, fn func(redis.XMessage) error) error {
	all, err := client.XRange(ctx, key, "-", "+").Result()
	if err != nil {
		return err
	}
	for _, m := range all {
		if err := fn(m); err != nil {
			return err
		}
	}
	return nil
}
