package redisstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/outage"
)

// nameIn is what stands for somebody in the counts of a region, and nowhere else.
func (s *Store) nameIn(r claim.Region, id claim.PersonID) string {
	return s.vault.PseudonymOf("region "+string(r), string(id))
}

// Inhabit notes that somebody is in a region; see [verification.Watch].
func (s *Store) Inhabit(ctx context.Context, r claim.Region, id claim.PersonID) error {
	return s.pipe.SAdd(ctx, keysOfRegion(r).people, s.nameIn(r, id)).Err()
}

// Depart notes that somebody is there no longer; see [verification.Watch].
func (s *Store) Depart(ctx context.Context, r claim.Region, id claim.PersonID) error {
	return s.pipe.SRem(ctx, keysOfRegion(r).people, s.nameIn(r, id)).Err()
}

// seenFor is for how long it is known who was counted in a slot: longer than the slot lasts, and than the waits of a replica.
const seenFor = 30 * time.Minute

// heard: KEYS people, seen in the slot, slots, hours; ARGV a name for the slot alone, least people, seconds, slot, hour. 1 when
// they were counted. The first hour ever counted stands under "since".
var heard = redis.NewScript(`
if redis.call('SCARD', KEYS[1]) < tonumber(ARGV[2]) then return 0 end
if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then return 0 end
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('HINCRBY', KEYS[3], ARGV[4], 1)
redis.call('HINCRBY', KEYS[4], ARGV[5], 1)
redis.call('HSETNX', KEYS[4], 'since', ARGV[5])
return 1`)

// Heard counts somebody in a slot; see [verification.Watch].
func (s *Store) Heard(ctx context.Context, r claim.Region, id claim.PersonID, at time.Time, least int) error {
	slot := strconv.FormatInt(outage.SlotOf(at), 10)
	k := keysOfRegion(r)
	name := s.vault.PseudonymOf("slot "+slot, string(id))
	return heard.Run(ctx, s.pipe, []string{k.people, k.seen + slot, k.slots, k.hours},
		name, least, int(seenFor.Seconds()), slot, outage.HourOf(at)).Err()
}

// HeardIn gives what was counted; see [verification.Watch].
func (s *Store) HeardIn(ctx context.Context, r claim.Region, now time.Time, least int) (c outage.Counts, err error) {
	k := keysOfRegion(r)
	people, err := s.pipe.SCard(ctx, k.people).Result()
	if err != nil {
		return c, fmt.Errorf("count a region's people: %w", err)
	}
	if people < int64(least) {
		return c, s.pipe.Unlink(ctx, k.slots, k.hours).Err()
	}
	oldest := now.Add(-outage.Recent)
	if c.Slots, _, err = s.counted(ctx, k.slots, outage.SlotOf(oldest)); err != nil {
		return c, err
	}
	c.Hours, c.Since, err = s.counted(ctx, k.hours, outage.HourOf(oldest)-outage.Weeks*7*24)
	return c, err
}

// counted reads counts by number, and lets go of those under the oldest that is of use.
func (s *Store) counted(ctx context.Context, key string, oldest int64) (counts map[int64]int, since int64, err error) {
	all, err := s.pipe.HGetAll(ctx, key).Result()
	if err != nil {
		return nil, 0, fmt.Errorf("read counts: %w", err)
	}
	counts = make(map[int64]int, len(all))
	var old []string
	for field, value := range all {
		n, _ := strconv.ParseInt(value, 10, 64)
		number, err := strconv.ParseInt(field, 10, 64)
		switch {
		case err != nil:
			since = n
		case number < oldest:
			old = append(old, field)
		default:
			counts[number] = int(n)
		}
	}
	if len(old) == 0 {
		return counts, since, nil
	}
	return counts, since, s.pipe.HDel(ctx, key, old...).Err()
}

// touch: KEYS state, log; ARGV the contact that stood there (or empty), the new one in ms, then, if a blackout lies between, its
// id and entry. 1 when it was noted, 0 when another was meanwhile.
var touch = redis.NewScript(`
if (redis.call('HGET', KEYS[1], 'contact') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'contact', ARGV[2])
if ARGV[3] then
  redis.call('HSET', KEYS[2], ARGV[3], ARGV[4])
  redis.call('HINCRBY', KEYS[1], 'version', 1)
end
return 1`)

// Touch notes a successful call; see [verification.Watch].
func (s *Store) Touch(ctx context.Context, at time.Time, cutOff time.Duration) error {
	const tries = 20
	for range tries {
		before, err := s.pipe.HGet(ctx, blackoutState, "contact").Result()
		if err != nil && !errors.Is(err, redis.Nil) {
			return fmt.Errorf("note a contact: %w", err)
		}
		args := []any{before, at.UnixMilli()}
		if before != "" {
			ms, err := strconv.ParseInt(before, 10, 64)
			if err != nil {
				return fmt.Errorf("the last contact: %w", err)
			}
			last := time.UnixMilli(ms).UTC()
			if !at.After(last) {
				return nil
			}
			if at.Sub(last) > cutOff {
				b := claim.Blackout{ID: "." + before, From: last, Until: at, By: claim.ByContact}
				entry, err := s.seal(blackoutLog, b.ID, b)
				if err != nil {
					return err
				}
				args = append(args, b.ID, entry)
			}
		}
		n, err := touch.Run(ctx, s.pipe, []string{blackoutState, blackoutLog}, args...).Int()
		if err != nil || n == 1 {
			return err
		}
	}
	return claim.ErrConflict
}

