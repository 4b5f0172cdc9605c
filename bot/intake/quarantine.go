package intake

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// quarantineKept is the most entries that a partition's quarantine keeps.
const quarantineKept = 1000

// errDeadly is the failure of an update that has crashed the process too often.
var errDeadly = errors.New("it crashed the process repeatedly")

// putAside: KEYS quarantine, its count, updates, begun; ARGV the most entries to keep, why, kind, how often it has failed, the time in
// ms, the number of stream entries, their ids, and for each part three: field, sealed update, pseudonym of its chat ("" for none).
var putAside = redis.NewScript(`
local kept, why, kind, times, at, entries = unpack(ARGV, 1, 6)
local first = 7 + tonumber(entries)
for i = first, #ARGV, 3 do
  local values = {'n', redis.call('INCR', KEYS[2]), 'why', why, 'kind', kind, 'times', times, 'at', at, ARGV[i], ARGV[i + 1]}
  if ARGV[i + 2] ~= '' then
    values[#values + 1] = 'chat'
    values[#values + 1] = ARGV[i + 2]
  end
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', kept, '*', unpack(values))
end
redis.call('XDEL', KEYS[3], unpack(ARGV, 7, first - 1))
redis.call('HDEL', KEYS[4], unpack(ARGV, 7, first - 1))
return 1`)

// isolate quarantines an update, so that it no longer blocks its chat and an operator can find it, and notifies its sender. An update
// that could not be opened is kept as it is, in case its key turns up. Every part of an album is kept.
func (p *partition) isolate(ctx context.Context, e entry, cause error) bool {
	ctx = context.WithoutCancel(ctx)
	why := whyOf(e, cause)
	args := []any{quarantineKept, why, kindOf(e), e.times + 1, p.Clock.Now().UnixMilli(), len(e.ids)}
	for _, id := range e.ids {
		args = append(args, id)
	}
	for _, raw := range e.parts() {
		_, chat, _ := p.Codec.Peek(raw)
		args = append(args, "u", p.Sealer.Seal(p.quarantine, "update", raw), p.Sealer.Pseudonym("chat", chat))
	}
	if e.raw == nil {
		args = append(args, "sealed", e.sealed, "")
	}
	if putAside.Run(ctx, p.Redis, []string{p.quarantine, p.isolated, p.stream, p.begun}, args...).Err() != nil {
		return false
	}
	p.metrics.quarantined.WithLabelValues(why).Inc()
	p.Log.Error("an update cannot be handled and was quarantined", "why", why, "error", cause)
	p.tellIsolated(ctx, e.update)
	return true
}

// tellIsolated notifies the sender. It tries once: an update that crashed the process must not crash it here.
func (p *partition) tellIsolated(ctx context.Context, u bot.Update) {
	if p.OnIsolated == nil {
		return
	}
	defer func() {
		if recover() != nil {
			p.Log.Error("OnIsolated panicked", "stack", bot.Stack())
		}
	}()
	if err := p.OnIsolated(ctx, u); err != nil {
		p.Log.Warn("the sender of a quarantined update could not be notified", "error", err)
	}
}

// Quarantined returns the number of quarantined updates.
func (in *Intake) Quarantined(ctx context.Context) (n int64, err error) {
	for _, k := range in.parts {
		one, err := in.Redis.XLen(ctx, k.quarantine).Result()
		if err != nil {
			return 0, fmt.Errorf("count the quarantine: %w", err)
		}
		n += one
	}
	return n, nil
}

// Forget deletes a chat's updates from quarantine.
func (in *Intake) Forget(ctx context.Context, chat int64) error {
	name, k := in.Sealer.Pseudonym("chat", chat), in.parts[in.partitionOf(chat)]
	err := eachEntry(ctx, in.Redis, k.quarantine, func(m redis.XMessage) error {
		if m.Values["chat"] != name {
			return nil
		}
		return in.Redis.XDel(ctx, k.quarantine, m.ID).Err()
	})
	if err != nil {
		return fmt.Errorf("delete a chat from the quarantine: %w", err)
	}
	return nil
}
