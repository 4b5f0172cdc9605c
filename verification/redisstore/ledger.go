package redisstore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification"
)

// ErrBroken is returned for a ledger that was tampered with: an entry is missing, changed or out of place.
var ErrBroken = errors.New("a claim's ledger was changed from outside")

// An entry is sealed as the digest of the entry before it (as stored; zeros for the first), and the fact in CBOR. The seal
// binds it to the claim and its place.
type digest [sha256.Size]byte

// heads remembers the digests of last entries, so that adding to a ledger that was just read needs no second look. It is
// only ever a hint: what it has is right for that claim at that length, for a ledger never changes.
type heads struct {
	mu sync.Mutex
	of map[verification.Code]head
}

type head struct {
	length int
	last   digest
}

const headsKept = 4096

func (h *heads) put(code verification.Code, length int, last digest) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of == nil || len(h.of) >= headsKept {
		h.of = make(map[verification.Code]head, headsKept)
	}
	h.of[code] = head{length, last}
}

func (h *heads) get(code verification.Code, length int) (digest, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known, ok := h.of[code]
	return known.last, ok && known.length == length
}

// Load gives a claim's facts, oldest first; see [verification.Ledger].
func (s *Store) Load(ctx context.Context, code verification.Code) ([]verification.Fact, int, []verification.Asker, error) {
	k := keysOfClaim(code)
	v, err := load.Run(ctx, s.pipe, []string{k.ledger, k.settled, k.askers}, string(code)).Slice()
	if err != nil {
		return nil, 0, nil, err
	}
	entries, _ := v[0].([]any)
	facts, head, err := s.readLedger(k.ledger, entries)
	if err != nil {
		return nil, 0, nil, err
	}
	s.heads.put(code, len(facts), head)
	settled, _ := strconv.Atoi(text(v[1]))
	pairs, _ := v[2].([]any)
	askers := make([]verification.Asker, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		var a verification.Asker
		if err := s.open(k.askers, text(pairs[i]), text(pairs[i+1]), &a); err != nil {
			return nil, 0, nil, err
		}
		askers = append(askers, a)
	}
	sortAskers(askers)
	return facts, settled, askers, nil
}

// load: KEYS ledger, settled, askers; ARGV code. Gives the entries, the number settled, and the askers in pairs.
var load = redis.NewScript(`
return {redis.call('LRANGE', KEYS[1], 0, -1), redis.call('HGET', KEYS[2], ARGV[1]) or '0', redis.call('HGETALL', KEYS[3])}`)

func text(v any) string {
	t, _ := v.(string)
	return t
}

// readLedger checks and decodes entries, and gives the digest of the last.
func (s *Store) readLedger(key string, entries []any) (facts []verification.Fact, head digest, err error) {
	facts = make([]verification.Fact, len(entries))
	for i, e := range entries {
		sealed := []byte(text(e))
		plain, err := s.vault.Open(key, strconv.Itoa(i), sealed)
		if err != nil {
			return nil, head, fmt.Errorf("%w: entry %d: %w", ErrBroken, i, err)
		}
		if len(plain) < len(head) || !bytes.Equal(plain[:len(head)], head[:]) {
			return nil, head, fmt.Errorf("%w: entry %d does not follow the one before", ErrBroken, i)
		}
		if err := decoding.Unmarshal(plain[len(head):], &facts[i]); err != nil {
			return nil, head, fmt.Errorf("decode a fact: %w", err)
		}
		head = sha256.Sum256(sealed)
	}
	return facts, head, nil
}

