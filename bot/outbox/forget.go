package outbox

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// Waiting returns the number of messages that wait for a chat.
func (o *Outbox) Waiting(ctx context.Context, chat int64) (int, error) {
	name := o.sealer.Pseudonym("chat", chat)
	n, err := o.redis.ZLexCount(ctx, o.parts[o.partition(name)].queue, "["+name+":", "("+name+";").Result()
	if err != nil {
		return 0, fmt.Errorf("count waiting messages: %w", err)
	}
	return int(n), nil
}

// drop deletes everything that waits for a chat.
//
//	ARGV[1] chat
var drop = newScript(`
for _, item in ipairs(first_of(ARGV[1], -1)) do remove(item) end
for p = 1, 4 do redis.call('ZREM', KEYS[p], ARGV[1]) end
redis.call('ZREM', news, ARGV[1])
redis.call('ZREM', flight, ARGV[1])
redis.call('ZREM', rest, ARGV[1])
redis.call('HDEL', held, ARGV[1])
return 1`)

// Forget deletes everything stored about a chat: waiting messages, sent messages, and the news that reached it. Keys remain for three
// days, as hashes that include the chat's pseudonym.
func (o *Outbox) Forget(ctx context.Context, chat int64) error {
	name := o.sealer.Pseudonym("chat", chat)
	p := o.partition(name)
	if err := o.runAll(ctx, drop, []call{{p, []any{name}}})[0].Err(); err != nil {
		return fmt.Errorf("delete waiting messages: %w", err)
	}
	k := o.parts[p]
	if err := o.forgetIsolated(ctx, k, name); err != nil {
		return fmt.Errorf("delete quarantined messages: %w", err)
	}
	for _, table := range []string{k.messages, k.told} {
		if err := o.forgetNamed(ctx, k, table, name); err != nil {
			return fmt.Errorf("delete the record of sent messages: %w", err)
		}
	}
	return nil
}

// forgetNamed deletes a chat's entries from a table, and their names from named.
func (o *Outbox) forgetNamed(ctx context.Context, k keys, table, chat string) error {
	const page = 1000
	for cursor := uint64(0); ; {
		pairs, next, err := o.redis.HScan(ctx, table, cursor, chat+":*", page).Result()
		if err != nil {
			return err
		}
		_, err = o.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i := 0; i < len(pairs); i += 2 { // name and value in turn
				p.HDel(ctx, table, pairs[i])
				p.ZRem(ctx, k.named, pairs[i])
			}
			return nil
		})
		if err != nil {
			return err
		}
		if cursor = next; cursor == 0 {
			return nil
		}
	}
}
