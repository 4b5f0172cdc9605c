package redisstore

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
)

// countOfDay: KEYS claims of a person's day; ARGV the claim, the most (0 for no limit), for how many seconds it is kept. Which claim of
// the day it is; 0 when there are too many.
var countOfDay = redis.NewScript(`
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

// today names a person, and a claim of theirs, with the day as epoch: counters of two days, and the person's record, cannot be told to
// belong together. They outlive /forget until the day ends, or that would lift the limit.
func (s *Store) today(by verification.PersonID, cause string, now time.Time) (key, claim string) {
	epoch := "sent " + now.UTC().Format(time.DateOnly)
	const short = 16 // enough to tell a person's claims of a day apart
	return dayKey(s.vault.PseudonymOf(epoch, string(by))), s.vault.PseudonymOf(epoch+" claim", string(by)+" "+cause)[:short]
}

// CountOfDay counts a new claim of a person; see [verification.Ledger].
func (s *Store) CountOfDay(ctx context.Context, by verification.PersonID, cause string, now time.Time, perDay int) (int, error) {
	key, claim := s.today(by, cause, now)
	return countOfDay.Run(ctx, s.pipe, []string{key}, claim, perDay, 24*3600).Int()
}

// Uncount takes a claim back that was counted; see [verification.Ledger].
func (s *Store) Uncount(ctx context.Context, by verification.PersonID, cause string, now time.Time) error {
	key, claim := s.today(by, cause, now)
	return s.pipe.ZRem(ctx, key, claim).Err()
}

// CountOfHour counts a new claim of everybody's; see [verification.Ledger].
func (s *Store) CountOfHour(ctx context.Context, now time.Time, most int) (bool, error) {
	n, err := countOfHour.Run(ctx, s.pipe, []string{hourKey(now)}, most, 2*3600).Int()
	return n == 1, err
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
