package outbox

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// newsScript returns a script with the functions for news. Every run defines them, which takes time, so the other scripts lack them.
func newsScript(body string) *redis.Script { return newScript(newsFunctions + body) }

// newScript returns a script with the functions that all scripts of this package share. All have the KEYS of one partition:
//
//	KEYS[1..4] due:answer, due:correction, due:notice, due:broadcast, KEYS[5] queue, KEYS[6] items, KEYS[7] flight,
//	KEYS[8] rest, KEYS[9] seen, KEYS[10] handles, KEYS[11] named, KEYS[12] seq, KEYS[13] told, KEYS[14] news,
//	KEYS[15] quarantine, KEYS[16] silent, KEYS[17] later, KEYS[18] held
//
// An item's value begins with a header that the scripts read: '1' when a later edit may replace it, 'x' when it is not to be
// tried again (else '0'), and
// sixteen characters each for its message key and for the message key that it replies to. The rest is sealed.
func newScript(body string) *redis.Script {
	return redis.NewScript(`
local queue, items, flight, rest, seen, handles, named, seq, told, news, quarantine, silent, later, held = unpack(KEYS, 5)
local none = '` + noMessageKey + `'

-- first_of gives the first n items of a chat, all when n is -1.
local function first_of(chat, n)
  return redis.call('ZRANGEBYLEX', queue, '[' .. chat .. ':', '(' .. chat .. ';', 'LIMIT', 0, n)
end

local function priority_of(item) return tonumber(string.sub(item, -1)) end

local function add(item, value)
  redis.call('ZADD', queue, 0, item)
  redis.call('HSET', items, item, value)
end

local function remove(item)
  redis.call('ZREM', queue, item)
  redis.call('HDEL', items, item)
  redis.call('ZREM', later, item)
end

-- hush takes away all that waits for a chat. While something is on its way to it, which may be any of that, it is only marked
-- as void, and purge takes it away when the chat has its turn again.
local function hush(chat)
  local flying = redis.call('ZSCORE', flight, chat)
  for _, item in ipairs(first_of(chat, -1)) do
    if flying then
      redis.call('HSET', items, item, 'x' .. string.sub(redis.call('HGET', items, item) or '', 2))
    else
      remove(item)
    end
  end
  for p = 1, 4 do redis.call('ZREM', KEYS[p], chat) end
  redis.call('ZREM', news, chat)
end

-- purge removes a chat's void items, which come before all others, and returns the first item that is left.
local function purge(chat)
  while true do
    local item = first_of(chat, 1)[1]
    if not item or string.sub(redis.call('HGET', items, item) or '', 1, 1) ~= 'x' then return item end
    remove(item)
  end
end

-- turn_of tells when a chat's turn is, and by which priority; nothing when it has none.
local function turn_of(chat)
  for p = 0, 3 do
    local at = redis.call('ZSCORE', KEYS[1 + p], chat)
    if at then return at, p end
  end
end

-- set_turn gives a chat its turn at a time, if anything waits; landed when it had none because its message was on its way.
-- What is urgent hurries those before it along: the turn is as urgent as the most urgent of the first few that wait.
local few = 16
local function set_turn(chat, at, waiting, landed)
  local best = 9
  for _, item in ipairs(waiting) do best = math.min(best, priority_of(item)) end
  for p = 0, 3 do
    if p == best then
      redis.call('ZADD', KEYS[1 + p], at, chat)
    elseif not landed then
      redis.call('ZREM', KEYS[1 + p], chat)
    end
  end
  return best < 9
end
` + body)
}

// call is one run of a script on one partition.
type call struct {
	partition int
	args      []any
}

// runAll runs a script on several partitions, in one round trip. Each command has its own result or error.
func (o *Outbox) runAll(ctx context.Context, script *redis.Script, calls []call) []*redis.Cmd {
	cmds := make([]*redis.Cmd, len(calls))
	if len(calls) == 1 {
		cmds[0] = script.Run(ctx, o.pipe, o.parts[calls[0].partition].all(), calls[0].args...)
		return cmds
	}
	_, _ = o.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, c := range calls {
			cmds[i] = script.EvalSha(ctx, p, o.parts[c.partition].all(), c.args...)
		}
		return nil
	})
	for i, c := range calls {
		if redis.HasErrorPrefix(cmds[i].Err(), "NOSCRIPT") {
			cmds[i] = script.Run(ctx, o.redis, o.parts[c.partition].all(), c.args...)
		}
	}
	return cmds
}
