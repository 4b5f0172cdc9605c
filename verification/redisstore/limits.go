package redisstore

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// countOf: KEYS what a person did in a time; ARGV its cause, the most (0 for no limit), for how many seconds it is kept. Which of that time
// it is; 0 when there are too many.
var countOf = redis.NewScript(`
local nth = redis.call('ZSCORE', KEYS[1], ARGV[1])
if nth then return tonumber(nth) end
nth = redis.call('ZCARD', KEYS[1]) + 1
if ARGV[2] ~= '0' and nth > tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], nth, ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return nth`)

// countOfHour: KEYS counter; ARGV the most, for how many seconds it is kept. 1 when it was counted.
var countOfHour = redis.NewScript(`
local n = tonumber(redis.call('GET', KEYS[1]) or '0')
if n >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], n + 1, 'EX', ARGV[2])
return 1`)

// namesOf names a person, and what they did, with the time as epoch: counters of two days, and the person's record, cannot be told to
// belong together. They outlive /forget until that time ends, or that would lift the limit.
func (s *Store) namesOf(c verification.Counted) (key, cause string) {
	epoch := c.What + " " + c.At.UTC().Truncate(c.Per).Format("2006-01-02 15")
	const short = 16 // enough to tell apart what a person did
	return countKey(c.What, s.vault.PseudonymOf(epoch, string(c.By))), s.vault.PseudonymOf(epoch+" cause", string(c.By)+" "+c.Cause)[:short]
}

// Count counts what a person does; see [verification.Ledger].
func (s *Store) Count(ctx context.Context, c verification.Counted) (int, error) {
	key, cause := s.namesOf(c)
	return countOf.Run(ctx, s.pipe, []string{key}, cause, c.Most, int(c.Per.Seconds())).Int()
}

// Uncount takes it back; see [verification.Ledger].
func (s *Store) Uncount(ctx context.Context, c verification.Counted) error {
	key, cause := s.namesOf(c)
	return s.pipe.ZRem(ctx, key, cause).Err()
}

// CountOfHour counts a new claim of everybody's; see [verification.Ledger].
func (s *Store) CountOfHour(ctx context.Context, now time.Time, most int) (bool, error) {
	n, err := countOfHour.Run(ctx, s.pipe, []string{hourKey(now)}, most, 2*3600).Int()
	return n == 1, err
}

// NoteTakedown puts a claim on the log of withdrawals; see [verification.Ledger].
func (s *Store) NoteTakedown(ctx context.Context, code claim.Code, at time.Time) error {
	defer durable.Wrote(ctx)
	return s.pipe.ZAdd(ctx, takedownsKey, redis.Z{Score: float64(at.UnixMilli()), Member: string(code)}).Err()
}

// Takedowns lists withdrawals; see [verification.Ledger].
func (s *Store) Takedowns(ctx context.Context, n int) ([]claim.Code, error) {
	if n < 1 {
		return nil, nil
	}
	names, err := s.pipe.ZRevRange(ctx, takedownsKey, 0, int64(n-1)).Result()
	return codesOf(names), err
}
