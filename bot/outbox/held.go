package outbox

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// A chat in which the bot may not write is held up: what is to go there waits in its queue, where newer news take the place of
// older ones, and is tried ever more rarely, and at once when [Outbox.Resume] says that it may be allowed by now. What waited for long
// then goes out as a digest.

const (
	firstHold   = time.Minute
	longestHold = 6 * time.Hour
	// keepHeld is for how long messages wait for the right to be sent.
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

// resume gives a chat that is held up its turn. Should a call that began before still be refused, the next one is soon.
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

// Resume has what waits for a chat tried at once, if it waits because the bot may not write there.
func (o *Outbox) Resume(ctx context.Context, chat int64) error {
	name := o.sealer.Pseudonym("chat", chat)
	if err := o.runAll(ctx, resume, []call{{o.partition(name), []any{ms(o.clock.Now()), name}}})[0].Err(); err != nil {
		return fmt.Errorf("try a chat again: %w", err)
	}
	o.nudge()
	return nil
}

// Held is how many chats are held up.
func (o *Outbox) Held(ctx context.Context) (n int64, err error) {
	for _, k := range o.parts {
		one, err := o.redis.HLen(ctx, k.held).Result()
		if err != nil {
			return 0, fmt.Errorf("count the chats that are held up: %w", err)
		}
		n += one
	}
	return n, nil
}

// resting counts what waits in chats that are held up and are not tried now.
//
//	ARGV[1] now in ms
var resting = newScript(`
local n = 0
for _, chat in ipairs(redis.call('HKEYS', held)) do
  local at = turn_of(chat)
  if at and tonumber(at) > tonumber(ARGV[1]) then n = n + redis.call('ZLEXCOUNT', queue, '[' .. chat .. ':', '(' .. chat .. ';') end
end
return n`)

// heldBack is how many messages wait in chats that are held up and are not tried now.
func (o *Outbox) heldBack(ctx context.Context) (n int64, err error) {
	for p := range o.parts {
		one, err := o.runAll(ctx, resting, []call{{p, []any{ms(o.clock.Now())}}})[0].Int64()
		if err != nil {
			return 0, fmt.Errorf("count what is held back: %w", err)
		}
		n += one
	}
	return n, nil
}