// Append adds facts to a ledger that holds length facts; see [verification.Ledger].
func (s *Store) Append(ctx context.Context, code verification.Code, length int, facts []verification.Fact, due time.Time) error {
	k := keysOfClaim(code)
	before, err := s.head(ctx, k.ledger, code, length)
	if err != nil {
		return err
	}
	args := []any{string(code), length, milli(due)}
	for i, f := range facts {
		plain, err := encoding.Marshal(f)
		if err != nil {
			return fmt.Errorf("encode a fact: %w", err)
		}
		sealed := s.vault.Seal(k.ledger, strconv.Itoa(length+i), append(before[:len(before):len(before)], plain...))
		before = sha256.Sum256(sealed)
		args = append(args, string(f.Kind), sealed)
	}
	n, err := appendFacts.Run(ctx, s.pipe, []string{k.ledger, k.due, k.counts}, args...).Int()
	if err != nil {
		return err
	}
	if n == 0 {
		return verification.ErrConflict
	}
	s.heads.put(code, length+len(facts), before)
	return nil
}

// head gives the digest of the last of length entries. Should that entry be missing, the digest is of no use, and the
// script will find another length.
func (s *Store) head(ctx context.Context, ledger string, code verification.Code, length int) (digest, error) {
	if length == 0 {
		return digest{}, nil
	}
	if last, ok := s.heads.get(code, length); ok {
		return last, nil
	}
	last, err := s.pipe.LIndex(ctx, ledger, int64(length-1)).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return digest{}, fmt.Errorf("read the last entry: %w", err)
	}
	return sha256.Sum256([]byte(last)), nil
}

// appendFacts: KEYS ledger, due, counts; ARGV code, expected length, due in ms (0 for none), then kind and entry in turn.
// 1 when they were added, 0 when the ledger has another length.
var appendFacts = redis.NewScript(`
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[2]) then return 0 end
for i = 4, #ARGV, 2 do
  redis.call('HINCRBY', KEYS[3], ARGV[i], 1)
  redis.call('RPUSH', KEYS[1], ARGV[i + 1])
end
if ARGV[3] == '0' then redis.call('ZREM', KEYS[2], ARGV[1]) else redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1]) end
return 1`)

func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Settle notes how many facts are settled; see [verification.Ledger].
func (s *Store) Settle(ctx context.Context, code verification.Code, n int, due time.Time) error {
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

// Due gives claims that are due; see [verification.Ledger].
func (s *Store) Due(ctx context.Context, now time.Time, n int) ([]verification.Code, error) {
	cmds := make([]*redis.StringSliceCmd, shards)
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range cmds {
			cmds[i] = p.ZRangeByScore(ctx, claimTag(i)+"due", &redis.ZRangeBy{
				Min: "-inf", Max: strconv.FormatInt(now.UnixMilli(), 10), Count: int64(n),
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find what is due: %w", err)
	}
	var codes []verification.Code
	for _, c := range cmds {
		codes = append(codes, codesOf(c.Val())...)
	}
	return codes[:min(n, len(codes))], nil
}

// AddAsker keeps somebody who wants to know; see [verification.Ledger].
func (s *Store) AddAsker(ctx context.Context, code verification.Code, a verification.Asker) error {
	k := keysOfClaim(code)
	sealed, err := s.seal(k.askers, string(a.Person), a)
	if err != nil {
		return err
	}
	return s.pipe.HSetNX(ctx, k.askers, string(a.Person), sealed).Err()
}

// RemoveAsker forgets somebody who wanted to know; see [verification.Ledger].
func (s *Store) RemoveAsker(ctx context.Context, code verification.Code, id verification.PersonID) error {
	return s.pipe.HDel(ctx, keysOfClaim(code).askers, string(id)).Err()
}

// Counts sums up the facts of every kind; see [verification.Ledger].
func (s *Store) Counts(ctx context.Context) (map[verification.FactKind]int64, error) {
	cmds := make([]*redis.MapStringStringCmd, shards)
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range cmds {
			cmds[i] = p.HGetAll(ctx, claimTag(i)+"counts")
		}
		return nil
	})
	counts := map[verification.FactKind]int64{}
	for _, c := range cmds {
		for kind, n := range c.Val() {
			v, _ := strconv.ParseInt(n, 10, 64)
			counts[verification.FactKind(kind)] += v
		}
	}
	return counts, err
}
