package redisstore

import (
	"bytes"
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
)

// ErrBroken is returned for a ledger that was tampered with: an entry is missing, changed or out of place.
var ErrBroken = errors.New("a claim's ledger was changed from outside")

// Load gives a claim's facts, oldest first; see [verification.Ledger].
func (s *Store) Load(ctx context.Context, code claim.Code) ([]claim.Event, int, []claim.Requester, error) {
	k := keysOfClaim(code)
	v, err := load.Run(ctx, s.pipe, []string{k.ledger, k.settled, k.askers, k.kept, k.sealed}, string(code)).Slice()
	if err != nil {
		return nil, 0, nil, err
	}
	entries, _ := v[0].([]any)
	facts, last, err := s.readLedger(k.ledger, entries)
	if err != nil {
		return nil, 0, nil, err
	}
	kept, _ := v[3].([]any)
	if err := s.readKept(k.kept, kept, facts); err != nil {
		return nil, 0, nil, err
	}
	s.heads.put(code, len(facts), last)
	settled, _ := strconv.Atoi(text(v[1]))
	if settled < len(facts) { // appended lately, perhaps by a try of whose end nobody knows
		s.barrier.Note(ctx, receiptOf(string(code), len(facts), last.digest))
	}
	pairs, _ := v[2].([]any)
	askers, err := s.readAskers(k.askers, pairs)
	if err != nil {
		return nil, 0, nil, err
	}
	boxes, _ := v[4].([]any)
	sealed, err := s.readSealed(boxes)
	return facts, settled, append(askers, sealed...), err
}

// load: KEYS ledger, settled, askers, kept, sealed; ARGV code. Gives the entries, the number settled, and in pairs the askers,
// what is kept beside the ledger, and the askers in boxes.
var load = redis.NewScript(`
return {redis.call('LRANGE', KEYS[1], 0, -1), redis.call('HGET', KEYS[2], ARGV[1]) or '0', redis.call('HGETALL', KEYS[3]),
  redis.call('HGETALL', KEYS[4]), redis.call('HGETALL', KEYS[5])}`)

func text(v any) string {
	t, _ := v.(string)
	return t
}

// readLedger checks and decodes entries, and gives the head that they leave. An entry says the digest of what the
// entry before it says (zeros for the first), then its fact in CBOR. The seal binds it to the claim and its place; the
// digest, being of what is sealed, stays right when entries are sealed anew with another key.
func (s *Store) readLedger(key string, entries []any) (facts []claim.Event, last head, err error) {
	facts = make([]claim.Event, len(entries))
	for i, e := range entries {
		var fact []byte
		if last, fact, err = s.follow(key, i, last, []byte(text(e))); err != nil {
			return nil, last, err
		}
		if facts[i], err = claim.Decode(fact); err != nil {
			return nil, last, err
		}
	}
	return facts, last, nil
}

// follow opens the entry in that place of a ledger and checks that it follows last; it gives its head, and the fact in CBOR.
func (s *Store) follow(key string, place int, last head, sealed []byte) (head, []byte, error) {
	plain, err := s.vault.Open(key, strconv.Itoa(place), sealed)
	if err != nil {
		return last, nil, fmt.Errorf("%w: entry %d: %w", ErrBroken, place, err)
	}
	fact, follows := bytes.CutPrefix(plain, last.digest[:])
	if !follows {
		return last, nil, fmt.Errorf("%w: entry %d does not follow the one before", ErrBroken, place)
	}
	return headOf(plain, sealed), fact, nil
}

// Append adds facts to a ledger that holds length facts; see [verification.Ledger].
func (s *Store) Append(ctx context.Context, code claim.Code, length int, facts []claim.Event, due time.Time) error {
	k := keysOfClaim(code)
	last, err := s.head(ctx, k.ledger, code, length)
	if err != nil {
		return err
	}
	args := []any{string(code), length, last.mark, milli(due)}
	for i, f := range facts {
		f, kept, err := s.setAside(k.kept, length+i, f)
		if err != nil {
			return err
		}
		fact, err := claim.Encode(f)
		if err != nil {
			return err
		}
		plain := append(last.digest[:], fact...)
		sealed := s.vault.Seal(k.ledger, strconv.Itoa(length+i), plain)
		args = append(args, string(f.Kind()), sealed, kept)
		last = headOf(plain, sealed)
	}
	n, err := appendFacts.Run(ctx, s.pipe, []string{k.ledger, k.due, k.counts, k.kept}, args...).Int()
	if err != nil {
		return err
	}
	if n == 0 {
		return claim.ErrConflict
	}
	s.heads.put(code, length+len(facts), last)
	durable.Wrote(ctx)
	s.barrier.Note(ctx, receiptOf(string(code), length+len(facts), last.digest))
	return nil
}

