package sms

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/recall"
)

const (
	leaseFor  = 10 * time.Minute    // until a message that the phone has not taken over is given to it again
	mostTries = 3                   // … at most so often
	keepSeen  = 14 * 24 * time.Hour // that a key was queued
	keepNews  = 24 * time.Hour      // that we want to hear what became of a message
	longestIn = 7 * 24 * time.Hour  // that a message waits for a phone
)

// enqueue: KEYS items, of, due, seen; ARGV now in ms, until when keys are forgotten in ms; then for each message four: name
// of its key, uuid, pseudonym of its number, sealed message. Gives how many are new.
var enqueue = redis.NewScript(`
local fresh = 0
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', ARGV[2])
for i = 3, #ARGV, 4 do
  if redis.call('ZADD', KEYS[4], 'NX', ARGV[1], ARGV[i]) == 1 then
    fresh = fresh + 1
    redis.call('HSET', KEYS[1], ARGV[i + 1], ARGV[i + 3])
    redis.call('HSET', KEYS[2], ARGV[i + 1], ARGV[i + 2])
    redis.call('ZADD', KEYS[3], ARGV[1], ARGV[i + 1])
  end
end
return fresh`)

// queued is an SMS as it is sealed.
type queued struct {
	To    uint64      `cbor:"1,keyasint"`
	Words string      `cbor:"2,keyasint"`
	About []bot.About `cbor:"3,keyasint,omitempty"`
}

// SendText queues SMS; see [bot.Texter].
func (g *Gateway) SendText(ctx context.Context, out ...bot.OutText) error {
	if len(out) == 0 {
		return nil
	}
	if err := g.Barrier.Fence(ctx); err != nil {
		return fmt.Errorf("confirm what an SMS reports: %w", err)
	}
	now := g.Clock.Now()
	args := []any{now.UnixMilli(), now.Add(-keepSeen).UnixMilli()}
	for _, m := range out {
		if m.Key == "" || m.To <= 0 {
			return errors.New("an SMS needs a key and a number")
		}
		person := g.Sealer.Pseudonym("sms", m.To)
		name := g.Sealer.PseudonymOf("sms.key", person+"\x00"+m.Key)
		plain, err := bot.Encode(queued{uint64(m.To), m.Words, m.About})
		if err != nil {
			return fmt.Errorf("encode an SMS: %w", err)
		}
		args = append(args, name, name, person, g.Sealer.Seal(itemsKey, name, plain))
	}
	if err := enqueue.Run(ctx, g.Redis, []string{itemsKey, ofKey, dueKey, seenKey}, args...).Err(); err != nil {
		return fmt.Errorf("queue an SMS: %w", err)
	}
	return nil
}

// hand: KEYS items, of, due, tries; ARGV now in ms, when what is handed out may be again in ms, most tries, most messages,
// before when what was due is too old in ms. What was handed out too often, or is too old, is dropped. Gives uuid and sealed
// message in turn.
var hand = redis.NewScript(`
local out = {}
local function drop(id)
  redis.call('HDEL', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
  redis.call('ZREM', KEYS[3], id)
  redis.call('HDEL', KEYS[4], id)
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[5], 'LIMIT', 0, 100)) do drop(id) end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[1], 'LIMIT', 0, ARGV[4])) do
  local sealed = redis.call('HGET', KEYS[1], id)
  if not sealed or redis.call('HINCRBY', KEYS[4], id, 1) > tonumber(ARGV[3]) then
    drop(id)
  else
    redis.call('ZADD', KEYS[3], ARGV[2], id)
    out[#out + 1] = id
    out[#out + 1] = sealed
  end
end
return out`)

