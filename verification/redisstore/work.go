package redisstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// historyKept is how many answered claims are remembered of a person.
const historyKept = 200

// Offer puts a claim into a queue; see [verification.Work].
func (s *Store) Offer(ctx context.Context, q claim.Queue, code claim.Code, rank float64) error {
	offered, _ := queueKeys(q)
	return s.pipe.ZAdd(ctx, offered, redis.Z{Score: rank, Member: string(code)}).Err()
}

// Withdraw takes a claim out of a queue; see [verification.Work].
func (s *Store) Withdraw(ctx context.Context, q claim.Queue, code claim.Code) error {
	offered, _ := queueKeys(q)
	return s.pipe.ZRem(ctx, offered, string(code)).Err()
}

// Offered lists claims of queues; see [verification.Work].
func (s *Store) Offered(ctx context.Context, qs []claim.Queue, n int) ([]verification.Offer, error) {
	if n < 1 { // a range up to -1 would be all of it
		return nil, nil
	}
	cmds := make([]*redis.ZSliceCmd, len(qs))
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, q := range qs {
			offered, _ := queueKeys(q)
			cmds[i] = p.ZRangeWithScores(ctx, offered, 0, int64(n-1))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look into the queues: %w", err)
	}
	type ranked struct {
		verification.Offer
		rank float64
	}
	var all []ranked
	for i, c := range cmds {
		for _, z := range c.Val() {
			name, _ := z.Member.(string)
			all = append(all, ranked{verification.Offer{Code: claim.Code(name), Queue: qs[i]}, z.Score})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	offers := make([]verification.Offer, min(n, len(all)))
	for i := range offers {
		offers[i] = all[i].Offer
	}
	return offers, nil
}

// Enlist puts a person into pools; see [verification.Work].
func (s *Store) Enlist(ctx context.Context, id claim.PersonID, qs []claim.Queue) error {
	return s.eachPool(ctx, qs, func(p redis.Pipeliner, pool string) { p.SAdd(ctx, pool, string(id)) })
}

// Dismiss takes a person out of pools; see [verification.Work].
func (s *Store) Dismiss(ctx context.Context, id claim.PersonID, qs []claim.Queue) error {
	return s.eachPool(ctx, qs, func(p redis.Pipeliner, pool string) { p.SRem(ctx, pool, string(id)) })
}

func (s *Store) eachPool(ctx context.Context, qs []claim.Queue, do func(p redis.Pipeliner, pool string)) error {
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
func (s *Store) Sample(ctx context.Context, q claim.Queue, n int) ([]claim.PersonID, error) {
	if n < 1 { // Redis gives the same member several times for a negative number
		return nil, nil
	}
	_, pool := queueKeys(q)
	names, err := s.pipe.SRandMemberN(ctx, pool, int64(n)).Result()
	return peopleOf(names), err
}

// PoolSize counts the people in a pool; see [verification.Work].
func (s *Store) PoolSize(ctx context.Context, q claim.Queue) (int, error) {
	_, pool := queueKeys(q)
	n, err := s.pipe.SCard(ctx, pool).Result()
	return int(n), err
}

// History lists what somebody answered; see [verification.Work].
func (s *Store) History(ctx context.Context, id claim.PersonID, n int) ([]claim.Code, error) {
	if n < 1 {
		return nil, nil
	}
	names, err := s.pipe.ZRevRange(ctx, keysOfPerson(id).history, 0, int64(n-1)).Result()
	return codesOf(names), err
}

// Recent counts somebody's latest answers; see [verification.Work].
func (s *Store) Recent(ctx context.Context, id claim.PersonID, since time.Time) (int, error) {
	n, err := s.pipe.ZCount(ctx, keysOfPerson(id).history, "("+strconv.FormatInt(since.UnixMilli(), 10), "+inf").Result()
	return int(n), err
}

// MarkKnown puts a claim among those to practise on; see [verification.Work].
func (s *Store) MarkKnown(ctx context.Context, l claim.Language, code claim.Code) error {
	return s.pipe.SAdd(ctx, practiceKey(l), string(code)).Err()
}

// UnmarkKnown takes a claim from those to practise on; see [verification.Work].
func (s *Store) UnmarkKnown(ctx context.Context, l claim.Language, code claim.Code) error {
	return s.pipe.SRem(ctx, practiceKey(l), string(code)).Err()
}

// Practice lists the claims to practise on; see [verification.Work].
func (s *Store) Practice(ctx context.Context, l claim.Language) ([]claim.Code, error) {
	names, err := s.pipe.SMembers(ctx, practiceKey(l)).Result()
	slices.Sort(names)
	return codesOf(names), err
}

// Await puts a claim before the reviewers; see [verification.Work].
func (s *Store) Await(ctx context.Context, code claim.Code, since time.Time) error {
	return s.pipe.ZAddLT(ctx, reviewKey, redis.Z{Score: float64(since.UnixMilli()), Member: string(code)}).Err()
}

// Reviewed takes a claim off the reviewers' list; see [verification.Work].
func (s *Store) Reviewed(ctx context.Context, code claim.Code) error {
	return s.pipe.ZRem(ctx, reviewKey, string(code)).Err()
}

// Awaiting lists the claims that wait for reviewers; see [verification.Work].
func (s *Store) Awaiting(ctx context.Context, n int) ([]claim.Code, error) {
	return s.first(ctx, reviewKey, n)
}

// first gives up to n claims of lowest score.
func (s *Store) first(ctx context.Context, key string, n int) ([]claim.Code, error) {
	if n < 1 { // a range up to -1 would be all of it
		return nil, nil
	}
	names, err := s.pipe.ZRange(ctx, key, 0, int64(n-1)).Result()
	return codesOf(names), err
}