// begin: KEYS state, log, open; ARGV region, id, entry. 1 when it began, 0 when one of the region was on. An id that there was
// before is one that ended, and does not begin again.
var begin = redis.NewScript(`
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return 0 end
if redis.call('HSETNX', KEYS[3], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
redis.call('HINCRBY', KEYS[1], 'version', 1)
return 1`)

// Begin notes a blackout; see [verification.Watch].
func (s *Store) Begin(ctx context.Context, b claim.Blackout) (bool, error) {
	defer durable.Wrote(ctx)
	entry, err := s.seal(blackoutLog, b.ID, b)
	if err != nil {
		return false, err
	}
	n, err := begin.Run(ctx, s.pipe, []string{blackoutState, blackoutLog, blackoutOpen}, string(b.Region), b.ID, entry).Int()
	return n == 1, err
}

// finishBlackout: KEYS state, log, open; ARGV region, id, entry. 1 when it ended, 0 when it was not on.
var finishBlackout = redis.NewScript(`
if redis.call('HGET', KEYS[3], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
redis.call('HINCRBY', KEYS[1], 'version', 1)
return 1`)

// End ends a blackout; see [verification.Watch].
func (s *Store) End(ctx context.Context, b claim.Blackout) error {
	defer durable.Wrote(ctx)
	entry, err := s.seal(blackoutLog, b.ID, b)
	if err != nil {
		return err
	}
	return finishBlackout.Run(ctx, s.pipe, []string{blackoutState, blackoutLog, blackoutOpen}, string(b.Region), b.ID, entry).Err()
}

// doubt: KEYS doubts; ARGV region and since when in ms in turn.
var doubt = redis.NewScript(`
redis.call('DEL', KEYS[1])
if #ARGV > 0 then redis.call('HSET', KEYS[1], unpack(ARGV)) end
return 1`)

// Doubt notes doubts; see [verification.Watch].
func (s *Store) Doubt(ctx context.Context, since map[claim.Region]time.Time) error {
	var args []any
	for r, at := range since {
		args = append(args, string(r), at.UnixMilli())
	}
	return doubt.Run(ctx, s.pipe, []string{blackoutDoubts}, args...).Err()
}

// outages: KEYS state, log, doubts; ARGV the version of the log that is known (or empty). Gives contact, version and accounted,
// doubts in pairs and, unless it is known, the log in pairs.
var outages = redis.NewScript(`
local s = redis.call('HMGET', KEYS[1], 'contact', 'version', 'accounted')
local log = {}
if (s[2] or '0') ~= ARGV[1] then log = redis.call('HGETALL', KEYS[2]) end
return {s[1] or '', s[2] or '0', s[3] or '0', redis.call('HGETALL', KEYS[3]), log}`)

// Outages gives what is known of blackouts; see [verification.Watch]. The log is read again only when it has changed.
func (s *Store) Outages(ctx context.Context) (o outage.Outages, version, accounted int64, err error) {
	known := s.log.Load()
	have := ""
	if known != nil {
		have = known.version
	}
	v, err := outages.Run(ctx, s.pipe, []string{blackoutState, blackoutLog, blackoutDoubts}, have).Slice()
	if err != nil {
		return o, 0, 0, err
	}
	if ms, err := strconv.ParseInt(text(v[0]), 10, 64); err == nil {
		o.Contact = time.UnixMilli(ms).UTC()
	}
	version, _ = strconv.ParseInt(text(v[1]), 10, 64)
	accounted, _ = strconv.ParseInt(text(v[2]), 10, 64)
	o.Doubts = map[claim.Region]time.Time{}
	pairs, _ := v[3].([]any)
	for i := 0; i+1 < len(pairs); i += 2 {
		ms, _ := strconv.ParseInt(text(pairs[i+1]), 10, 64)
		o.Doubts[claim.Region(text(pairs[i]))] = time.UnixMilli(ms).UTC()
	}
	if text(v[1]) == have {
		o.Log = known.entries
		return o, version, accounted, nil
	}
	entries, _ := v[4].([]any)
	for i := 0; i+1 < len(entries); i += 2 {
		var b claim.Blackout
		if err := s.open(blackoutLog, text(entries[i]), text(entries[i+1]), &b); err != nil {
			return o, 0, 0, fmt.Errorf("a blackout: %w", err)
		}
		o.Log = append(o.Log, b)
	}
	slices.SortFunc(o.Log, func(a, b claim.Blackout) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID))
	})
	s.log.Store(&blackouts{text(v[1]), o.Log})
	return o, version, accounted, nil
}

// blackouts are the log as of a version.
type blackouts struct {
	version string
	entries []claim.Blackout
}

// accounted: KEYS state; ARGV version. An older version than was noted changes nothing.
var accounted = redis.NewScript(`
if tonumber(ARGV[1]) > tonumber(redis.call('HGET', KEYS[1], 'accounted') or '0') then
  redis.call('HSET', KEYS[1], 'accounted', ARGV[1])
end
return 1`)

// Accounted notes what all claims know; see [verification.Watch].
func (s *Store) Accounted(ctx context.Context, version int64) error {
	if err := s.barrier.Confirm(ctx); err != nil {
		return err
	}
	return accounted.Run(ctx, s.pipe, []string{blackoutState}, version).Err()
}
