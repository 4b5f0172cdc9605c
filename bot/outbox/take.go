package outbox

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// ready is a partition in which something is due.
type ready struct {
	partition int
	urgency   int // -1 for what was on its way when its sender died, else the priority
	at        float64
}

// look finds the partitions in which something is due, the most urgent first, and when something will be.
func (s *sender) look(ctx context.Context, now time.Time) (due []ready, next time.Time, err error) {
	var cmds [][]*redis.ZSliceCmd
	_, err = s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, k := range s.parts {
			var each []*redis.ZSliceCmd
			for _, key := range []string{k.flight, k.due[bot.Answer], k.due[bot.Notice], k.due[bot.Broadcast]} {
				each = append(each, p.ZRangeWithScores(ctx, key, 0, 0))
			}
			cmds = append(cmds, each)
		}
		return nil
	})
	reached := 0
	for p, each := range cmds {
		found := false
		for i, cmd := range each {
			if cmd.Err() == nil {
				reached++
			}
			for _, first := range cmd.Val() {
				if at := time.UnixMilli(int64(first.Score)); at.After(now) {
					if next.IsZero() || at.Before(next) {
						next = at
					}
				} else if !found {
					found = true
					due = append(due, ready{p, i - 1, first.Score})
				}
			}
		}
	}
	slices.SortFunc(due, func(a, b ready) int { return cmp.Or(a.urgency-b.urgency, cmp.Compare(a.at, b.at)) })
	if reached > 0 {
		err = nil // a part of a Cluster that is away does not hold up the rest
	}
	return due, next, err
}

// take takes chats' first messages, and marks the chats. What was on its way when its sender died goes first.
//
//	ARGV[1] now, ARGV[2] until when what is taken counts as on its way, both in ms; ARGV[3] how many at most
//	returns for each message six: chat, item, value, sealed id of its handle's message, sealed id of the message that it
//	replies to by handle, '1' when it may have been sent before
var take = newScript(`
local now, till, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
local out = {}

local function message_of(chat, handle)
  return handle ~= none and redis.call('HGET', handles, chat .. ':' .. handle) or ''
end

local function go(chat, again)
  local item = first_of(chat, 1)[1]
  if not item then
    redis.call('ZREM', flight, chat)
    return
  end
  redis.call('ZADD', flight, till, chat)
  local value = redis.call('HGET', items, item)
  local own, other = message_of(chat, string.sub(value, 2, 17)), message_of(chat, string.sub(value, 18, 33))
  for _, v in ipairs({chat, item, value, own, other, again}) do out[#out + 1] = v end
  most = most - 1
end

redis.call('ZREMRANGEBYSCORE', rest, '-inf', now)
for _, chat in ipairs(redis.call('ZRANGEBYSCORE', flight, '-inf', now, 'LIMIT', 0, most)) do go(chat, '1') end
for p = 1, 3 do
  if most > 0 then
    for _, chat in ipairs(redis.call('ZRANGEBYSCORE', KEYS[p], '-inf', now, 'LIMIT', 0, most)) do
      redis.call('ZREM', KEYS[p], chat)
      go(chat, '0')
    end
  end
end
return out`)

// taken is a message to send.
type taken struct {
	partition  int
	chat       string
	item       string
	delivery   bot.Delivery
	unreadable bool
}

// take takes up to room messages, from the most urgent partitions, a fair share from each.
func (s *sender) take(ctx context.Context, now time.Time, due []ready, room int) []taken {
	due = due[:min(len(due), room)]
	calls := make([]call, len(due))
	for i, d := range due {
		calls[i] = call{d.partition, []any{ms(now), ms(now.Add(markFor)), room / len(due)}}
	}
	var batch []taken
	for i, cmd := range s.runAll(ctx, take, calls) {
		values, err := cmd.StringSlice()
		if err != nil {
			s.log.Warn("the outbox cannot take from its queue", "error", err)
			continue
		}
		for v := range slices.Chunk(values, 6) {
			if _, ours := s.busy[v[0]]; ours {
				continue // the mark ran out while Redis could not be reached, or the clock jumped
			}
			batch = append(batch, s.read(due[i].partition, v))
		}
	}
	return batch
}

func (s *sender) read(partition int, v []string) taken {
	t := taken{partition: partition, chat: v[0], item: v[1]}
	out, err := s.decode(t.chat, v[2])
	if err != nil {
		s.log.Error("a queued message cannot be read and is dropped", "error", err)
		s.metrics.failed.WithLabelValues("unreadable").Inc()
		t.unreadable = true
		return t
	}
	t.delivery = bot.Delivery{Outgoing: out, Replies: out.ReplyTo}
	if out.Action == bot.Edit || out.Action == bot.Delete {
		t.delivery.Target = s.openID(t.chat, v[3])
	}
	if out.ReplyToHandle != "" {
		t.delivery.Replies = s.openID(t.chat, v[4])
	}
	if v[5] == "1" {
		s.metrics.resent.Inc()
	}
	return t
}