// head gives that of a ledger of length facts.
func (s *Store) head(ctx context.Context, ledger string, code claim.Code, length int) (head, error) {
	if length == 0 {
		return head{}, nil
	}
	if last, ok := s.heads.get(code, length); ok {
		return last, nil
	}
	sealed, err := s.pipe.LIndex(ctx, ledger, int64(length-1)).Bytes()
	if errors.Is(err, redis.Nil) {
		return head{}, claim.ErrConflict
	}
	if err != nil {
		return head{}, fmt.Errorf("read the last entry: %w", err)
	}
	plain, err := s.vault.Open(ledger, strconv.Itoa(length-1), sealed)
	if err != nil {
		return head{}, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return headOf(plain, sealed), nil
}

// appendFacts: KEYS ledger, due, counts, kept; ARGV code, expected length, mark of the last entry (empty for the first), due
// in ms (0 for none), then kind, entry and what is kept beside it (or empty) in turn. 1 when they were added, 0 when the ledger has another length or, a Redis
// having lost its latest moment and gone on from there, another history of that length.
var appendFacts = redis.NewScript(`
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[2]) then return 0 end
local last = redis.call('LINDEX', KEYS[1], -1) or ''
if string.sub(last, -16) ~= ARGV[3] then return 0 end
for i = 5, #ARGV, 3 do
  redis.call('HINCRBY', KEYS[3], ARGV[i], 1)
  local length = redis.call('RPUSH', KEYS[1], ARGV[i + 1])
  if ARGV[i + 2] ~= '' then redis.call('HSET', KEYS[4], length - 1, ARGV[i + 2]) end
end
if ARGV[4] == '0' then redis.call('ZREM', KEYS[2], ARGV[1]) else redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1]) end
return 1`)

func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Settle notes how many facts are settled; see [verification.Ledger].
func (s *Store) Settle(ctx context.Context, code claim.Code, n int, due time.Time) error {
	if err := s.barrier.Confirm(ctx); err != nil {
		return err
	}
	k := keysOfClaim(code)
	return settle.Run(ctx, s.pipe, []string{k.ledger, k.settled, k.due}, string(code), n, milli(due)).Err()
}

// settle: KEYS ledger, settled, due; ARGV code, number settled, due in ms (0 for none).
var settle = redis.NewScript(`
local n = tonumber(ARGV[2])
if n > tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0') then redis.call('HSET', KEYS[2], ARGV[1], n) end
if redis.call('LLEN', KEYS[1]) == n then
  if ARGV[3] == '0' then redis.call('ZREM', KEYS[3], ARGV[1]) else redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1]) end
end
return 1`)

// Due gives claims that are due; see [verification.Ledger]. Every shard is asked for as many as are wanted in all, in one
// round trip: the longest due may all be in one.
func (s *Store) Due(ctx context.Context, now time.Time, n int) ([]claim.Code, error) {
	if n < 1 {
		return nil, nil
	}
	cmds := make([]*redis.ZSliceCmd, shards)
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range cmds {
			cmds[i] = p.ZRangeByScoreWithScores(ctx, claimTag(i)+"due", &redis.ZRangeBy{
				Min: "-inf", Max: strconv.FormatInt(now.UnixMilli(), 10), Count: int64(n),
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find what is due: %w", err)
	}
	var due []redis.Z
	for _, c := range cmds {
		due = append(due, c.Val()...)
	}
	slices.SortStableFunc(due, func(a, b redis.Z) int { return cmp.Compare(a.Score, b.Score) })
	codes := make([]claim.Code, min(n, len(due)))
	for i := range codes {
		name, _ := due[i].Member.(string)
		codes[i] = claim.Code(name)
	}
	return codes, nil
}

// EachDue goes through the claims that are due at some time; see [verification.Ledger].
func (s *Store) EachDue(ctx context.Context, fn func(claim.Code) error) error {
	return s.eachMember(ctx, func(ctx context.Context, shard int, cursor uint64, page int64) ([]string, uint64, error) {
		return s.redis.ZScan(ctx, claimTag(shard)+"due", cursor, "", page).Result()
	}, fn)
}

// EachClaim goes through the claims; see [verification.Ledger].
func (s *Store) EachClaim(ctx context.Context, fn func(claim.Code) error) error {
	return s.eachMember(ctx, func(ctx context.Context, shard int, cursor uint64, page int64) ([]string, uint64, error) {
		return s.redis.HScan(ctx, claimTag(shard)+"settled", cursor, "", page).Result()
	}, fn)
}

// eachMember calls fn for the members of what scan goes through page by page, in each shard; each stands before a value.
func (s *Store) eachMember(ctx context.Context, scan func(ctx context.Context, shard int, cursor uint64, page int64) ([]string, uint64, error), fn func(claim.Code) error) error {
	const page = 512
	for i := range shards {
		var cursor uint64
		for {
			pairs, next, err := scan(ctx, i, cursor, page)
			if err != nil {
				return fmt.Errorf("go through the claims: %w", err)
			}
			for j := 0; j < len(pairs); j += 2 { // name and value in turn
				if err := fn(claim.Code(pairs[j])); err != nil {
					return err
				}
			}
			if cursor = next; cursor == 0 {
				break
			}
		}
	}
	return nil
}

// Counts sums up the facts of every kind; see [verification.Ledger].
func (s *Store) Counts(ctx context.Context) (map[claim.Kind]int64, error) {
	cmds := make([]*redis.MapStringStringCmd, shards)
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range cmds {
			cmds[i] = p.HGetAll(ctx, claimTag(i)+"counts")
		}
		return nil
	})
	counts := map[claim.Kind]int64{}
	for _, c := range cmds {
		for kind, n := range c.Val() {
			v, _ := strconv.ParseInt(n, 10, 64)
			counts[claim.Kind(kind)] += v
		}
	}
	return counts, err
}
