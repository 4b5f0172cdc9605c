package redisstore

import (
	"context"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// actsCode is the name by which the history commits to the ledger of acts; it is no claim's.
const actsCode claim.Code = "acts"

// ledgerKey is the key of a ledger that the history commits to: a claim's, or that of acts.
func ledgerKey(code claim.Code) string {
	if code == actsCode {
		return actsKey
	}
	return keysOfClaim(code).ledger
}

// NoteAct adds an act; see [verification.Acts]. There are few of them, so all are read: to check the chain, and whether this one
// is there.
func (s *Store) NoteAct(ctx context.Context, a verification.Act) error {
	const attempts = 50
	for range attempts {
		acts, last, err := s.acts(ctx)
		if err != nil {
			return err
		}
		for _, known := range acts {
			if a.Cause != "" && known.Cause == a.Cause && known.Kind == a.Kind {
				s.barrier.Note(ctx, receiptOf(string(actsCode), len(acts), last.digest)) // of whose try nobody knows the end
				return nil
			}
		}
		act, err := encoding.Marshal(a)
		if err != nil {
			return fmt.Errorf("encode an act: %w", err)
		}
		plain := append(last.digest[:], act...)
		sealed := s.vault.Seal(actsKey, strconv.Itoa(len(acts)), plain)
		n, err := appendAct.Run(ctx, s.pipe, []string{actsKey}, len(acts), last.mark, sealed).Int()
		if err != nil {
			return err
		}
		if n == 1 {
			durable.Wrote(ctx)
			s.barrier.Note(ctx, receiptOf(string(actsCode), len(acts)+1, headOf(plain, sealed).digest))
			return nil
		}
	}
	return fmt.Errorf("the ledger of acts is too busy: %w", claim.ErrConflict)
}

// appendAct: KEYS ledger; ARGV expected length, mark of the last entry (empty for the first), the entry. 1 when it was added.
var appendAct = redis.NewScript(`
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
if string.sub(redis.call('LINDEX', KEYS[1], -1) or '', -16) ~= ARGV[2] then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[3])
return 1`)

// EachAct goes through the acts; see [verification.Acts].
func (s *Store) EachAct(ctx context.Context, fn func(verification.Act) error) error {
	acts, _, err := s.acts(ctx)
	if err != nil {
		return err
	}
	for _, a := range acts {
		if err := fn(a); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) acts(ctx context.Context) (acts []verification.Act, last head, err error) {
	entries, err := s.pipe.LRange(ctx, actsKey, 0, -1).Result()
	if err != nil {
		return nil, last, fmt.Errorf("read the ledger of acts: %w", err)
	}
	acts = make([]verification.Act, len(entries))
	for i, e := range entries {
		var act []byte
		if last, act, err = s.follow(actsKey, i, last, []byte(e)); err != nil {
			return nil, last, err
		}
		if err := decoding.Unmarshal(act, &acts[i]); err != nil {
			return nil, last, fmt.Errorf("decode an act: %w", err)
		}
	}
	return acts, last, nil
}
