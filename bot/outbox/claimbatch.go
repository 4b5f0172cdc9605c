package outbox

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// ready is a partition in which something is due.
type ready struct {
	partition int
	urgency   int // -1 for what was on its way when its sender died, else the priority; the last for what is to be tried again
	at        float64
}

// findDue returns the partitions in which something is due, the most urgent first, and when the next item will be due.
func (s *sender) findDue(ctx context.Context, now time.Time) (due []ready, next time.Time, err error) {
	var cmds [][]*redis.ZSliceCmd
	var recalled *redis.MapStringStringCmd
	_, err = s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		recalled = s.recall.Read(ctx, p)
		for _, k := range s.parts {
			var each []*redis.ZSliceCmd
			for _, key := range append(append([]string{k.flight}, k.due[:]...), k.later) {
				each = append(each, p.ZRangeWithScores(ctx, key, 0, 0))
			}
			cmds = append(cmds, each)
		}
		return nil
	})
	known, cannot := s.recall.Of(recalled)
	if cannot != nil { // without it nothing is sent
		return nil, time.Time{}, cannot
	}
	s.recalled = known
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

// claim returns the first messages of chats and marks the chats as being sent to. Messages whose sender died go first. From a chat with
// late news it returns all that a digest can hold, before anything else that waits there.
//
//	ARGV[1] now, ARGV[2] until when what is taken counts as on its way, both in ms; ARGV[3] how many chats at most;
//	ARGV[4] news that wait since then or longer are late, ARGV[5] until when is kept what was told, both in ms
//	returns for each message five: item, value, sealed id of its message key's message, sealed id of the message that it
//	replies to by message key, and what else there is to say: 'a' when it may have been sent before, 'd' when it is for a
//	digest, 'h' when the bot may not have been allowed to write there, and the first version of these news that may have reached the chat
var claim = newsScript(`
local now, till, most, late, kept = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local longest = 256 -- news in one digest: more than a message holds
local out = {}
local any -- news in this partition

local function message_of(chat, handle)
  return handle ~= none and redis.call('HGET', handles, chat .. ':' .. handle) or ''
end

local function give(chat, item, notes)
  local value, n = redis.call('HGET', items, item), #out
  local subject = news_of(item)
  local first = subject and told_of(chat, subject)
  out[n + 1], out[n + 2] = item, value
  out[n + 3], out[n + 4] = message_of(chat, string.sub(value, 2, 17)), message_of(chat, string.sub(value, 18, 33))
  if redis.call('HEXISTS', held, chat) == 1 then notes = notes .. 'h' end
  out[n + 5] = first and notes .. string.format('%.0f', first) or notes
end

-- current gives what waits for a chat, and takes away what newer news made old while something was on its way. If that
-- may have been on its way itself, it may have been told.
local function current(chat, again)
  local newest, left = {}, {}
  local waiting = first_of(chat, many)
  for _, item in ipairs(waiting) do
    local subject, version = news_of(item)
    if subject then newest[subject] = math.max(newest[subject] or 0, version) end
  end
  for _, item in ipairs(waiting) do
    local subject, version = news_of(item)
    if subject and version < newest[subject] then
      if again == 'a' then note_told(chat, subject, version, kept) end
      remove(item)
    else
      left[#left + 1] = item
    end
  end
  return left
end

-- fold gives the news that a digest can take, and tells whether there are any. An edit of a message that is there is none.
local function fold(chat, waiting, again)
  local n = 0
  for _, item in ipairs(waiting) do
    local subject, _, _, flags = news_of(item)
    if subject and string.find(flags, 'l') and n < longest then
      local edits = string.find(flags, 'e')
      local handle = edits and string.sub(redis.call('HGET', items, item), 2, 17)
      if not edits or message_of(chat, handle) == '' then
        give(chat, item, again .. 'd')
        n = n + 1
      end
    end
  end
  return n > 0
end

local go_on = redis.call('EXISTS', later) == 1

-- open_of gives the first item of a chat that need not wait for another try of something. What changes or answers that, and what is
-- a part of the same news, waits with it.
local function open_of(chat)
  local head = purge(chat)
  if not head or not go_on then return head end
  local waits = {}
  for _, item in ipairs(first_of(chat, many)) do
    local value = redis.call('HGET', items, item)
    local handle, answers, subject = string.sub(value, 2, 17), string.sub(value, 18, 33), news_of(item)
    if redis.call('ZSCORE', later, item) then
      waits[handle], waits[subject or handle] = true, true
    elseif not (handle ~= none and waits[handle] or answers ~= none and waits[answers] or subject and waits[subject]) then
      return item
    end
  end
end

-- try_again gives turns to the chats of what was to be tried later, and is to be tried by now.
local function try_again()
  for _, item in ipairs(redis.call('ZRANGEBYSCORE', later, '-inf', now, 'LIMIT', 0, 64)) do
    redis.call('ZREM', later, item)
    local chat = string.match(item, '^[^:]+')
    if redis.call('ZSCORE', queue, item) and not redis.call('ZSCORE', flight, chat) then
      local at = turn_of(chat) or redis.call('ZSCORE', rest, chat) or now
      set_turn(chat, at, first_of(chat, few))
    end
  end
end

local function go(chat, again)
  local item = open_of(chat)
  if not item then
    redis.call('ZREM', flight, chat)
    return
  end
  redis.call('ZADD', flight, till, chat)
  most = most - 1
  local since = any and redis.call('ZSCORE', news, chat)
  if since or news_of(item) then
    local waiting = current(chat, again)
    if since and tonumber(since) <= late and fold(chat, waiting, again) then return end
    item = go_on and open_of(chat) or not go_on and waiting[1]
  end
  if not item then
    redis.call('ZREM', flight, chat)
    return
  end
  give(chat, item, again)
end

any = redis.call('EXISTS', news) == 1
if go_on then try_again() end
redis.call('ZREMRANGEBYSCORE', rest, '-inf', now)
for _, chat in ipairs(redis.call('ZRANGEBYSCORE', flight, '-inf', now, 'LIMIT', 0, most)) do go(chat, 'a') end
for p = 1, 4 do
  if most > 0 then
    for _, chat in ipairs(redis.call('ZRANGEBYSCORE', KEYS[p], '-inf', now, 'LIMIT', 0, most)) do
      redis.call('ZREM', KEYS[p], chat)
      go(chat, '')
    end
  end
end
return out`)

