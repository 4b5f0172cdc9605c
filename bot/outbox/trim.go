package outbox

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// Keys are known for longer than Telegram repeats an update; handles for as long as a correction may come to a channel, and
// not for longer in a person's chat than it is kept that they asked.
const (
	keepKeys     = 72 * time.Hour
	keepMessages = 90 * 24 * time.Hour
	keepPrivate  = 7 * 24 * time.Hour
)

func (o *Outbox) keptUntil(chat int64) time.Time {
	if chat > 0 { // a person's
		return o.clock.Now().Add(keepPrivate)
	}
	return o.clock.Now().Add(keepMessages)
}

// trim deletes expired entries.
//
//	ARGV[1] keys queued up to this are forgotten, ARGV[2] handles kept up to this are, ARGV[3] at most so many of each
//	returns how many it forgot
var trim = newScript(`
local n = 0
for _, key in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
  n = n + redis.call('ZREM', seen, key)
end
for _, name in ipairs(redis.call('ZRANGEBYSCORE', named, '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])) do
  redis.call('HDEL', handles, name)
  redis.call('HDEL', told, name)
  n = n + redis.call('ZREM', named, name)
end
return n`)

// Trim deletes expired keys and message keys. A scheduled job calls it.
func (o *Outbox) Trim(ctx context.Context) error {
	const batch = 1000 // so that no script blocks Redis for long
	now := o.clock.Now()
	if err := o.recall.Trim(ctx); err != nil {
		return err
	}
	for p := range o.parts {
		for n := batch; n >= batch; {
			cmd := o.runAll(ctx, trim, []call{{p, []any{ms(now.Add(-keepKeys)), ms(now), batch}}})[0]
			var err error
			if n, err = cmd.Int(); err != nil {
				return fmt.Errorf("trim the outbox: %w", err)
			}
		}
		// Entry ids come from the clock of Redis, which is close enough for two weeks.
		if err := o.redis.XTrimMinID(ctx, o.parts[p].quarantine, ms(now.Add(-keepIsolated))).Err(); err != nil {
			return fmt.Errorf("trim the quarantine: %w", err)
		}
	}
	return nil
}

func ms(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
