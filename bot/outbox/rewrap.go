package outbox

import (
	"context"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

// Rewrap reseals everything that the outbox stores, and returns the number of values resealed. It may run beside the outbox.
func Rewrap(ctx context.Context, client redis.UniversalClient, wrap rewrap.Wrap) (n int, err error) {
	of := func(field string, skip int) rewrap.Place {
		return func(_, name string) (string, string, int) {
			chat, _, _ := strings.Cut(name, ":")
			return "outbox:" + chat, field, skip
		}
	}
	for pattern, place := range map[string]rewrap.Place{"{out:*}:items": of("message", headerSize), "{out:*}:handles": of("id", 0)} {
		err := rewrap.Each(ctx, client, pattern, func(key string) error {
			changed, err := wrap.Hash(ctx, client, key, place)
			n += changed
			return err
		})
		if err != nil {
			return n, fmt.Errorf("reseal the outbox: %w", err)
		}
	}
	err = rewrap.Each(ctx, client, "{out:*}:quarantine", func(key string) error {
		all, err := client.XRange(ctx, key, "-", "+").Result()
		if err != nil {
			return err
		}
		for _, m := range all {
			chat, _ := m.Values["chat"].(string)
			value, _ := m.Values["m"].(string)
			if len(value) < headerSize {
				continue
			}
			sealed, changed, err := wrap("outbox:"+chat, "message", []byte(value[headerSize:]))
			if err != nil || !changed {
				continue // its key is gone: nobody can read it, and it expires
			}
			m.Values["m"] = value[:headerSize] + string(sealed)
			done, err := rewrap.Entry(ctx, client, key, m.ID, m.Values)
			if err != nil {
				return err
			}
			n += done
		}
		return nil
	})
	if err != nil {
		return n, fmt.Errorf("reseal the quarantine: %w", err)
	}
	return n, nil
}
