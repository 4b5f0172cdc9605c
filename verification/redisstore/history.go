package redisstore

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification/claim"
)

// Each claim's ledger is a chain by itself, and so is that of acts. Once a day the ends of those that grew are chained into one history, whose head
// is signed and made public: who has seen a head can tell later whether anything before it was changed, left out or cut.

// Commit is how far a claim's ledger had come: its length, and the digest of its last entry, which covers all before.
type Commit struct {
	Code   claim.Code `cbor:"1,keyasint"`
	Length int        `cbor:"2,keyasint"`
	Digest [32]byte   `cbor:"3,keyasint"`
}

// Day is a link of the history: what changed since the one before.
type Day struct {
	Name      string   `cbor:"1,keyasint"` // 2022-01-09
	Number    int      `cbor:"2,keyasint"` // 1 for the first
	Prev      [32]byte `cbor:"3,keyasint"` // the head of the one before, zeros for the first
	Changed   []Commit `cbor:"4,keyasint"` // by code
	Head      [32]byte `cbor:"5,keyasint"`
	Signature []byte   `cbor:"6,keyasint"` // Ed25519, of what Signed gives
}

// head is SHA-256 of all that the day says.
func (d Day) head() [32]byte {
	h := sha256.New()
	text := func(s string) {
		_, _ = h.Write(binary.AppendUvarint(nil, uint64(len(s))))
		_, _ = h.Write([]byte(s))
	}
	text("rastau history v1")
	text(d.Name)
	_, _ = h.Write(binary.AppendUvarint(nil, uint64(d.Number)))
	_, _ = h.Write(d.Prev[:])
	for _, c := range d.Changed {
		text(string(c.Code))
		_, _ = h.Write(binary.AppendUvarint(nil, uint64(c.Length)))
		_, _ = h.Write(c.Digest[:])
	}
	return [32]byte(h.Sum(nil))
}

// Signed is what the signature is of: the head and the name of the day.
func (d Day) Signed() []byte {
	return []byte("rastau history v1 " + d.Name + " " + hex.EncodeToString(d.Head[:]))
}

const (
	historyKey = "{history}:days"   // LIST of Days
	commitsKey = "{history}:claims" // HASH code → the latest Commit
)

// SealDay adds a day to the history and has it signed; one that stands there already is returned as it is. A ledger that
// was tampered with is left out, and the error names it.
func (s *Store) SealDay(ctx context.Context, day time.Time, sign func([]byte) []byte) (Day, error) {
	last, before, err := s.lastDay(ctx)
	if err != nil {
		return Day{}, err
	}
	d := Day{Name: day.UTC().Format(time.DateOnly), Number: last.Number + 1, Prev: last.Head}
	if last.Name >= d.Name {
		s.barrier.Note(ctx, receiptOf(historyChain, last.Number, last.Head))
		return last, nil
	}
	var broken error
	err = s.EachClaim(ctx, func(code claim.Code) error {
		c, changed, err := s.commit(ctx, code)
		if errors.Is(err, ErrBroken) {
			broken = errors.Join(broken, fmt.Errorf("%s: %w", code, err))
			return nil
		}
		if err == nil && changed {
			d.Changed = append(d.Changed, c)
		}
		return err
	})
	if err != nil {
		return Day{}, fmt.Errorf("seal the day: %w", err)
	}
	// What was done to who may do what is covered as well.
	c, changed, err := s.commit(ctx, actsCode)
	switch {
	case errors.Is(err, ErrBroken):
		broken = errors.Join(broken, fmt.Errorf("%s: %w", actsCode, err))
	case err != nil:
		return Day{}, fmt.Errorf("seal the day: %w", err)
	case changed:
		d.Changed = append(d.Changed, c)
	}
	slices.SortFunc(d.Changed, func(a, b Commit) int { return compare(a.Code, b.Code) })
	d.Head = d.head()
	d.Signature = sign(d.Signed())
	entry, err := encoding.Marshal(d)
	if err != nil {
		return Day{}, err
	}
	// What is signed was acknowledged, or could be: a day must not say what is lost meanwhile.
	if err := s.barrier.Confirm(ctx); err != nil {
		return Day{}, err
	}
	n, err := addDay.Run(ctx, s.redis, []string{historyKey}, before, entry).Int()
	if err != nil {
		return Day{}, fmt.Errorf("seal the day: %w", err)
	}
	if n == 0 { // somebody else was first
		return Day{}, fmt.Errorf("seal the day: %w", claim.ErrConflict)
	}
	s.barrier.Note(ctx, receiptOf(historyChain, d.Number, d.Head))
	// Should this not be reached, the next day commits to the same once more.
	for _, c := range d.Changed {
		entry, err := encoding.Marshal(c)
		if err != nil {
			return Day{}, err
		}
		if err := s.pipe.HSet(ctx, commitsKey, string(c.Code), entry).Err(); err != nil {
			return Day{}, fmt.Errorf("seal the day: %w", err)
		}
	}
	return d, broken
}

// addDay: KEYS history; ARGV the last entry (empty for none), the one that follows. 1 when it is there, also when it was there
// before: a call whose answer was lost is made again. 0 when another one is.
var addDay = redis.NewScript(`
local last = redis.call('LINDEX', KEYS[1], -1) or ''
if last == ARGV[2] then return 1 end
if last ~= ARGV[1] then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[2])
return 1`)

func compare(a, b claim.Code) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// lastDay gives the last day of the history, also as it stands there; zero when there is none.
func (s *Store) lastDay(ctx context.Context) (d Day, entry []byte, err error) {
	entry, err = s.redis.LIndex(ctx, historyKey, -1).Bytes()
	if errors.Is(err, redis.Nil) {
		return d, nil, nil
	}
	if err != nil {
		return d, nil, fmt.Errorf("read the history: %w", err)
	}
	err = decoding.Unmarshal(entry, &d)
	return d, entry, err
}

// Days gives the whole history, without what changed in each.
func (s *Store) Days(ctx context.Context) ([]Day, error) {
	entries, err := s.redis.LRange(ctx, historyKey, 0, -1).Result()
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	days := make([]Day, len(entries))
	for i, e := range entries {
		if err := decoding.Unmarshal([]byte(e), &days[i]); err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		days[i].Changed = nil
	}
	return days, nil
}

// commit gives how far a ledger has come; changed is false when that was committed to before.
func (s *Store) commit(ctx context.Context, code claim.Code) (c Commit, changed bool, err error) {
	length, err := s.pipe.LLen(ctx, ledgerKey(code)).Result()
	if err != nil {
		return c, false, err
	}
	known, err := s.pipe.HGet(ctx, commitsKey, string(code)).Bytes()
	if err != nil && !errors.Is(err, redis.Nil) {
		return c, false, err
	}
	if err == nil && decoding.Unmarshal(known, &c) == nil && int64(c.Length) == length {
		return c, false, nil
	}
	digests, err := s.digests(ctx, code)
	if err != nil || len(digests) == 0 {
		return c, false, err
	}
	return Commit{code, len(digests), digests[len(digests)-1]}, true, nil
}

// digests are those of all entries of a ledger, in order.
func (s *Store) digests(ctx context.Context, code claim.Code) ([][32]byte, error) {
	key := ledgerKey(code)
	entries, err := s.pipe.LRange(ctx, key, 0, -1).Result()
	if err != nil {
		return nil, err
	}
	digests := make([][32]byte, len(entries))
	var last head
	for i, e := range entries {
		if last, _, err = s.follow(key, i, last, []byte(e)); err != nil {
			return nil, err
		}
		digests[i] = last.digest
	}
	return digests, nil
}
