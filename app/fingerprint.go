package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// fingerprintKey holds a pseudonym that only the keys which the data are sealed with can make.
const fingerprintKey = "{keys}:fingerprint"

// errWrongKeys is returned when the data in Redis were sealed with other keys: a lost key file would else be replaced by a
// new one in silence, and everybody would be a stranger.
var errWrongKeys = errors.New("the keys are not those that the data in Redis were made with")

// sameKeys compares the keys at hand with those that the data were made with, and notes them at the first start.
func sameKeys(ctx context.Context, client redis.UniversalClient, fingerprint, path string) error {
	if err := client.SetNX(ctx, fingerprintKey, fingerprint, 0).Err(); err != nil {
		return fmt.Errorf("note which keys are used: %w", err)
	}
	known, err := client.Get(ctx, fingerprintKey).Result()
	if err != nil {
		return fmt.Errorf("see which keys were used: %w", err)
	}
	if known != fingerprint {
		return fmt.Errorf("%w. Put the right keys into %s, or, to begin anew and lose everything, empty Redis", errWrongKeys, path)
	}
	return nil
}
