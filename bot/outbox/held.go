package outbox

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// A chat in which the bot may not write is held up: its messages wait in the queue, where newer news replace older ones. They are
// retried with growing waits, and at once when [Outbox.Resume] is called because the bot may be allowed by now. News that have waited
// for long are then sent as a digest.

const (
	firstHold   = time.Minute
	longestHold = 6 * time.Hour
	// keepHeld is how long messages wait until the bot may write.
	keepHeld = 14 * 24 * time.Hour
)

var heldFunctions = `
-- hold_up notes that the bot may not write to a chat, and gives when that is tried again. After a long time nothing waits any more.
local function hold_up(chat, now)
  local times, since = string.match(redis.call('HGET', held, chat) or '', '^(%d+)%.(%d+)$')
  times, since = tonumber(times or 0), tonumber(since or now)
  redis.call('HSET', held, chat, string.format('%.0f.%.0f', times + 1, since))
  if now - since > ` + strconv.FormatInt(keepHeld.Milliseconds(), 10) + ` then
    for _, each in ipairs(first_of(chat, -1)) do remove(each) end
  end
  return now + math.min(` + strconv.FormatInt(firstHold.Milliseconds(), 10) + ` * 4 ^ math.min(times, 10), ` + strconv.FormatInt(longestHold.Milliseconds(), 10) + `)
end

-- remove_parts takes away an item, and all parts of the same version of its news.
local function remove_parts(chat, item)
  local subject, version = news_of(item)
  remove(item)
  if not subject then return end
  for _, each in ipairs(first_of(chat, many)) do
    local other, v = news_of(each)
    if other == subject and v == version then remove(each) end
  end
end
`

// resume makes a held-up chat due now. If a call that began earlier is still refused, the next attempt follows soon.
//
//	ARGV[1] now in ms, ARGV[2] chat
var resume = newScript(`
local now, chat = ARGV[1], ARGV[2]
local at = turn_of(chat)
local since = string.match(redis.call('HGET', held, chat) or '', '%.(%d+)$')
if since then redis.call('HSET', held, chat, '0.' .. since) end
if not since or not at or tonumber(at) <= tonumber(now) then return 0 end
set_turn(chat, now, first_of(chat, few))
return 1`)

// Resume retries a chat's messages at once if they wait because the bot may not write there.
func (o *Outbox) Resume(ctx context.Context, chat int64) error {
	name := o.sealer.Pseudonym("chat", chat)
	if err := o.runAll(ctx, resume, []call{{o.partition(name), []any{ms(o.clock.Now()), name}}})[0].Err(); err != nil {
		return fmt.Errorf("resume a chat: %w", err)
	}
	o.nudge()
	return nil
}

// Held returns the number of chats that are held up.
func (o *Outbox) Held(ctx context.Context) (n int64, err error) {
	for _, k := range o.parts {
		one, err := o.redis.HLen(ctx, k.held).Result()
		if err != nil {
			return 0, fmt.Errorf("count held-up chats: %w", err)
		}
		n += one
	}
	return n, nil
}

// resting counts the messages in held-up chats that are not due.
//
//	ARGV[1] now in ms
var resting = newScript(`
local n = 0
for _, chat in ipairs(redis.call('HKEYS', held)) do
  local at = turn_of(chat)
  if at and tonumber(at) > tonumber(ARGV[1]) then n = n + redis.call('ZLEXCOUNT', queue, '[' .. chat .. ':', '(' .. chat .. ';') end
end
return n`)

// heldBack returns the number of messages in held-up chats that are not due.
func (o *Outbox) heldBack(ctx context.Context) (n int64, err error) {
	for p := range o.parts {
		one, err := o.runAll(ctx, resting, []call{{p, []any{ms(o.clock.Now())}}})[0].Int64()
		if err != nil {
			return 0, fmt.Errorf("count held-up messages: %w", err)
		}
		n += one
	}
	return n, nil
}
