package redisstore

import (
	"context"
	"errors"
	"strconv"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
)

var _ publisher.Store = (*Store)(nil)

// NoteResult puts a claim on the list of those whose result has to be issued; see [verification.Ledger].
func (s *Store) NoteResult(ctx context.Context, code claim.Code, edition int) error {
	return s.pipe.ZAddGT(ctx, unissuedKey, redis.Z{Score: float64(edition), Member: string(code)}).Err()
}

// Unissued gives up to n of those; see [gazette.Store].
func (s *Store) Unissued(ctx context.Context, n int) ([]claim.Code, error) {
	if n < 1 {
		return nil, nil
	}
	names, err := s.redis.ZRange(ctx, unissuedKey, 0, int64(n-1)).Result()
	return codesOf(names), err
}

// Number is the highest number that was given out, 0 for none; see [gazette.Store].
func (s *Store) Number(ctx context.Context) (int64, error) {
	n, err := s.redis.Get(ctx, numberKey).Int64()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	return n, err
}

// latestDigest is the field of the one digest that is kept.
const latestDigest = "latest"

// Result gives the newest bulletin about a claim; see [gazette.Store].
func (s *Store) Result(ctx context.Context, code claim.Code) (e publisher.Entry, found bool, err error) {
	return s.entry(ctx, resultsKey, string(code))
}

// Digest gives the latest digest; see [gazette.Store].
func (s *Store) Digest(ctx context.Context) (e publisher.Entry, found bool, err error) {
	return s.entry(ctx, digestsKey, latestDigest)
}

func (s *Store) entry(ctx context.Context, key, field string) (e publisher.Entry, found bool, err error) {
	sealed, err := s.redis.HGet(ctx, key, field).Result()
	if errors.Is(err, redis.Nil) {
		return e, false, nil
	}
	if err != nil {
		return e, false, err
	}
	return e, true, s.open(key, field, sealed, &e)
}

// Results gives the newest bulletins about up to n claims, the highest number first; see [gazette.Store].
func (s *Store) Results(ctx context.Context, n int) ([]publisher.Entry, error) {
	if n < 1 {
		return nil, nil
	}
	codes, err := s.redis.ZRevRange(ctx, numbersKey, 0, int64(n-1)).Result()
	if err != nil || len(codes) == 0 {
		return nil, err
	}
	values, err := s.redis.HMGet(ctx, resultsKey, codes...).Result()
	if err != nil {
		return nil, err
	}
	var entries []publisher.Entry
	for i, v := range values {
		sealed, is := v.(string)
		if !is {
			continue // replaced between the two calls
		}
		var e publisher.Entry
		if err := s.open(resultsKey, codes[i], sealed, &e); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// issue keeps bulletins if nobody gave out numbers meanwhile, and takes claims off the list whose edition they are.
//
//	KEYS: number, unissued, results, numbers, digests
//	ARGV[1] the highest number before, "0" for none; [2] the digest, sealed, or ""; [3] the highest number after; then for
//	each claim four: code, edition, number ("" when nothing is issued: it was before), bulletin, sealed
//	returns 1, or 0 when somebody else did
var issue = redis.NewScript(`
if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[3])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[5], 'latest', ARGV[2]) end
for i = 4, #ARGV, 4 do
  local code, edition, number, sealed = ARGV[i], tonumber(ARGV[i + 1]), ARGV[i + 2], ARGV[i + 3]
  if number ~= '' then
    redis.call('HSET', KEYS[3], code, sealed)
    redis.call('ZADD', KEYS[4], number, code)
  end
  local wanted = redis.call('ZSCORE', KEYS[2], code)
  if wanted and tonumber(wanted) <= edition then redis.call('ZREM', KEYS[2], code) end
end
return 1`)

// Issue keeps what was issued after the number before; see [gazette.Store].
func (s *Store) Issue(ctx context.Context, before int64, i publisher.Issue) error {
	digest := ""
	if i.Digest != nil {
		var err error
		if digest, err = s.seal(digestsKey, latestDigest, *i.Digest); err != nil {
			return err
		}
	}
	args := []any{strconv.FormatInt(before, 10), digest, strconv.FormatInt(i.Number, 10)}
	for _, r := range i.Results {
		number, sealed := "", ""
		if r.Entry != nil {
			var err error
			if sealed, err = s.seal(resultsKey, string(r.Code), *r.Entry); err != nil {
				return err
			}
			number = strconv.FormatInt(r.Entry.Number, 10)
		}
		args = append(args, string(r.Code), r.Edition, number, sealed)
	}
	done, err := issue.Run(ctx, s.redis, []string{numberKey, unissuedKey, resultsKey, numbersKey, digestsKey}, args...).Int()
	if err == nil && done == 0 {
		err = claim.ErrConflict
	}
	return err
}
