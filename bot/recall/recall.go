// Package recall holds back messages about what was withdrawn. They may wait in chats that nobody can name any more, where newer
// news cannot take their place; so each is held against what was recalled when its turn comes.
package recall

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

const (
	recalledKey = "{outbox}:recalled"      // HASH subject → "version ms": the first version that may be sent, and when that was said
	whenKey     = "{outbox}:recalled:when" // ZSET subject → when it was recalled
)

// Keep is for how long older messages are held back. What waits for longer has long been too old to matter.
const Keep = 30 * 24 * time.Hour

// List is what was recalled.
type List struct {
	Redis  redis.UniversalClient
	Sealer bot.Sealer
	Clock  clockwork.Clock
}

// note: KEYS recalled, when; ARGV subject, version, now in ms. The same or an earlier version changes nothing.
var note = redis.NewScript(`
local before = tonumber(string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '0', '^%d+'))
if tonumber(ARGV[2]) <= before then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
return redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])`)

// Recall holds back what is about an earlier version of the subject.
func (l List) Recall(ctx context.Context, about bot.About) error {
	keys := []string{recalledKey, whenKey}
	if err := note.Run(ctx, l.Redis, keys, l.name(about.Subject), about.Version, l.Clock.Now().UnixMilli()).Err(); err != nil {
		return fmt.Errorf("recall messages: %w", err)
	}
	return nil
}

// name is a subject's name, which tells nobody without the key what was withdrawn.
func (l List) name(subject string) string { return l.Sealer.Pseudonym("recalled:"+subject, 0) }

// Recalled is what was recalled when it was read.
type Recalled struct {
	list  List
	names map[string]string
}

// Read reads what was recalled. With a pipeline the answer is there once that is run.
func (l List) Read(ctx context.Context, p redis.Cmdable) *redis.MapStringStringCmd {
	return p.HGetAll(ctx, recalledKey)
}

// Of takes the answer to [List.Read].
func (l List) Of(answer *redis.MapStringStringCmd) (Recalled, error) {
	names, err := answer.Result()
	if err != nil {
		return Recalled{}, fmt.Errorf("read what was recalled: %w", err)
	}
	return Recalled{l, names}, nil
}

// Covers reports whether a message about all that is held back.
func (r Recalled) Covers(about []bot.About) bool {
	if len(r.names) == 0 {
		return false
	}
	for _, a := range about {
		said, found := r.names[r.list.name(a.Subject)]
		if !found {
			continue
		}
		version, at, _ := strings.Cut(said, " ")
		if a.Version > 0 {
			if from, _ := strconv.Atoi(version); a.Version < from {
				return true
			}
		} else if ms, _ := strconv.ParseInt(at, 10, 64); a.At.UnixMilli() < ms {
			return true
		}
	}
	return false
}

// Trim forgets what was recalled long ago.
func (l List) Trim(ctx context.Context) error {
	old := &redis.ZRangeBy{Min: "-inf", Max: strconv.FormatInt(l.Clock.Now().Add(-Keep).UnixMilli(), 10)}
	names, err := l.Redis.ZRangeByScore(ctx, whenKey, old).Result()
	if err == nil && len(names) > 0 {
		_, err = l.Redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
			p.HDel(ctx, recalledKey, names...)
			for _, name := range names {
				p.ZRem(ctx, whenKey, name)
			}
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("trim what was recalled: %w", err)
	}
	return nil
}
