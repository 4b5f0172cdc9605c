package outbox

import (
	"context"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

// Rewrap seals all that the outbox keeps anew, and gives how many values that were. It may run while the outbox does.
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
			return n, fmt.Errorf("seal the outbox anew: %w", err)
		}
	}
	return n, nil
}
