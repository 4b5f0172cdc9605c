package outbox

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// Waiting tells how many messages wait for a chat.
func (o *Outbox) Waiting(ctx context.Context, chat int64) (int, error) {
	name := o.sealer.Pseudonym("chat", chat)
	n, err := o.redis.ZLexCount(ctx, o.parts[o.partition(name)].queue, "["+name+":", "("+name+";").Result()
	if err != nil {
		return 0, fmt.Errorf("count what waits: %w", err)
	}
	return int(n), nil
}

// drop takes everything off the queue that waits for a chat.
//
//	ARGV[1] chat
var drop = newScript(`
for _, item in ipairs(first_of(ARGV[1], -1)) do remove(item) end
for p = 1, 3 do redis.call('ZREM', KEYS[p], ARGV[1]) end
redis.call('ZREM', flight, ARGV[1])
redis.call('ZREM', rest, ARGV[1])
return 1`)

// Forget erases all that is kept of a chat: what waits for it, and which messages it was sent. That a key was queued stays
// for three days, as a hash of the chat's pseudonym.
func (o *Outbox) Forget(ctx context.Context, chat int64) error {
	name := o.sealer.Pseudonym("chat", chat)
	p := o.partition(name)
	if err := o.runAll(ctx, drop, []call{{p, []any{name}}})[0].Err(); err != nil {
		return fmt.Errorf("forget what waits: %w", err)
	}
	const page = 1000
	k := o.parts[p]
	for cursor := uint64(0); ; {
		pairs, next, err := o.redis.HScan(ctx, k.handles, cursor, name+":*", page).Result()
		if err != nil {
			return fmt.Errorf("forget what was sent: %w", err)
		}
		_, err = o.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i := 0; i < len(pairs); i += 2 { // name and value in turn
				p.HDel(ctx, k.handles, pairs[i])
				p.ZRem(ctx, k.named, pairs[i])
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("forget what was sent: %w", err)
		}
		if cursor = next; cursor == 0 {
			return nil
		}
	}
}
