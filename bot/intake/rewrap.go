package intake

import (
	"context"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

// Rewrap reseals the quarantined updates. It returns how many it resealed, and how many waiting updates are still sealed with an older
// key: stream entries cannot be changed, and those are handled in a moment.
func Rewrap(ctx context.Context, client redis.UniversalClient, wrap rewrap.Wrap) (n, waiting int, err error) {
	err = rewrap.Each(ctx, client, "{in:*}:updates", func(key string) error {
		return eachEntry(ctx, client, key, func(m redis.XMessage) error {
			sealed, _ := m.Values["u"].(string)
			// An update that cannot be opened will be quarantined when its turn comes.
			if _, changed, err := wrap(key, "update", []byte(sealed)); err == nil && changed {
				waiting++
			}
			return nil
		})
	})
	if err != nil {
		return n, waiting, fmt.Errorf("read the waiting updates: %w", err)
	}
	err = rewrap.Each(ctx, client, "{in:*}:quarantine", func(key string) error {
		return eachEntry(ctx, client, key, func(m redis.XMessage) error {
			field, record := "u", key
			if m.Values["u"] == nil { // it could not be opened on arrival and is kept as it was
				field, record = "sealed", strings.TrimSuffix(key, "quarantine")+"updates"
			}
			sealed, _ := m.Values[field].(string)
			again, changed, err := wrap(record, "update", []byte(sealed))
			if err != nil || !changed {
				return nil // its key is gone: nobody can read it, and it expires
			}
			m.Values[field] = again
			done, err := rewrap.Entry(ctx, client, key, m.ID, m.Values)
			n += done
			return err
		})
	})
	if err != nil {
		return n, waiting, fmt.Errorf("reseal the quarantine: %w", err)
	}
	return n, waiting, nil
}

// eachEntry calls fn for each entry that is in the stream when it starts.
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
