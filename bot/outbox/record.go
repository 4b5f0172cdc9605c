package outbox

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot"
)

// record is the outcome of a message, to be stored in Redis.
type record struct {
	claimed
	became string // done, again, or dropped
	next   time.Time
	id     string // sealed id of the message, forget, or ""; the last item to drop; until when what is put off waits

	perhaps bool // it may have been delivered although it will be sent again
	allowed bool // the bot may write to the chat, where it might not have been allowed to
}

const (
	done    = "done"    // removed from the queue
	again   = "again"   // to be sent again
	putOff  = "put off" // to be sent again, after the messages behind it
	heldUp  = "held up" // to be sent again once the bot may write to the chat
	unfit   = "unfit"   // removed from the queue with all parts of the same news
	dropped = "dropped" // removed from the queue with everything behind it, up to an item if one is given
	aside   = "aside"   // moved from the queue to quarantine
	forget  = "forget"  // the message key has no message any more
)

// settle stores the outcomes of messages. A message that is no longer in the queue was recorded before.
//
//	ARGV[1] now in ms; then for each message ten: chat, item, what it became, when the chat's next turn is in ms, its
//	handle (or none), id (see record), until when the handle is kept in ms, how many pieces of news it is, '1' when these
//	may have been told although it is to be sent again, '1' when the chat is held up no longer; and for each piece two: item,
//	'1' when it was said
//	returns how many it recorded
var settle = newsScript(heldFunctions + `
local now, n, i = tonumber(ARGV[1]), 0, 2
while i <= #ARGV do
  local chat, item, became, at, handle, id, kept, pieces, perhaps, allowed = unpack(ARGV, i, i + 9)
  local from = i + 10
  i = from + 2 * tonumber(pieces)
  local waiting = first_of(chat, few + 1)
  for k = from, i - 1, 2 do -- it was told, even if newer news took its place meanwhile
    local subject, version = news_of(ARGV[k])
    if ARGV[k + 1] == '1' and (became == 'done' or perhaps == '1') then note_told(chat, subject, version, kept) end
  end
  if allowed == '1' or became == 'dropped' then redis.call('HDEL', held, chat) end
  if waiting[1] == item or redis.call('ZSCORE', queue, item) then
    n = n + 1
    local name = chat .. ':' .. handle
    if became == 'aside' then
      local all = {}
      for k = from, i - 1, 2 do all[#all + 1] = ARGV[k] end
      if pieces == '0' then all[1] = item end
      for _, each in ipairs(all) do
        local value = redis.call('HGET', items, each)
        if value then redis.call('XADD', quarantine, 'MAXLEN', '~', '` + strconv.Itoa(quarantineKept) + `', '*', 'n', redis.call('INCR', seq), 'chat', chat, 'm', value) end
        remove(each)
      end
      waiting = first_of(chat, few)
    end
    if became == 'done' then
      for k = from, i - 1, 2 do remove(ARGV[k]) end
    end
    if became == 'put off' then redis.call('ZADD', later, id, item) end
    if became == 'unfit' then
      remove_parts(chat, item)
      waiting = first_of(chat, few)
    end
    if became == 'held up' then
      at = hold_up(chat, now)
      waiting = first_of(chat, few)
    end
    if became == 'dropped' then
      local last = id == '' and '(' .. chat .. ';' or '[' .. id
      for _, each in ipairs(redis.call('ZRANGEBYLEX', queue, '[' .. chat .. ':', last)) do remove(each) end
      waiting = first_of(chat, few)
    elseif became == 'done' then
      if pieces == '0' then remove(item) end
      if pieces == '0' and waiting[1] == item then table.remove(waiting, 1) else waiting = first_of(chat, few) end
      if handle ~= none and id == 'forget' then
        redis.call('HDEL', handles, name)
        redis.call('ZREM', named, name)
      elseif handle ~= none and id ~= '' then
        redis.call('HSET', handles, name, id)
        redis.call('ZADD', named, kept, name)
      end
    end
    if pieces ~= '0' or became == 'dropped' or became == 'held up' then note_waiting(chat) end
    local landed = redis.call('ZREM', flight, chat) == 1
    if not set_turn(chat, at, waiting, landed) and tonumber(at) > now then redis.call('ZADD', rest, at, chat) end
  end
end
return n`)

// Waits between attempts.
const (
	firstRetry       = time.Second
	unconfirmedRetry = 100 * time.Millisecond // Confirm has waited already
	lastRetry        = 5 * time.Minute
)

