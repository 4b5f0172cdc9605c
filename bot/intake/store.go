package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// keepSeen is for how long an update is known to have been stored: Telegram repeats it for 24 hours at the most.
const keepSeen = 26 * time.Hour

// add: KEYS stream, seen; ARGV now in ms, then id and sealed update in turn. Gives how many were new.
var add = redis.NewScript(`
local fresh = 0
for i = 2, #ARGV, 2 do
  if redis.call('ZADD', KEYS[2], 'NX', ARGV[1], ARGV[i]) == 1 then
    redis.call('XADD', KEYS[1], '*', 'u', ARGV[i + 1])
    fresh = fresh + 1
  end
end
return fresh`)

// Store stores updates that were not stored before, and returns how many those are. After an error some may have been
// stored; storing the same again is safe.
func (in *Intake) Store(ctx context.Context, updates []json.RawMessage) (fresh int, err error) {
	batches := make([][]any, len(in.parts))
	now := in.Clock.Now().UnixMilli()
	for _, raw := range updates {
		id, chat, ok := in.Codec.Peek(raw)
		if !ok {
			in.metrics.unreadable.Inc()
			continue
		}
		p := uint64(chat) * 0x9E3779B97F4A7C15 >> 32 % uint64(len(in.parts))
		if batches[p] == nil {
			batches[p] = []any{now}
		}
		batches[p] = append(batches[p], strconv.FormatInt(id, 10), in.Sealer.Seal(in.parts[p].stream, "update", raw))
	}
	var mu sync.Mutex
	var storing sync.WaitGroup
	for p, args := range batches {
		if args == nil {
			continue
		}
		storing.Go(func() {
			n, e := add.Run(ctx, in.Pipeline, []string{in.parts[p].stream, in.parts[p].seen}, args...).Int()
			mu.Lock()
			defer mu.Unlock()
			if fresh += n; e != nil {
				err = fmt.Errorf("store updates: %w", e)
			}
		})
	}
	storing.Wait()
	in.metrics.stored.Add(float64(fresh))
	in.metrics.repeated.Add(float64(len(updates) - fresh))
	return fresh, err
}

// Trim forgets ids that Telegram cannot repeat any more. It is for a schedule to call.
func (in *Intake) Trim(ctx context.Context) error {
	before := strconv.FormatInt(in.Clock.Now().Add(-keepSeen).UnixMilli(), 10)
	for _, k := range in.parts {
		if err := in.Redis.ZRemRangeByScore(ctx, k.seen, "-inf", before).Err(); err != nil {
			return fmt.Errorf("trim the intake: %w", err)
		}
	}
	return nil
}
