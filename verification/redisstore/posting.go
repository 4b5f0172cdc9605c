package redisstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// Posts lists where a result went, in the order of their names; see [verification.Channels].
func (s *Store) Posts(ctx context.Context, code claim.Code, after string, n int) (ids []string, next string, err error) {
	all, err := s.pipe.SMembers(ctx, keysOfClaim(code).posts).Result()
	if err != nil {
		return nil, "", err
	}
	ids, more := pageOf(all, after, n)
	if more {
		next = ids[len(ids)-1]
	}
	return ids, next, nil
}

// pageOf gives up to n of the names that come after one, in order, and whether there are more.
func pageOf(all []string, after string, n int) (page []string, more bool) {
	slices.Sort(all)
	from, found := slices.BinarySearch(all, after)
	if found {
		from++
	}
	page = all[from:]
	if len(page) > n {
		return page[:n], true
	}
	return page, false
}

// HadPost tells to which subscriptions a result went; see [verification.Channels].
func (s *Store) HadPost(ctx context.Context, code claim.Code, of []verification.Subscription) (map[string]bool, error) {
	had := map[string]bool{}
	if len(of) == 0 {
		return had, nil
	}
	cmds := make([]*redis.BoolCmd, len(of))
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, sub := range of {
			cmds[i] = p.SIsMember(ctx, keysOfClaim(code).posts, sub.ID)
		}
		return nil
	})
	for i, c := range cmds {
		had[of[i].ID] = c.Val()
	}
	return had, err
}

// Subscriptions gives some of a shard after the other, in the order of their names; see [verification.Channels]. A place is the number
// of a shard and a name: unlike a cursor of Redis it means the same after a failover.
func (s *Store) Subscriptions(ctx context.Context, after string, n int) (subs []verification.Subscription, next string, err error) {
	at, name, _ := strings.Cut(after, ":")
	first, _ := strconv.Atoi(at) // of "" it is 0
	for i := first; i < shards; i++ {
		if len(subs) >= n {
			return subs, fmt.Sprintf("%d:%s", i, name), nil
		}
		all, err := s.pipe.SMembers(ctx, channelTag(i)+"channels").Result()
		if err != nil {
			return nil, "", fmt.Errorf("list the channels: %w", err)
		}
		page, more := pageOf(all, name, n-len(subs))
		for few := range slices.Chunk(page, 128) {
			if err := s.eachOf(ctx, few, func(sub verification.Subscription) error {
				subs = append(subs, sub)
				return nil
			}); err != nil {
				return nil, "", err
			}
		}
		if more {
			return subs, fmt.Sprintf("%d:%s", i, page[len(page)-1]), nil
		}
		name = ""
	}
	return subs, "", nil
}

// A posting is stored as its edition, its key and its place, a line each: numbers, a code and a pseudonym.

func postingText(p verification.Posting) string {
	return strings.Join([]string{strconv.Itoa(p.Edition), p.Key, p.After}, "\n")
}

func readPosting(code, text string) (p verification.Posting, ok bool) {
	parts := strings.Split(text, "\n")
	if len(parts) != 3 {
		return p, false
	}
	p = verification.Posting{Code: claim.Code(code), Key: parts[1], After: parts[2]}
	var err error
	p.Edition, err = strconv.Atoi(parts[0])
	return p, err == nil
}

// beginPosting: KEYS postings; ARGV code, the posting, what it begins with but for the place. Another place of the same posting stays.
var beginPosting = redis.NewScript(`
local there = redis.call('HGET', KEYS[1], ARGV[1])
if there and string.sub(there, 1, #ARGV[3]) == ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`)

// BeginPosting notes that a result is on its way; see [verification.Channels].
func (s *Store) BeginPosting(ctx context.Context, p verification.Posting) error {
	text := postingText(p)
	same := strings.TrimSuffix(text, p.After)
	return beginPosting.Run(ctx, s.pipe, []string{keysOfClaim(p.Code).posting}, string(p.Code), text, same).Err()
}

// goOnPosting: KEYS postings; ARGV code, the posting that must be there, what takes its place ("" for nothing). 1 when it did.
var goOnPosting = redis.NewScript(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return 1`)

// Posted notes how far a result got; see [verification.Channels]. What was sent is durable before.
func (s *Store) Posted(ctx context.Context, p verification.Posting, next string) (bool, error) {
	if err := s.barrier.Confirm(ctx); err != nil {
		return false, err
	}
	then := ""
	if next != "" {
		on := p
		on.After = next
		then = postingText(on)
	}
	n, err := goOnPosting.Run(ctx, s.pipe, []string{keysOfClaim(p.Code).posting}, string(p.Code), postingText(p), then).Int()
	return n == 1, err
}

// EndPosting lets go of a posting; see [verification.Channels].
func (s *Store) EndPosting(ctx context.Context, p verification.Posting) error {
	return goOnPosting.Run(ctx, s.pipe, []string{keysOfClaim(p.Code).posting}, string(p.Code), postingText(p), "").Err()
}

// Postings lists the results that are on their way, in the order of their codes; see [verification.Channels].
func (s *Store) Postings(ctx context.Context) ([]verification.Posting, error) {
	cmds := make([]*redis.MapStringStringCmd, shards)
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range cmds {
			cmds[i] = p.HGetAll(ctx, claimTag(i)+"posting")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list what is being posted: %w", err)
	}
	var all []verification.Posting
	for _, c := range cmds {
		for code, text := range c.Val() {
			if p, ok := readPosting(code, text); ok {
				all = append(all, p)
			}
		}
	}
	slices.SortFunc(all, func(a, b verification.Posting) int { return cmp.Compare(a.Code, b.Code) })
	return all, nil
}
