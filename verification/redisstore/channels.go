package redisstore

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// Subscription loads what a channel gets; see [verification.Channels].
func (s *Store) Subscription(ctx context.Context, id string) (sub verification.Subscription, found bool, err error) {
	record, _, _ := channelKeys(id)
	v, err := s.pipe.HMGet(ctx, record, "v", "r").Result()
	if err != nil {
		return sub, false, err
	}
	return s.readSubscription(id, v)
}

// readSubscription reads the version and the record.
func (s *Store) readSubscription(id string, v []any) (sub verification.Subscription, found bool, err error) {
	sub.ID = id
	if text(v[1]) == "" {
		return sub, false, nil
	}
	record, _, _ := channelKeys(id)
	if err := s.open(record, "r", text(v[1]), &sub); err != nil {
		return sub, false, fmt.Errorf("a subscription: %w", err)
	}
	sub.Version, err = strconv.ParseInt(text(v[0]), 10, 64)
	return sub, true, err
}

// SaveSubscription stores what a channel gets; see [verification.Channels].
func (s *Store) SaveSubscription(ctx context.Context, sub verification.Subscription) error {
	record, _, index := channelKeys(sub.ID)
	sealed, err := s.seal(record, "r", sub)
	if err != nil {
		return err
	}
	return s.save(ctx, record, index, sub.Version, sealed, sub.ID, true)
}

// DeleteSubscription forgets a channel; see [verification.Channels].
func (s *Store) DeleteSubscription(ctx context.Context, id string) error {
	defer durable.Wrote(ctx)
	record, digest, index := channelKeys(id)
	_, err := s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.SRem(ctx, index, id)
		p.Unlink(ctx, record, digest)
		return nil
	})
	return err
}

// EachSubscription goes through all channels; see [verification.Channels].
func (s *Store) EachSubscription(ctx context.Context, fn func(verification.Subscription) error) error {
	ids, err := s.members(ctx, func(i int) string { return channelTag(i) + "channels" })
	if err != nil {
		return fmt.Errorf("list the channels: %w", err)
	}
	for batch := range slices.Chunk(ids, 128) {
		if err := s.eachOf(ctx, batch, fn); err != nil {
			return err
		}
	}
	return nil
}

// eachOf loads channels in one round trip.
func (s *Store) eachOf(ctx context.Context, ids []string, fn func(verification.Subscription) error) error {
	cmds := make([]*redis.SliceCmd, len(ids))
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, id := range ids {
			record, _, _ := channelKeys(id)
			cmds[i] = p.HMGet(ctx, record, "v", "r")
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load channels: %w", err)
	}
	for i, c := range cmds {
		sub, found, err := s.readSubscription(ids[i], c.Val())
		if err != nil {
			return err
		}
		if !found { // ended since it was listed
			continue
		}
		if err := fn(sub); err != nil {
			return err
		}
	}
	return nil
}

// Collect keeps a claim for a digest; see [verification.Channels].
func (s *Store) Collect(ctx context.Context, id string, code claim.Code) error {
	record, digest, _ := channelKeys(id)
	return collect.Run(ctx, s.pipe, []string{record, digest}, string(code)).Err()
}

// collect: KEYS record, digest; ARGV code. For a channel that is forgotten nothing is kept.
var collect = redis.NewScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('SADD', KEYS[2], ARGV[1])`)

// Collected lists what is kept for a digest; see [verification.Channels].
func (s *Store) Collected(ctx context.Context, id string) ([]claim.Code, error) {
	_, digest, _ := channelKeys(id)
	names, err := s.pipe.SMembers(ctx, digest).Result()
	slices.Sort(names)
	return codesOf(names), err
}

// Digested takes claims out of what is kept for a digest; see [verification.Channels].
func (s *Store) Digested(ctx context.Context, id string, codes []claim.Code) error {
	if len(codes) == 0 {
		return nil
	}
	if err := s.barrier.Confirm(ctx); err != nil {
		return err
	}
	_, digest, _ := channelKeys(id)
	members := make([]any, len(codes))
	for i, c := range codes {
		members[i] = string(c)
	}
	return s.pipe.SRem(ctx, digest, members...).Err()
}

// NotePost remembers where a result went; see [verification.Channels].
func (s *Store) NotePost(ctx context.Context, code claim.Code, id string) error {
	return s.pipe.SAdd(ctx, keysOfClaim(code).posts, id).Err()
}
