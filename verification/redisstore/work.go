package redisstore

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification"
)

// historyKept is how many answered claims are remembered of a person.
const historyKept = 200

// Offer puts a claim into a queue; see [verification.Work].
func (s *Store) Offer(ctx context.Context, q verification.Queue, code verification.Code, rank float64) error {
	offered, _ := queueKeys(q)
	return s.pipe.ZAdd(ctx, offered, redis.Z{Score: rank, Member: string(code)}).Err()
}

// Withdraw takes a claim out of a queue; see [verification.Work].
func (s *Store) Withdraw(ctx context.Context, q verification.Queue, code verification.Code) error {
	offered, _ := queueKeys(q)
	return s.pipe.ZRem(ctx, offered, string(code)).Err()
}

// Offered lists claims of a queue; see [verification.Work].
func (s *Store) Offered(ctx context.Context, q verification.Queue, n int) ([]verification.Code, error) {
	offered, _ := queueKeys(q)
	return s.first(ctx, offered, n)
}

// Enlist puts a person into pools; see [verification.Work].
func (s *Store) Enlist(ctx context.Context, id verification.PersonID, qs []verification.Queue) error {
	return s.eachPool(ctx, qs, func(p redis.Pipeliner, pool string) { p.SAdd(ctx, pool, string(id)) })
}

// Dismiss takes a person out of pools; see [verification.Work].
func (s *Store) Dismiss(ctx context.Context, id verification.PersonID, qs []verification.Queue) error {
	return s.eachPool(ctx, qs, func(p redis.Pipeliner, pool string) { p.SRem(ctx, pool, string(id)) })
}

func (s *Store) eachPool(ctx context.Context, qs []verification.Queue, do func(p redis.Pipeliner, pool string)) error {
	if len(qs) == 0 {
		return nil
	}
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, q := range qs {
			_, pool := queueKeys(q)
			do(p, pool)
		}
		return nil
	})
	return err
}

// Sample draws people from a pool; see [verification.Work].
func (s *Store) Sample(ctx context.Context, q verification.Queue, n int) ([]verification.PersonID, error) {
	if n < 1 { // Redis gives the same member several times for a negative number
		return nil, nil
	}
	_, pool := queueKeys(q)
	names, err := s.pipe.SRandMemberN(ctx, pool, int64(n)).Result()
	return peopleOf(names), err
}

// PoolSize counts the people in a pool; see [verification.Work].
func (s *Store) PoolSize(ctx context.Context, q verification.Queue) (int, error) {
	_, pool := queueKeys(q)
	n, err := s.pipe.SCard(ctx, pool).Result()
	return int(n), err
}

// AskOf notes that somebody was asked; see [verification.Work].
func (s *Store) AskOf(ctx context.Context, id verification.PersonID, code verification.Code, until time.Time) error {
	k := keysOfPerson(id)
	return askOf.Run(ctx, s.pipe, []string{k.asks}, string(code), until.UnixMilli(), asksKept).Err()
}

// asksKept is how many questions are remembered of a person who lets their leases run out.
const asksKept = 200

// askOf: KEYS asks; ARGV code, until when in ms, how many to keep.
var askOf = redis.NewScript(`
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[3])
return 1`)

// Finish notes that somebody answered, or gave back; see [verification.Work].
func (s *Store) Finish(ctx context.Context, id verification.PersonID, code verification.Code, at time.Time, answered bool) error {
	k := keysOfPerson(id)
	when := "0"
	if answered {
		when = strconv.FormatInt(at.UnixMilli(), 10)
	}
	return finish.Run(ctx, s.pipe, []string{k.asks, k.history}, string(code), when, historyKept).Err()
}

// finish: KEYS asks, history; ARGV code, when it was answered in ms (0 if it was given back), how many to keep.
var finish = redis.NewScript(`
redis.call('ZREM', KEYS[1], ARGV[1])
if ARGV[2] ~= '0' then
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[3])
end
return 1`)

// Asks lists what somebody was asked; see [verification.Work].
func (s *Store) Asks(ctx context.Context, id verification.PersonID, now time.Time) ([]verification.Code, error) {
	from := "-inf"
	if !now.IsZero() {
		from = "(" + strconv.FormatInt(now.UnixMilli(), 10)
	}
	names, err := s.pipe.ZRangeByScore(ctx, keysOfPerson(id).asks, &redis.ZRangeBy{Min: from, Max: "+inf"}).Result()
	return codesOf(names), err
}

// History lists what somebody answered; see [verification.Work].
func (s *Store) History(ctx context.Context, id verification.PersonID, n int) ([]verification.Code, error) {
	if n < 1 {
		return nil, nil
	}
	names, err := s.pipe.ZRevRange(ctx, keysOfPerson(id).history, 0, int64(n-1)).Result()
	return codesOf(names), err
}

// Recent counts somebody's latest answers; see [verification.Work].
func (s *Store) Recent(ctx context.Context, id verification.PersonID, since time.Time) (int, error) {
	n, err := s.pipe.ZCount(ctx, keysOfPerson(id).history, "("+strconv.FormatInt(since.UnixMilli(), 10), "+inf").Result()
	return int(n), err
}

// MarkKnown puts a claim among those to practise on; see [verification.Work].
func (s *Store) MarkKnown(ctx context.Context, l verification.Language, code verification.Code) error {
	return s.pipe.SAdd(ctx, practiceKey(l), string(code)).Err()
}

// UnmarkKnown takes a claim from those to practise on; see [verification.Work].
func (s *Store) UnmarkKnown(ctx context.Context, l verification.Language, code verification.Code) error {
	return s.pipe.SRem(ctx, practiceKey(l), string(code)).Err()
}

// Practice lists the claims to practise on; see [verification.Work].
func (s *Store) Practice(ctx context.Context, l verification.Language) ([]verification.Code, error) {
	names, err := s.pipe.SMembers(ctx, practiceKey(l)).Result()
	slices.Sort(names)
	return codesOf(names), err
}

// Await puts a claim before the reviewers; see [verification.Work].
func (s *Store) Await(ctx context.Context, code verification.Code, since time.Time) error {
	return s.pipe.ZAddLT(ctx, reviewKey, redis.Z{Score: float64(since.UnixMilli()), Member: string(code)}).Err()
}

// Reviewed takes a claim off the reviewers' list; see [verification.Work].
func (s *Store) Reviewed(ctx context.Context, code verification.Code) error {
	return s.pipe.ZRem(ctx, reviewKey, string(code)).Err()
}

// Awaiting lists the claims that wait for reviewers; see [verification.Work].
func (s *Store) Awaiting(ctx context.Context, n int) ([]verification.Code, error) {
	return s.first(ctx, reviewKey, n)
}

// first gives up to n claims of lowest score.
func (s *Store) first(ctx context.Context, key string, n int) ([]verification.Code, error) {
	if n < 1 { // a range up to -1 would be all of it
		return nil, nil
	}
	names, err := s.pipe.ZRange(ctx, key, 0, int64(n-1)).Result()
	return codesOf(names), err
}
