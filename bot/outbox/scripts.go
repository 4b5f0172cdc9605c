package outbox

import "github.com/redis/go-redis/v9"

// Every script has the same KEYS: queue, items, due:answer, due:notice, due:broadcast, flight, seen, handles, named, seq.
//
// An item's value begins with a header that the scripts read: one digit of priority, one of whether it may be replaced
// ("coalesced"), sixteen characters each for the handle and the handle replied to. The rest is sealed.
const common = `
local queue, items, flight, seen, handles, named, seq =
  KEYS[1], KEYS[2], KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local none = '----------------'
local function items_of(chat, n)
  return redis.call('ZRANGEBYLEX', queue, '[' .. chat .. ':', '(' .. chat .. ';', 'LIMIT', 0, n)
end
local function handle(chat, h)
  if h == none then return '' end
  return redis.call('HGET', handles, chat .. ':' .. h) or ''
end
-- turn gives a chat its turn at a time, in the list of the most urgent message that waits for it
local function turn(chat, at)
  local waiting, best = items_of(chat, 16), 9
  for _, item in ipairs(waiting) do
    best = math.min(best, tonumber(string.sub(redis.call('HGET', items, item), 1, 1)))
  end
  for p = 0, 2 do
    if p == best then redis.call('ZADD', KEYS[3 + p], at, chat) else redis.call('ZREM', KEYS[3 + p], chat) end
  end
end
local function turn_of(chat)
  for p = 0, 2 do
    local at = redis.call('ZSCORE', KEYS[3 + p], chat)
    if at then return p, at end
  end
end
`

// enqueue: ARGV[1] now in ms; then for each message four: chat, key, handle if it may replace a waiting edit (else the
// none mark), value. Gives the number of messages that are new.
var enqueue = redis.NewScript(common + `
local now, fresh = ARGV[1], 0
for i = 2, #ARGV, 4 do
  local chat, key, replaces, value = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if redis.call('ZADD', seen, 'NX', now, key) == 1 then
    fresh = fresh + 1
    local busy = redis.call('ZSCORE', flight, chat)
    local replaced = false
    if replaces ~= none then
      for n, item in ipairs(items_of(chat, 64)) do
        local old = redis.call('HGET', items, item)
        if not (busy and n == 1) and string.sub(old, 2, 2) == '1' and string.sub(old, 3, 18) == replaces then
          redis.call('HSET', items, item, value)
          replaced = true
        end
      end
    end
    if not replaced then
      local item = chat .. ':' .. string.format('%015d', redis.call('INCR', seq))
      redis.call('ZADD', queue, 0, item)
      redis.call('HSET', items, item, value)
      if not busy then
        local p, at = turn_of(chat)
        local own = tonumber(string.sub(value, 1, 1))
        if not p then
          redis.call('ZADD', KEYS[3 + own], now, chat)
        elseif own < p then
          redis.call('ZREM', KEYS[3 + p], chat)
          redis.call('ZADD', KEYS[3 + own], at, chat)
        end
      end
    end
  end
end
return fresh`)

// take: ARGV[1] now, ARGV[2] until when what is taken counts as on its way, ARGV[3] how many at most. Gives first when
// the next turn is (” for none), then for each message taken six: chat, item, value, sealed id of the handle, sealed id
// of the handle replied to, '1' when it may have been sent before.
var take = redis.NewScript(common + `
local now, till, max = ARGV[1], ARGV[2], tonumber(ARGV[3])
local out, n = {''}, 0
local function go(chat, again)
  local item = items_of(chat, 1)[1]
  if not item then
    redis.call('ZREM', flight, chat)
    return
  end
  redis.call('ZADD', flight, till, chat)
  local value = redis.call('HGET', items, item)
  for _, v in ipairs({chat, item, value, handle(chat, string.sub(value, 3, 18)), handle(chat, string.sub(value, 19, 34)), again}) do
    out[#out + 1] = v
  end
  n = n + 1
end
for _, chat in ipairs(redis.call('ZRANGEBYSCORE', flight, '-inf', now, 'LIMIT', 0, max)) do go(chat, '1') end
for p = 0, 2 do
  if n < max then
    for _, chat in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3 + p], '-inf', now, 'LIMIT', 0, max - n)) do
      redis.call('ZREM', KEYS[3 + p], chat)
      go(chat, '0')
    end
  end
end
for _, key in ipairs({KEYS[3], KEYS[4], KEYS[5], flight}) do
  local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2]
  if first and (out[1] == '' or tonumber(first) < tonumber(out[1])) then out[1] = first end
end
return out`)

// done: ARGV[1] now; then for each message six: chat, item, what became of it ('ok', 'retry', 'gone'), when the chat's
// next turn is, its handle (or the none mark), the sealed message id (” for none; 'forget' takes the handle away).
// 'gone' drops all that waits for the chat.
var done = redis.NewScript(common + `
local now = ARGV[1]
for i = 2, #ARGV, 6 do
  local chat, item, became, at, h, id = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4], ARGV[i + 5]
  if became == 'ok' then
    redis.call('ZREM', queue, item)
    redis.call('HDEL', items, item)
    if h ~= none and id == 'forget' then
      redis.call('HDEL', handles, chat .. ':' .. h)
      redis.call('ZREM', named, chat .. ':' .. h)
    elseif h ~= none and id ~= '' then
      redis.call('HSET', handles, chat .. ':' .. h, id)
      redis.call('ZADD', named, now, chat .. ':' .. h)
    end
  elseif became == 'gone' then
    for _, each in ipairs(items_of(chat, -1)) do
      redis.call('ZREM', queue, each)
      redis.call('HDEL', items, each)
    end
  end
  redis.call('ZREM', flight, chat)
  turn(chat, at)
end
return 1`)

// release: ARGV[1] now. Gives the chats whose message was on its way when the last sender died their turn again; they
// stay marked, so that the message counts as sent before.
var release = redis.NewScript(common + `
local chats = redis.call('ZRANGE', flight, 0, -1)
for _, chat in ipairs(chats) do redis.call('ZADD', flight, ARGV[1], chat) end
return #chats`)

// trim: ARGV[1] keys queued before this are forgotten, ARGV[2] handles last used before this are, ARGV[3] at most so many
// of each. Gives how many it forgot.
var trim = redis.NewScript(common + `
local n = 0
for _, key in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
  n = n + redis.call('ZREM', seen, key)
end
for _, key in ipairs(redis.call('ZRANGEBYSCORE', named, '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])) do
  redis.call('HDEL', handles, key)
  n = n + redis.call('ZREM', named, key)
end
return n`)
