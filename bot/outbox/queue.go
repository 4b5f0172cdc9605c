package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/rastau/rastau/bot"
)

// enqueue queues messages.
//
//	ARGV[1] now in ms; then for each message nine: chat, hash of its key, priority, handle whose waiting edit it
//	replaces (or none), value, label without its time ('' for what is no news), its [bot.Silence], the chat's name among the
//	silent ones, and when it may go at the earliest in ms, where nothing else waits
//	returns how many are new
var enqueue = newsScript(`
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

-- placed makes room for news: what it makes old is taken away, unless it may be on its way. It tells whether the news go
-- into the queue, with which priority, and whether anything was taken away.
local function placed(chat, priority, label, busy)
  local subject, version, part, flags = string.match(label, '^([^.]+)%.(%d+)%.(%d+)%.(%a*)$')
  version = tonumber(version)
  local first, last = told_of(chat, subject)
  local again = part ~= '0' or string.find(flags, 'r')
  local goes = priority == '0' or not last or version > last or (version == last and again)
  local earlier, removed = first and first < version, false
  for _, item in ipairs(first_of(chat, many)) do
    local other, v, p = news_of(item)
    if other == subject then
      if v < version then
        earlier = earlier or busy
        if not busy then
          remove(item)
          removed = true
        end
      elseif v > version or (p == part and priority ~= '0') then
        goes = false
      end
    end
  end
  if string.find(flags, 'w') and not busy then goes = false end
  if goes and earlier and string.find(flags, 'l') and not string.find(flags, 'e') and tonumber(priority) > 1 then priority = '1' end
  return goes, priority, removed
end

local now, fresh = ARGV[1], 0

-- heard tells whether the chat is to get the message, as far as silence goes.
local function heard(chat, silence, name)
  if silence == 'ends' then
    redis.call('SREM', silent, name)
  elseif silence == 'begins' then
    hush(chat)
    redis.call('SADD', silent, name)
  else
    return redis.call('SISMEMBER', silent, name) == 0
  end
  return true
end

for i = 2, #ARGV, 9 do
  local chat, key, priority, handle, value, label, silence, name, after = unpack(ARGV, i, i + 8)
  if redis.call('ZADD', seen, 'NX', now, key) == 1 and heard(chat, silence, name) then
    local busy = redis.call('ZSCORE', flight, chat)
    local goes, item, changed = true, nil, handle ~= none and replaced(chat, handle, busy)
    if label ~= '' then
      local removed
      goes, priority, removed = placed(chat, priority, label, busy)
      changed = changed or removed
    end
    if goes then
      fresh = fresh + 1
      item = chat .. ':' .. string.format('%015d', redis.call('INCR', seq)) .. ':'
      if label ~= '' then item = item .. label .. '.' .. now .. ':' end
      item = item .. priority
      add(item, value)
    end
    if label ~= '' then note_waiting(chat) end
    if not busy then
      local at, p = turn_of(chat)
      if not at then
        local earliest = redis.call('ZSCORE', rest, chat)
        if earliest and tonumber(earliest) > tonumber(now) then at = earliest else at = now end
        if tonumber(after) > tonumber(at) then at = after end
        if goes then redis.call('ZADD', KEYS[1 + priority], at, chat) end
      elseif changed or tonumber(priority) < p then
        local waiting = first_of(chat, few)
        waiting[#waiting + 1] = item -- news are not held up by what is before them
        set_turn(chat, at, waiting)
      end
    end
  end
end
return fresh`)

// Send queues messages. When it returns nil they are in Redis and will be delivered; a message whose key was queued for the same chat
// before is dropped. After an error some may have been queued; it is safe to repeat the call.
func (o *Outbox) Send(ctx context.Context, out ...bot.Outgoing) error {
	var calls []call
	place := map[int]int{} // of a partition in calls
	now := o.clock.Now().UnixMilli()
	for _, m := range out {
		switch {
		case m.Key == "" || m.Chat == 0:
			return errors.New("a message needs a key and a chat")
		case m.News != nil && (m.News.Subject == "" || m.News.Version < 1 || m.News.Part < 0):
			return errors.New("news need a subject and a version")
		case m.Action == bot.Withdraw && m.News == nil:
			return errors.New("a withdrawal needs a subject")
		}
		if m.Silence == bot.Begins {
			m.Until = o.clock.Now().Add(lastWordFor)
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
		calls[i].args = append(calls[i].args, chat, short(chat+":"+m.Key), int(priority), o.replaces(m), value, o.label(m),
			string(m.Silence), o.silentName(m.Chat), max(0, m.NotBefore.UnixMilli()))
	}
	if len(calls) == 0 {
		return nil
	}
	if err := o.barrier.Fence(ctx); err != nil {
		return fmt.Errorf("wait until what a message reports is durable: %w", err)
	}
	for _, cmd := range o.runAll(ctx, enqueue, calls) {
		if err := cmd.Err(); err != nil {
			return fmt.Errorf("queue a message: %w", err)
		}
	}
	o.nudge()
	return nil
}

// nudge wakes the sender.
func (o *Outbox) nudge() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}