// give hands the phone what it shall send.
func (g *Gateway) give(w http.ResponseWriter, r *http.Request) {
	now := g.Clock.Now()
	values, err := hand.Run(r.Context(), g.Redis, []string{itemsKey, ofKey, dueKey, triesKey},
		now.UnixMilli(), now.Add(leaseFor).UnixMilli(), mostTries, mostAtOnce, now.Add(-longestIn).UnixMilli()).StringSlice()
	if err != nil {
		g.failed(w, "the queue of SMS cannot be read", err)
		return
	}
	list := recall.List{Redis: g.Redis, Sealer: g.Sealer, Clock: g.Clock}
	recalled, err := list.Of(list.Read(r.Context(), g.Redis))
	if err != nil {
		g.failed(w, "what was withdrawn cannot be read", err)
		return
	}
	p := payload{Task: "send", Secret: g.Secret, Messages: []message{}}
	var void []string
	for i := 0; i+1 < len(values); i += 2 {
		plain, err := g.Sealer.Open(itemsKey, values[i], []byte(values[i+1]))
		var m queued
		if err == nil {
			err = cbor.Unmarshal(plain, &m)
		}
		switch {
		case err != nil:
			g.Log.Error("a queued SMS cannot be read")
		case recalled.Covers(m.About):
			void = append(void, values[i])
		default:
			p.Messages = append(p.Messages, message{To: "+" + strconv.FormatUint(m.To, 10), Message: m.Words, UUID: values[i]})
		}
	}
	if err := g.drop(r.Context(), void); err != nil {
		g.failed(w, "what was withdrawn cannot be dropped", err)
		return
	}
	g.metrics.given.Add(float64(len(p.Messages)))
	answer(w, http.StatusOK, map[string]payload{"payload": p})
}

// takeOver: KEYS items, of, due, tries, handed; ARGV now in ms, before when it is too late for news in ms, uuids. Erases
// what the phone has taken over, and gives the uuids of all that it may send: also of those that it took over before.
var takeOver = redis.NewScript(`
local out = {}
redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', ARGV[2])
for i = 3, #ARGV do
  local id = ARGV[i]
  if redis.call('HDEL', KEYS[1], id) == 1 then
    redis.call('HDEL', KEYS[2], id)
    redis.call('ZREM', KEYS[3], id)
    redis.call('HDEL', KEYS[4], id)
    redis.call('ZADD', KEYS[5], ARGV[1], id)
    out[#out + 1] = id
  elseif redis.call('ZSCORE', KEYS[5], id) then
    out[#out + 1] = id
  end
end
return out`)

// taken notes what the phone has taken over: its number is erased here.
func (g *Gateway) taken(w http.ResponseWriter, r *http.Request, f fields) {
	now := g.Clock.Now()
	args := []any{now.UnixMilli(), now.Add(-keepNews).UnixMilli()}
	for _, id := range f.queued {
		args = append(args, id)
	}
	known, err := takeOver.Run(r.Context(), g.Redis, []string{itemsKey, ofKey, dueKey, triesKey, handedKey}, args...).StringSlice()
	if err != nil {
		g.failed(w, "that SMS were taken over cannot be noted", err)
		return
	}
	answer(w, http.StatusOK, uuids{List: known})
}

// wanted names the messages of which we want to hear what became.
func (g *Gateway) wanted(w http.ResponseWriter, r *http.Request) {
	ids, err := g.Redis.ZRange(r.Context(), handedKey, 0, mostReports-1).Result()
	if err != nil {
		g.failed(w, "what was handed out cannot be read", err)
		return
	}
	answer(w, http.StatusOK, uuids{List: ids})
}

// results counts what became of messages. The app says -1, or 0 in later versions, for "sent", and -2 for "not known yet".
func (g *Gateway) results(w http.ResponseWriter, r *http.Request, f fields) {
	const unknown, sent, sentToo = -2, -1, 0
	for _, m := range f.result {
		if m.Sent == unknown {
			continue
		}
		n, err := g.Redis.ZRem(r.Context(), handedKey, m.UUID).Result()
		if err != nil {
			g.failed(w, "what became of SMS cannot be noted", err)
			return
		}
		how := "failed"
		if m.Sent == sent || m.Sent == sentToo {
			how = "sent"
		}
		g.metrics.results.WithLabelValues(how).Add(float64(n))
	}
	accept(w)
}

// ForgetTexts drops what waits for a number; see [bot.Texter].
func (g *Gateway) ForgetTexts(ctx context.Context, number string) error {
	of, err := g.Redis.HGetAll(ctx, ofKey).Result()
	if err != nil {
		return fmt.Errorf("forget what waits for a number: %w", err)
	}
	var ids []string
	for id, who := range of {
		if who == number {
			ids = append(ids, id)
		}
	}
	if err := g.drop(ctx, ids); err != nil {
		return fmt.Errorf("forget what waits for a number: %w", err)
	}
	return nil
}

// drop takes SMS off the queue.
func (g *Gateway) drop(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := g.Redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, id := range ids {
			p.HDel(ctx, itemsKey, id)
			p.HDel(ctx, ofKey, id)
			p.ZRem(ctx, dueKey, id)
			p.HDel(ctx, triesKey, id)
		}
		return nil
	})
	return err
}
