package redisstore

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
)

// count: KEYS counter; ARGV the most, for how many seconds it is kept. 1 when it is within the limit.
var count = redis.NewScript(`
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
if n > tonumber(ARGV[1]) then return 0 end
return 1`)

// CountClaim counts a new claim; see [verification.Ledger].
func (s *Store) CountClaim(ctx context.Context, by verification.PersonID, now time.Time, perDay, overall int) (bool, error) {
	// The name has the day as its epoch: counters of two days, and the person's record, cannot be told to belong together. It
	// outlives /forget until the day ends, or that would lift the limit.
	today := s.vault.PseudonymOf("sent "+now.UTC().Format(time.DateOnly), string(by))
	person, everybody := claimLimitKeys(today, now)
	for _, l := range []struct {
		key           string
		most, seconds int
	}{{person, perDay, 24 * 3600}, {everybody, overall, 2 * 3600}} {
		if l.most == 0 {
			continue
		}
		within, err := count.Run(ctx, s.pipe, []string{l.key}, l.most, l.seconds).Int()
		if err != nil || within == 0 {
			return false, err
		}
	}
	return true, nil
}

// NoteTakedown puts a claim on the log of withdrawals; see [verification.Ledger].
func (s *Store) NoteTakedown(ctx context.Context, code verification.Code, at time.Time) error {
	defer durable.Wrote(ctx)
	return s.pipe.ZAdd(ctx, takedownsKey, redis.Z{Score: float64(at.UnixMilli()), Member: string(code)}).Err()
}

// Takedowns lists withdrawals; see [verification.Ledger].
func (s *Store) Takedowns(ctx context.Context, n int) ([]verification.Code, error) {
	if n < 1 {
		return nil, nil
	}
	names, err := s.pipe.ZRevRange(ctx, takedownsKey, 0, int64(n-1)).Result()
	return codesOf(names), err
}
