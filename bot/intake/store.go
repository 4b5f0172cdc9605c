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

// keepIsolated is for how long an update that could not be handled is kept.
const keepIsolated = 14 * 24 * time.Hour

// keepSeen is for how long an update is known to have been stored: Telegram repeats it for 24 hours at the most.
const keepSeen = 26 * time.Hour

// add stores what was not stored before. The id is noted last: were it noted first, an update could be lost between. An edit that
// leaves a message as it stood before is not stored: nothing happened.
//
//	KEYS[1] stream, KEYS[2] seen
//	ARGV[1] now, ARGV[2] the time up to which ids are forgotten, both in ms; then in turn id, sealed update, how the message
//	stands with it ('' when that does not matter), and 1 for an edit
//	returns how many were not known before
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

// Store stores updates that were not stored before, and returns how many those are; then they are durable. After an error
// some may have been stored; storing the same again is safe.
func (in *Intake) Store(ctx context.Context, updates []json.RawMessage) (fresh int, err error) {
	fresh, _, err = in.store(ctx, updates)
	return fresh, err
}

// store also gives the id of the last of the updates, 0 when none can be read.
func (in *Intake) store(ctx context.Context, updates []json.RawMessage) (fresh int, last int64, err error) {
	ctx = in.Barrier.Begin(ctx)
	now := in.Clock.Now()
	batches := make([][]any, len(in.parts))
	readable := 0
	for _, raw := range updates {
		id, chat, ok := in.Codec.Peek(raw)
		if !ok {
			in.metrics.unreadable.Inc()
			in.Log.Error("what came is no update", "bytes", len(raw))
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

// stands names how a message stands with an update: by a name from which nobody can tell what it says. It is "" for an update that
// changes no message.
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

// partitionOf keeps a chat in one partition. It goes by the pseudonym, so that the place tells nothing of the chat.
func (in *Intake) partitionOf(chat int64) int {
	return int(crc32.ChecksumIEEE([]byte(in.Sealer.Pseudonym("chat", chat))) % uint32(len(in.parts)))
}

// Trim forgets ids that Telegram cannot repeat any more, in partitions where nothing new came that would do it, and updates
// that have been in quarantine for long. It is for a schedule to call.
func (in *Intake) Trim(ctx context.Context) error {
	before := strconv.FormatInt(in.Clock.Now().Add(-keepSeen).UnixMilli(), 10)
	for _, k := range in.parts {
		if err := in.Redis.ZRemRangeByScore(ctx, k.seen, "-inf", before).Err(); err != nil {
			return fmt.Errorf("trim the intake: %w", err)
		}
		// Redis names entries by its own clock, which is near enough to ours for two weeks.
		oldest := strconv.FormatInt(in.Clock.Now().Add(-keepIsolated).UnixMilli(), 10)
		if err := in.Redis.XTrimMinID(ctx, k.quarantine, oldest).Err(); err != nil {
			return fmt.Errorf("trim the quarantine: %w", err)
		}
	}
	return nil
}