// judge decides the outcome of a message.
func (s *sender) judge(out outcome) record {
	now := s.clock.Now()
	spacing := s.spacing(out.delivery.Chat)
	if out.calls > 1 {
		s.pace(now, (out.calls-1)*weight(out.delivery)) // the first was paced when it was claimed
	}
	unconfirmed := bot.FailureOf(out.err) == bot.Unconfirmed
	if out.calls > 0 && !unconfirmed {
		s.heed(out.err)
	}
	r := record{claimed: out.claimed, became: done, next: now.Add(spacing * time.Duration(out.calls*weight(out.delivery)))}
	r.allowed = out.allowed
	switch failure := bot.FailureOf(out.err); {
	case out.deadly:
		s.log.Error("a message crashed its senders and was quarantined", "action", out.delivery.Action)
		s.metrics.deadly.Inc()
		r.became = aside
	case unconfirmed:
		r.became, r.next = again, now.Add(unconfirmedRetry)
	case out.unfit && out.hookErr == nil:
		s.log.Warn("a file cannot be sent in any form", "reason", reasonOf(out.err))
		r.became = unfit
	case out.unreadable || out.calls == 0 && out.err == nil && !out.unfit:
	case out.err == nil || failure == bot.Missing && out.action == bot.Delete:
		s.metrics.delivered.WithLabelValues(string(out.action)).Inc()
		if len(out.news) > 1 {
			s.metrics.folded.Add(float64(len(out.news)))
		}
		r.id = s.messageOf(out)
	case failure == bot.Rejected && len(out.news) > 1:
		s.apart[out.chat] = true // one of them spoils it for all, so each goes by itself
		r.became = again
	case (failure == bot.Rejected || failure == bot.Missing || failure == bot.Unfit) && !out.unfit:
		s.logRejected(out)
		delete(s.apart, out.chat) // what spoilt the digest is gone
	case (failure == bot.Gone || failure == bot.Moved) && out.hookErr == nil:
		r.became, r.id = dropped, out.moved
	case failure == bot.Forbidden && out.hookErr == nil:
		r.became = heldUp // the script knows until when
	case failure == bot.Uncertain && !out.delivery.Until.IsZero(): // it may have been sent, and twice is too often
	case failure == bot.TooFast:
		r.became, r.next = again, now.Add(s.tooFast(now, out.err))
	default:
		if failure == bot.Uncertain {
			s.metrics.uncertain.Inc() // it is sent again on purpose: being told twice is better than never
		}
		if out.hookErr != nil {
			s.log.Warn("what a refusal means cannot be noted yet", "error", out.hookErr)
		}
		s.tryAgain(&r, now, out)
	}
	if r.became != again && r.became != putOff {
		delete(s.attempts, out.item)
	}
	r.perhaps = bot.FailureOf(out.err) == bot.Uncertain || out.again && r.became != dropped
	return r
}

// spacing returns the time between two messages to a chat.
func (s *sender) spacing(chat int64) time.Duration {
	if chat < 0 {
		return s.limits.Group
	}
	return s.limits.Private
}

// messageOf returns what to store under the message key.
func (s *sender) messageOf(out outcome) string {
	switch {
	case out.action == bot.Delete:
		return forget
	case out.action == bot.Edit:
		return s.sealID(out.chat, out.delivery.Target) // the same; it is remembered for longer
	case out.receipt.MessageID != 0:
		return s.sealID(out.chat, out.receipt.MessageID)
	}
	return ""
}

func (s *sender) logRejected(out outcome) {
	if why, ok := errors.AsType[*bot.DeliveryError](out.err); ok {
		s.log.Error("Telegram refuses a message; it is dropped", "code", why.Code, "reason", why.Reason, "action", out.action)
	}
}

// reasonOf returns the reason of a failed delivery, for the log.
func reasonOf(err error) string {
	if why, ok := errors.AsType[*bot.DeliveryError](err); ok {
		return why.Reason
	}
	return ""
}

// tooFast returns how long a chat has to wait. If the limit is not about this chat alone, everything waits.
func (s *sender) tooFast(now time.Time, err error) time.Duration {
	wait := time.Second
	if why, ok := errors.AsType[*bot.DeliveryError](err); ok {
		wait = max(wait, why.RetryAfter)
		if why.Global {
			s.free = later(s.free, now.Add(wait))
			s.log.Warn("Telegram asks for a pause", "wait", wait)
		}
	}
	return wait
}

// record stores the outcomes of sent messages. If that fails they are kept, and their chats stay busy, so that nothing is delivered
// twice.
func (s *sender) record(ctx context.Context) {
	for more := true; more; {
		select {
		case out := <-s.outcomes:
			s.records = append(s.records, s.judge(out))
		default:
			more = false
		}
	}
	if len(s.records) == 0 {
		return
	}
	var calls []call
	var batches [][]record
	place := map[int]int{} // of a partition in calls
	for _, r := range s.records {
		i, ok := place[r.partition]
		if !ok {
			i = len(calls)
			place[r.partition] = i
			calls, batches = append(calls, call{r.partition, []any{ms(s.clock.Now())}}), append(batches, nil)
		}
		calls[i].args = append(calls[i].args, r.chat, r.item, r.became, ms(r.next), s.messageKeyOf(r.delivery.Chat, r.delivery.MessageKey), r.id,
			ms(s.keptUntil(r.delivery.Chat)), len(r.news), r.perhaps, r.allowed)
		for _, p := range r.news {
			calls[i].args = append(calls[i].args, p.item, p.said)
		}
		batches[i] = append(batches[i], r)
	}
	s.records = s.records[:0]
	for i, cmd := range s.runAll(ctx, settle, calls) {
		if err := cmd.Err(); err != nil {
			s.log.Warn("cannot record deliveries yet", "error", err)
			s.records = append(s.records, batches[i]...)
			continue
		}
		for _, r := range batches[i] {
			delete(s.busy, r.chat)
		}
		s.acquit(ctx, batches[i])
	}
	s.tick()
}
