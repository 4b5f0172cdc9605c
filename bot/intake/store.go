package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// keepIsolated is how long quarantined updates are kept.
const keepIsolated = 14 * 24 * time.Hour

// keepSeen is how long ids of stored updates are kept. Telegram repeats an update for at most 24 hours.
const keepSeen = 26 * time.Hour

// add stores updates that were not stored before. It adds the id last; otherwise an update could be lost in between. An edit that does
// not change the message is not stored.
//
//	KEYS[1] stream, KEYS[2] seen
//	ARGV[1] now, ARGV[2] the time before which ids expire, both in ms; then for each update its id, the sealed update, the name of
//	the message's state ('' if it does not matter), and 1 for an edit
//	returns how many updates were new
var add = redis.NewScript(`
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
local fresh = 0
for i = 3, #ARGV, 4 do
  if not redis.call('ZSCORE', KEYS[2], ARGV[i]) then
    local stands = ARGV[i + 2]
    if ARGV[i + 3] ~= '1' or stands == '' or not redis.call('ZSCORE', KEYS[2], stands) then
      redis.call('XADD', KEYS[1], '*', 'u', ARGV[i + 1])
    end
    if stands ~= '' then redis.call('ZADD', KEYS[2], ARGV[1], stands) end
    redis.call('ZADD', KEYS[2], ARGV[1], ARGV[i])
    fresh = fresh + 1
  end
end
return fresh`)

// Store stores the updates that were not stored before, durably, and returns how many were new. After an error some may have been
// stored; it is safe to call Store again with the same updates.
func (in *Intake) Store(ctx context.Context, updates []json.RawMessage) (fresh int, err error) {
	fresh, _, err = in.store(ctx, updates)
	return fresh, err
}

// store is Store; it also returns the id of the last update, or 0 if none could be decoded.
func (in *Intake) store(ctx context.Context, updates []json.RawMessage) (fresh int, last int64, err error) {
	ctx = in.Barrier.Begin(ctx)
	now := in.Clock.Now()
	batches := make([][]any, len(in.parts))
	readable := 0
	for _, raw := range updates {
		id, chat, ok := in.Codec.Peek(raw)
		if !ok {
			in.metrics.unreadable.Inc()
			in.Log.Error("received something that is not an update", "bytes", len(raw))
			continue
		}
		last = id
		readable++
		p := in.partitionOf(chat)
		if batches[p] == nil {
			batches[p] = []any{now.UnixMilli(), now.Add(-keepSeen).UnixMilli()}
		}
		stands, edited := in.stands(raw)
		batches[p] = append(batches[p], id, in.Sealer.Seal(in.parts[p].stream, "update", raw), stands, edited)
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
	if err == nil {
		err = in.Barrier.Confirm(ctx)
	}
	in.metrics.stored.Add(float64(fresh))
	if err == nil {
		in.metrics.repeated.Add(float64(readable - fresh))
	}
	return fresh, last, err
}

// stands returns a name for the message's state after the update, which reveals nothing of its content, or "" if the update changes no
// message.
func (in *Intake) stands(raw []byte) (name string, edited int) {
	sum, edit := in.Codec.Stands(raw)
	if edit {
		edited = 1
	}
	if sum == 0 {
		return "", edited
	}
	return in.Sealer.Pseudonym("stands", sum), edited
}

// partitionOf returns the partition of a chat. It hashes the pseudonym, so that the partition reveals nothing about the chat.
func (in *Intake) partitionOf(chat int64) int {
	return int(crc32.ChecksumIEEE([]byte(in.Sealer.Pseudonym("chat", chat))) % uint32(len(in.parts)))
}

// Trim deletes ids of updates that Telegram no longer repeats, also in partitions that receive nothing, and expired updates from
// quarantine. A scheduled job calls it.
func (in *Intake) Trim(ctx context.Context) error {
	before := strconv.FormatInt(in.Clock.Now().Add(-keepSeen).UnixMilli(), 10)
	for _, k := range in.parts {
		if err := in.Redis.ZRemRangeByScore(ctx, k.seen, "-inf", before).Err(); err != nil {
			return fmt.Errorf("trim the intake: %w", err)
		}
		// Entry ids come from the clock of Redis, which is close enough for two weeks.
		oldest := strconv.FormatInt(in.Clock.Now().Add(-keepIsolated).UnixMilli(), 10)
		if err := in.Redis.XTrimMinID(ctx, k.quarantine, oldest).Err(); err != nil {
			return fmt.Errorf("trim the quarantine: %w", err)
		}
	}
	return nil
}
