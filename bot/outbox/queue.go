package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/rastau/rastau/bot"
)

// enqueue queues messages.
//
//	ARGV[1] now in ms; then for each message five: chat, hash of its key, priority, handle whose waiting edit it
//	replaces (or none), value
//	returns how many are new
var enqueue = newScript(`
-- replaced takes away a chat's waiting edits of a handle, and tells whether there were any. It looks no further back than
-- to what gives the handle another message, or does something else to it.
local function replaced(chat, handle, busy)
  local flying, any = busy and first_of(chat, 1)[1], false
  for _, item in ipairs(redis.call('ZREVRANGEBYLEX', queue, '(' .. chat .. ';', '[' .. chat .. ':', 'LIMIT', 0, 64)) do
    local header = redis.call('HGET', items, item)
    if string.sub(header, 2, 17) == handle then
      if item == flying or string.sub(header, 1, 1) ~= '1' then break end
      remove(item)
      any = true
    end
  end
  return any
end

local now, fresh = ARGV[1], 0
for i = 2, #ARGV, 5 do
  local chat, key, priority, handle, value = unpack(ARGV, i, i + 4)
  if redis.call('ZADD', seen, 'NX', now, key) == 1 then
    fresh = fresh + 1
    local busy = redis.call('ZSCORE', flight, chat)
    local changed = handle ~= none and replaced(chat, handle, busy)
    add(chat .. ':' .. string.format('%015d', redis.call('INCR', seq)) .. ':' .. priority, value)
    if not busy then
      local at, p = turn_of(chat)
      if not at then
        local earliest = redis.call('ZSCORE', rest, chat)
        if earliest and tonumber(earliest) > tonumber(now) then at = earliest else at = now end
        redis.call('ZADD', KEYS[1 + priority], at, chat)
      elseif changed or tonumber(priority) < p then
        set_turn(chat, at, first_of(chat, few))
      end
    end
  end
end
return fresh`)

// Send queues messages. When it returns nil they are in Redis and will be delivered; one whose key was queued for the
// same chat before is not queued again. When it fails, some may have been queued: the same call can be made again.
func (o *Outbox) Send(ctx context.Context, out ...bot.Outgoing) error {
	var calls []call
	place := map[int]int{} // of a partition in calls
	now := o.clock.Now().UnixMilli()
	for _, m := range out {
		if m.Key == "" || m.Chat == 0 {
			return errors.New("a message needs a key and a chat")
		}
		chat := o.sealer.Pseudonym("chat", m.Chat)
		value, err := o.encode(chat, m)
		if err != nil {
			return fmt.Errorf("encode a message: %w", err)
		}
		p := o.partition(chat)
		i, ok := place[p]
		if !ok {
			i = len(calls)
			place[p] = i
			calls = append(calls, call{p, []any{now}})
		}
		priority := min(max(m.Priority, bot.Answer), bot.Broadcast)
		calls[i].args = append(calls[i].args, chat, short(chat+":"+m.Key), int(priority), o.replaces(m), value)
	}
	if len(calls) == 0 {
		return nil
	}
	for _, cmd := range o.runAll(ctx, enqueue, calls) {
		if err := cmd.Err(); err != nil {
			return fmt.Errorf("queue a message: %w", err)
		}
	}
	o.nudge()
	return nil
}

// nudge has the sender look again at what is due.
func (o *Outbox) nudge() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}
