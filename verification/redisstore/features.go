package redisstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/duplicates"
	"github.com/rastau/rastau/verification/matching"
)

const (
	// changesKept is about how many changes a process may be behind before it has to read everything anew.
	changesKept = 50_000
	// changesRead is how many are read in one round trip.
	changesRead = 500
	// changed is the field of a change that says which claim changed.
	changed = "c"
)

// SaveFeatures keeps by what a claim is recognised; see [verification.Recognition]. The change is told after it is made:
// whoever hears of it finds it, and a change that was made and not told is made again when the claim is settled.
func (s *Store) SaveFeatures(ctx context.Context, code claim.Code, f matching.Features) error {
	key := featuresKey(shard(string(code)))
	sealed, err := s.seal(key, string(code), f)
	if err != nil {
		return err
	}
	if err := s.pipe.HSet(ctx, key, string(code), sealed).Err(); err != nil {
		return fmt.Errorf("keep features: %w", err)
	}
	return s.tellChange(ctx, code)
}

// DropFeatures forgets by what a claim is recognised; see [verification.Recognition].
func (s *Store) DropFeatures(ctx context.Context, code claim.Code) error {
	if err := s.pipe.HDel(ctx, featuresKey(shard(string(code))), string(code)).Err(); err != nil {
		return fmt.Errorf("forget features: %w", err)
	}
	return s.tellChange(ctx, code)
}

func (s *Store) tellChange(ctx context.Context, code claim.Code) error {
	err := s.pipe.XAdd(ctx, &redis.XAddArgs{
		Stream: changesKey, MaxLen: changesKept, Approx: true, Values: []any{changed, string(code)},
	}).Err()
	if err != nil {
		return fmt.Errorf("tell of a change: %w", err)
	}
	return nil
}

// Changes tells what changed since a place, which is the id of a change; see [verification.Recognition]. Each reading begins
// with the change at which the last one ended. It is not there any more when the stream was cut, or when Redis lost its
// latest moment and went on from before: then nobody knows what was missed.
func (s *Store) Changes(ctx context.Context, since string, fn func(claim.Code, *matching.Features)) (string, error) {
	if since == "" {
		return s.everything(ctx, fn)
	}
	for {
		list, err := s.pipe.XRangeN(ctx, changesKey, since, "+", changesRead).Result()
		if err != nil {
			return since, fmt.Errorf("read changes: %w", err)
		}
		if len(list) == 0 || list[0].ID != since {
			return since, duplicates.ErrForgotten
		}
		seen := map[claim.Code]bool{}
		var codes []claim.Code
		for _, m := range list[1:] {
			code := claim.Code(text(m.Values[changed]))
			if code != "" && !seen[code] {
				seen[code] = true
				codes = append(codes, code)
			}
		}
		if err := s.readFeatures(ctx, codes, fn); err != nil {
			return since, err
		}
		since = list[len(list)-1].ID
		if len(list) < changesRead {
			return since, nil
		}
	}
}

// readFeatures gives those of some claims as they are now.
func (s *Store) readFeatures(ctx context.Context, codes []claim.Code, fn func(claim.Code, *matching.Features)) error {
	if len(codes) == 0 {
		return nil
	}
	cmds := make([]*redis.StringCmd, len(codes))
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, code := range codes {
			cmds[i] = p.HGet(ctx, featuresKey(shard(string(code))), string(code))
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("read features: %w", err)
	}
	for i, code := range codes {
		sealed, err := cmds[i].Result()
		if errors.Is(err, redis.Nil) {
			fn(code, nil)
			continue
		}
		if err != nil {
			return fmt.Errorf("read features: %w", err)
		}
		fn(code, s.openFeatures(code, sealed))
	}
	return nil
}

// openFeatures gives nil for those that cannot be read: moved from outside, or sealed with a key that is gone. It must not keep
// everybody from asking; rebuilding makes them anew.
func (s *Store) openFeatures(code claim.Code, sealed string) *matching.Features {
	var f matching.Features
	if s.open(featuresKey(shard(string(code))), string(code), sealed, &f) != nil {
		return nil
	}
	return &f
}

// everything gives all features there are, and the latest change from before they were read.
func (s *Store) everything(ctx context.Context, fn func(claim.Code, *matching.Features)) (string, error) {
	last, err := s.pipe.XRevRangeN(ctx, changesKey, "+", "-", 1).Result()
	if err != nil {
		return "", fmt.Errorf("read changes: %w", err)
	}
	if len(last) == 0 { // so that there is a place to go on from
		if err := s.tellChange(ctx, ""); err != nil {
			return "", err
		}
		return s.everything(ctx, fn)
	}
	const page = 64 // of all shards some megabytes, which a busy Redis gives before anybody gives up
	cursors := make([]uint64, shards)
	left := make([]int, shards) // the shards that have more
	for i := range left {
		left[i] = i
	}
	for len(left) > 0 { // a page of each of them in one round trip
		cmds := make([]*redis.ScanCmd, len(left))
		_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			for j, i := range left {
				cmds[j] = p.HScan(ctx, featuresKey(i), cursors[i], "", page)
			}
			return nil
		})
		if err != nil {
			return "", fmt.Errorf("read features: %w", err)
		}
		var more []int
		for j, i := range left {
			pairs, next := cmds[j].Val()
			for k := 0; k+1 < len(pairs); k += 2 { // name and value in turn
				code := claim.Code(pairs[k])
				fn(code, s.openFeatures(code, pairs[k+1]))
			}
			if cursors[i] = next; next != 0 {
				more = append(more, i)
			}
		}
		left = more
	}
	return last[0].ID, nil
}
