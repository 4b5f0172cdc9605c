package outbox

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// What was withdrawn may wait in chats that nobody can name any more, where newer news cannot take its place. So each message
// is held against what was recalled when its turn comes.

// keepRecalled is for how long older versions are held back. What waits for longer has long been too old to matter.
const keepRecalled = 30 * 24 * time.Hour

// recall notes from which version on a subject may be sent.
//
//	KEYS[1] recalled, KEYS[2] when; ARGV[1] subject, ARGV[2] version, ARGV[3] now in ms
var recall = redis.NewScript(`
local before = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0)
if tonumber(ARGV[2]) > before then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])`)

// Recall drops what waits about an earlier version of a subject, in every chat, and what is queued later about one.
func (o *Outbox) Recall(ctx context.Context, about bot.About) error {
	keys := []string{recalledKey, recallKey}
	if err := recall.Run(ctx, o.redis, keys, o.recalledName(about.Subject), about.Version, ms(o.clock.Now())).Err(); err != nil {
		return fmt.Errorf("recall messages: %w", err)
	}
	return nil
}

// recalledName is a subject's name among the recalled ones, which tells nobody without the key what was withdrawn.
func (o *Outbox) recalledName(subject string) string {
	return o.sealer.Pseudonym("recalled:"+subject, 0)
}

// isRecalled tells whether a message reports what was recalled.
func (s *sender) isRecalled(out bot.Outgoing) bool {
	if out.About == nil || len(s.recalled) == 0 {
		return false
	}
	from, _ := strconv.Atoi(s.recalled[s.recalledName(out.About.Subject)])
	return out.About.Version < from
}

// trimRecalled forgets what was recalled long ago.
func (o *Outbox) trimRecalled(ctx context.Context) error {
	old := &redis.ZRangeBy{Min: "-inf", Max: strconv.FormatInt(o.clock.Now().Add(-keepRecalled).UnixMilli(), 10)}
	names, err := o.redis.ZRangeByScore(ctx, recallKey, old).Result()
	if err != nil || len(names) == 0 {
		return err
	}
	_, err = o.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HDel(ctx, recalledKey, names...)
		for _, name := range names {
			p.ZRem(ctx, recallKey, name)
		}
		return nil
	})
	return err
}
