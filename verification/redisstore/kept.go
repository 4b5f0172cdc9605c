package redisstore

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// setAside takes out of a fact what is kept beside it, sealed, and leaves a digest of that in its place; "" when there is
// nothing to keep.
func (s *Store) setAside(key string, place int, f claim.Event) (claim.Event, string, error) {
	k := claim.KeptOf(f)
	if k == (claim.Kept{}) {
		return f, "", nil
	}
	plain, err := encoding.Marshal(k)
	if err != nil {
		return f, "", fmt.Errorf("encode what was sent: %w", err)
	}
	digest := sha256.Sum256(plain)
	return claim.Without(f, digest[:]), string(s.vault.Seal(key, strconv.Itoa(place), plain)), nil
}

// readKept puts what is kept, place and value in turn, back into the facts.
func (s *Store) readKept(key string, pairs []any, facts []claim.Event) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		field := text(pairs[i])
		place, err := strconv.Atoi(field)
		if err != nil || place < 0 || place >= len(facts) {
			continue // of a ledger that Redis has lost the end of
		}
		var k claim.Kept
		if err := s.open(key, field, text(pairs[i+1]), &k); err != nil {
			return fmt.Errorf("what was sent: %w", err)
		}
		claim.Restore(facts[place], k)
	}
	return nil
}

// replace: KEYS hash; ARGV field, the value that it must have, the new value. 1 when it was replaced.
var replace = redis.NewScript(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`)

// Erase forgets what was sent; see [verification.Ledger].
func (s *Store) Erase(ctx context.Context, code claim.Code, what verification.Erasure) error {
	defer durable.Wrote(ctx)
	key := keysOfClaim(code).kept
	if what == verification.Everything {
		return s.pipe.Unlink(ctx, key).Err()
	}
	all, err := s.pipe.HGetAll(ctx, key).Result()
	if err != nil {
		return fmt.Errorf("load what was sent: %w", err)
	}
	for field, sealed := range all {
		var k claim.Kept
		if err := s.open(key, field, sealed, &k); err != nil {
			return fmt.Errorf("what was sent: %w", err)
		}
		had := false
		if k.Content != nil {
			had = len(k.Content.Media) > 0
			k.Content.Media = nil
		}
		if k.Evidence != nil {
			had = had || len(k.Evidence.Media) > 0
			k.Evidence.Media = nil
		}
		if !had {
			continue
		}
		again, err := s.seal(key, field, k)
		if err != nil {
			return err
		}
		if err := replace.Run(ctx, s.pipe, []string{key}, field, sealed, again).Err(); err != nil && !errors.Is(err, redis.Nil) {
			return fmt.Errorf("erase media: %w", err)
		}
	}
	return nil
}