// claimed is a message to send, or several pieces of news to send as one.
type claimed struct {
	partition  int
	chat       string
	item       string // the first of them
	delivery   bot.Delivery
	unreadable bool
	again      bool    // its sender died and may have sent it
	moot       bool    // it has become pointless
	held       bool    // the bot was not allowed to write to the chat
	spent      bool    // every form of its file was tried
	tries      int     // before this one, that failed for a while
	deadly     bool    // it crashed its senders and is to be quarantined
	news       []piece // what is done with when it is done; none when it is no news
}

// piece is an item of news.
type piece struct {
	item string
	said bool // otherwise it has nothing to say to the chat any more
}

// width is the number of values that claim returns for each message.
const width = 5

// claimBatch claims up to room messages from the most urgent partitions, a fair share from each.
func (s *sender) claimBatch(ctx context.Context, now time.Time, due []ready, room int) []claimed {
	due = due[:min(len(due), room)]
	calls := make([]call, len(due))
	for i, d := range due {
		calls[i] = call{d.partition, []any{
			ms(now), ms(now.Add(markFor)), room / len(due), ms(now.Add(-lateAfter)), ms(now.Add(keepPrivate)),
		}}
	}
	var batch []claimed
	var rows []row
	for i, cmd := range s.runAll(ctx, claim, calls) {
		values, err := cmd.StringSlice()
		if err != nil {
			s.log.Warn("the outbox cannot claim messages from its queue", "error", err)
			continue
		}
		for len(values) > 0 {
			n := 0 // values of one chat
			for rows = rows[:0]; n < len(values) && chatOf(values[n]) == chatOf(values[0]); n += width {
				rows = append(rows, s.read(values[n:n+width]))
			}
			if _, ours := s.busy[chatOf(values[0])]; !ours { // else the mark ran out while Redis could not be reached, or the clock jumped
				t := s.choose(rows)
				t.partition = due[i].partition
				batch = append(batch, t)
			}
			values = values[n:]
		}
	}
	return batch
}

// row is an item as claim returns it.
type row struct {
	chat, item string
	out        bot.Outgoing
	unreadable bool
	target     int // message of its handle, 0 for none
	replies    int // message that it replies to, 0 for none
	again      bool
	first      int // version of these news that may have reached the chat, 0 for none
	folded     bool
	held       bool // see claimed
	void       bool // it was recalled, or it is too late for it
}

// chatOf returns the pseudonym in an item's name.
func chatOf(item string) string {
	chat, _, _ := strings.Cut(item, ":")
	return chat
}

func (s *sender) read(v []string) row {
	r := row{chat: chatOf(v[0]), item: v[0]}
	notes := v[4]
	notes, r.again = strings.CutPrefix(notes, "a")
	notes, r.folded = strings.CutPrefix(notes, "d")
	notes, r.held = strings.CutPrefix(notes, "h")
	if notes != "" {
		r.first, _ = strconv.Atoi(notes)
	}
	var err error
	if r.out, err = s.decode(r.chat, v[1]); err != nil {
		s.log.Error("a queued message cannot be read and is dropped", "error", err)
		s.metrics.failed.WithLabelValues("unreadable").Inc()
		r.unreadable = true
		return r
	}
	late := !r.out.Until.IsZero() && (r.again || s.clock.Now().After(r.out.Until))
	r.void = late || s.recalled.Covers(r.out.About)
	if r.out.Action == bot.Edit || r.out.Action == bot.Delete {
		r.target = s.openID(r.chat, v[2])
	}
	if r.replies = r.out.ReplyTo; r.out.ReplyToMessageKey != "" {
		r.replies = s.openID(r.chat, v[3])
	}
	return r
}

// choose returns what to send of a chat's rows: one message, or a digest.
func (s *sender) choose(rows []row) claimed {
	if rows[0].again {
		s.metrics.resent.Inc()
	}
	if rows[0].folded && !s.apart[rows[0].chat] {
		return combine(rows)
	}
	return single(rows[0])
}

// single returns a message that is sent on its own.
func single(r row) claimed {
	t := claimed{chat: r.chat, item: r.item, again: r.again, held: r.held, unreadable: r.unreadable, moot: r.void || isMoot(r.out, r.first, r.target)}
	t.delivery = bot.Delivery{Outgoing: wording(r.out, r.first), Target: r.target, Replies: r.replies}
	if r.out.News != nil {
		t.news = []piece{{r.item, !t.moot}}
	}
	return t
}
