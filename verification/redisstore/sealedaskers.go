package redisstore

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification/claim"
)

// AskersKey seals who asked so that the bot's own keys do not open it. Only whoever has an identity for To does.
type AskersKey struct {
	To age.Recipient
	As []age.Identity // none on the server
}

// WithAskersKey gives a store that seals who asked to a key, and opens it where there is an identity.
func (s *Store) WithAskersKey(k AskersKey) *Store {
	s.askers = k
	return s
}

// SealAskers makes unreadable who asked so far; see [verification.Ledger].
func (s *Store) SealAskers(ctx context.Context, code claim.Code, again []claim.PersonID) error {
	if s.askers.To == nil {
		return nil
	}
	k := keysOfClaim(code)
	readable, err := s.pipe.HGetAll(ctx, k.askers).Result()
	if err != nil {
		return fmt.Errorf("load who wants to know: %w", err)
	}
	for person, value := range readable {
		var a claim.Requester
		if err := s.open(k.askers, person, value, &a); err != nil {
			return fmt.Errorf("who wants to know: %w", err)
		}
		if a.Sealed, err = s.box(a); err != nil {
			return err
		}
		a.Again = slices.Contains(again, a.Person)
		if err := shut.Run(ctx, s.pipe, []string{k.askers, k.sealed}, person, nameOf(a.Sealed), labelled(a)).Err(); err != nil {
			return fmt.Errorf("seal who wants to know: %w", err)
		}
	}
	return nil
}

// shut: KEYS askers, sealed; ARGV person, name, box. The box takes the place of the entry, if that is still there.
var shut = redis.NewScript(`
if redis.call('HDEL', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[2], ARGV[2], ARGV[3]) end
return 1`)

func (s *Store) box(a claim.Requester) ([]byte, error) {
	plain, err := encoding.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("encode who wants to know: %w", err)
	}
	var box bytes.Buffer
	w, err := age.Encrypt(&box, s.askers.To)
	if err == nil {
		_, err = w.Write(plain)
		err = errors.Join(err, w.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("seal who wants to know: %w", err)
	}
	return box.Bytes(), nil
}

// labelled is a box with a line before it that anybody may read: when they asked, which their claim's ledger tells as well, and
// whether they count.
func labelled(a claim.Requester) []byte {
	label := a.At.UTC().Format(time.RFC3339Nano)
	if a.Again {
		label += countsAlready
	}
	return append([]byte(label+"\n"), a.Sealed...)
}

const countsAlready = " again"

// readLabel reads what labelled gives; of a box from before there were labels nothing is known.
func readLabel(value []byte) (at time.Time, again bool, box []byte) {
	label, box, _ := bytes.Cut(value, []byte("\n"))
	when, again := strings.CutSuffix(string(label), countsAlready)
	at, err := time.Parse(time.RFC3339Nano, when)
	if err != nil {
		return time.Time{}, false, value
	}
	return at, again, box
}

// nameOf names a box, of which no two are alike.
func nameOf(box []byte) string {
	sum := sha256.Sum256(box)
	return hex.EncodeToString(sum[:16])
}

// readSealed gives what is known of boxes, those first who asked first: who it is where there is an identity, and else that there is somebody.
func (s *Store) readSealed(pairs []any) ([]claim.Requester, error) {
	askers := make([]claim.Requester, len(pairs)/2)
	for i := range askers {
		at, again, box := readLabel([]byte(text(pairs[2*i+1])))
		if len(s.askers.As) > 0 {
			plain, err := age.Decrypt(bytes.NewReader(box), s.askers.As...)
			if err != nil {
				return nil, fmt.Errorf("open who wants to know: %w", err)
			}
			whole, err := io.ReadAll(plain)
			if err == nil {
				err = decoding.Unmarshal(whole, &askers[i])
			}
			if err != nil {
				return nil, fmt.Errorf("open who wants to know: %w", err)
			}
		}
		askers[i].Sealed, askers[i].Again = box, again
		if !at.IsZero() {
			askers[i].At = at
		}
	}
	slices.SortFunc(askers, func(a, b claim.Requester) int { // of several of one person, always the same is told
		return cmp.Or(a.At.Compare(b.At), bytes.Compare(a.Sealed, b.Sealed))
	})
	return askers, nil
}

// Told tells what a sealed asker was told last; see [verification.SealedAskers].
func (s *Store) Told(ctx context.Context, code claim.Code, a claim.Requester) (string, error) {
	last, err := s.pipe.HGet(ctx, keysOfClaim(code).told, nameOf(a.Sealed)).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return last, err
}

// NoteTold remembers it; see [verification.SealedAskers].
func (s *Store) NoteTold(ctx context.Context, code claim.Code, a claim.Requester, what string) error {
	if err := s.barrier.Confirm(ctx); err != nil {
		return err
	}
	return s.pipe.HSet(ctx, keysOfClaim(code).told, nameOf(a.Sealed), what).Err()
}

// DropAskers forgets everybody who wanted to know; see [verification.Ledger].
func (s *Store) DropAskers(ctx context.Context, code claim.Code) error {
	defer durable.Wrote(ctx)
	k := keysOfClaim(code)
	return s.pipe.Unlink(ctx, k.askers, k.sealed, k.told).Err()
}
