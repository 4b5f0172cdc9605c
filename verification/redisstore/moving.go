package redisstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// movePost: KEYS posts; ARGV the old and the new subscription. 1 when the result went to either.
var movePost = redis.NewScript(`
if redis.call('SREM', KEYS[1], ARGV[1]) == 1 then redis.call('SADD', KEYS[1], ARGV[2]) end
return redis.call('SISMEMBER', KEYS[1], ARGV[2])`)

// swapAsker: KEYS askers; ARGV field, what must stand there, what takes its place. Whoever was forgotten meanwhile stays so.
var swapAsker = redis.NewScript(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
return redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])`)

// MoveGroup has all claims know a group by its new name; see [verification.Channels]. It looks at each claim: nothing else says where
// results went, and a group becomes a supergroup but once.
func (s *Store) MoveGroup(ctx context.Context, from, to verification.GroupName) (posted, asked []claim.Code, err error) {
	defer durable.Wrote(ctx)
	const atOnce = 128
	var codes []claim.Code
	look := func() error {
		here, there, err := s.moveIn(ctx, codes, from, to)
		posted, asked, codes = append(posted, here...), append(asked, there...), codes[:0]
		return err
	}
	err = s.EachClaim(ctx, func(code claim.Code) error {
		if codes = append(codes, code); len(codes) < atOnce {
			return nil
		}
		return look()
	})
	if err == nil {
		err = look()
	}
	slices.Sort(posted)
	slices.Sort(asked)
	return slices.Compact(posted), slices.Compact(asked), err
}

func (s *Store) moveIn(ctx context.Context, codes []claim.Code, from, to verification.GroupName) (posted, asked []claim.Code, err error) {
	had := make([]*redis.BoolSliceCmd, len(codes))
	askers := make([]*redis.MapStringStringCmd, len(codes))
	_, err = s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, code := range codes {
			k := keysOfClaim(code)
			had[i] = p.SMIsMember(ctx, k.posts, from.ID, to.ID)
			askers[i] = p.HGetAll(ctx, k.askers)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("look where results went: %w", err)
	}
	for i, code := range codes {
		if slices.Contains(had[i].Val(), true) {
			if err := movePost.Run(ctx, s.pipe, []string{keysOfClaim(code).posts}, from.ID, to.ID).Err(); err != nil {
				return nil, nil, err
			}
			posted = append(posted, code)
		}
		here, err := s.moveAskers(ctx, code, askers[i].Val(), from.Address, to.Address)
		if err != nil {
			return nil, nil, err
		}
		if here {
			asked = append(asked, code)
		}
	}
	return posted, asked, nil
}

// moveAskers has whoever asked in one chat be told in another, and tells whether there is any.
func (s *Store) moveAskers(ctx context.Context, code claim.Code, askers map[string]string, from, to string) (found bool, err error) {
	key := keysOfClaim(code).askers
	for field, sealed := range askers {
		var a claim.Requester
		if s.open(key, field, sealed, &a) != nil {
			continue // a key that is gone: nobody is told
		}
		found = found || a.Address == to || a.Address == from
		if a.Address != from {
			continue
		}
		a.Address = to
		again, err := s.seal(key, field, a)
		if err != nil {
			return found, err
		}
		if err := swapAsker.Run(ctx, s.pipe, []string{key}, field, sealed, again).Err(); err != nil {
			return found, err
		}
	}
	return found, nil
}

// KeepPosts forgets where a result went that is forgotten itself; see [verification.Channels].
func (s *Store) KeepPosts(ctx context.Context, code claim.Code, ids []string) error {
	there := make([]*redis.IntCmd, len(ids))
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, id := range ids {
			record, _, _ := channelKeys(id)
			there[i] = p.Exists(ctx, record)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("look which channels are there: %w", err)
	}
	var gone []any
	for i, cmd := range there {
		if cmd.Val() == 0 {
			gone = append(gone, ids[i])
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return s.pipe.SRem(ctx, keysOfClaim(code).posts, gone...).Err()
}

// deleteMoved: KEYS record, digest, index; ARGV the subscription, then all that may be in the digest. 0 when there is more.
var deleteMoved = redis.NewScript(`
local known = {}
for i = 2, #ARGV do known[ARGV[i]] = true end
for _, code in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  if not known[code] then return 0 end
end
redis.call('SREM', KEYS[3], ARGV[1])
redis.call('UNLINK', KEYS[1], KEYS[2])
return 1`)

// DeleteMoved forgets a subscription unless more is kept for its digest; see [verification.Channels].
func (s *Store) DeleteMoved(ctx context.Context, id string, passed []claim.Code) (bool, error) {
	defer durable.Wrote(ctx)
	record, digest, index := channelKeys(id)
	args := []any{id}
	for _, code := range passed {
		args = append(args, string(code))
	}
	n, err := deleteMoved.Run(ctx, s.pipe, []string{record, digest, index}, args...).Int()
	return n == 1, err
}
