// Package backup copies all that stands in Redis into one encrypted file, and back into an empty Redis.
//
// The file is an age file (https://age-encryption.org/v1); in it stand, compressed, CBOR records one after another: a
// header, one record for each key, and a trailer that says how many there were. A file that was cut or changed is refused
// before anything is written.
package backup

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"filippo.io/age"
	"github.com/fxamacker/cbor/v2"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/rewrap"
)

const format = "rastau backup v1"

// record is one of the file's: the first has Format and Made, the last Count, all others a key.
type record struct {
	Format string    `cbor:"1,keyasint,omitempty"`
	Made   time.Time `cbor:"2,keyasint,omitzero"`
	Key    string    `cbor:"3,keyasint,omitempty"`
	Value  []byte    `cbor:"4,keyasint,omitempty"` // as DUMP gives it
	TTL    int64     `cbor:"5,keyasint,omitempty"` // in ms, 0 for a key that stays
	Count  int       `cbor:"6,keyasint,omitempty"`
	End    bool      `cbor:"7,keyasint,omitempty"`
}

// Report says what was copied.
type Report struct {
	Made time.Time
	Keys int
}

// first are the keys that others point to: a list that is newer than what it lists does no harm, the reverse would.
var first = []string{"{p:*}:bans", "{c:*}:ledger:*", "{c:*}:kept:*", "{c:*}:askers:*", "{p:*}:person:*", "{s:*}:channel:*"}

// Write copies Redis to out, for the recipients to read. It may run while Redis is used; each key is copied whole.
func Write(ctx context.Context, client redis.UniversalClient, out io.Writer, now time.Time, to ...age.Recipient) (r Report, err error) {
	sealed, err := age.Encrypt(out, to...)
	if err != nil {
		return r, fmt.Errorf("encrypt a backup: %w", err)
	}
	packed := gzip.NewWriter(sealed)
	records := cbor.NewEncoder(packed)
	r.Made = now.UTC().Truncate(time.Second)
	if err := records.Encode(record{Format: format, Made: r.Made}); err != nil {
		return r, err
	}
	done := map[string]bool{}
	for _, pattern := range append(first, "*") {
		err := rewrap.Each(ctx, client, pattern, func(key string) error {
			if done[key] {
				return nil
			}
			done[key] = true
			value, ttl, err := dump(ctx, client, key)
			if err != nil || value == "" {
				return err
			}
			r.Keys++
			return records.Encode(record{Key: key, Value: []byte(value), TTL: ttl})
		})
		if err != nil {
			return r, fmt.Errorf("back up: %w", err)
		}
	}
	err = records.Encode(record{Count: r.Keys, End: true})
	return r, errors.Join(err, packed.Close(), sealed.Close())
}

// dump gives "" for a key that is gone meanwhile.
func dump(ctx context.Context, client redis.Cmdable, key string) (value string, ttl int64, err error) {
	value, err = client.Dump(ctx, key).Result()
	if errors.Is(err, redis.Nil) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	left, err := client.PTTL(ctx, key).Result()
	switch {
	case err != nil:
		return "", 0, err
	case left == -2:
		return "", 0, nil
	case left > 0:
		ttl = max(left.Milliseconds(), 1)
	}
	return value, ttl, nil
}

// Errors of reading a backup.
var (
	ErrNotEmpty = errors.New("this Redis holds something already; a backup is restored only into an empty one")
	ErrBroken   = errors.New("this is no whole backup: it was cut, changed, or is something else")
	ErrNotForUs = errors.New("this backup was not made for that identity")
)

// Check reads a whole backup and writes nothing.
func Check(in io.Reader, as ...age.Identity) (Report, error) {
	return each(in, func(record) error { return nil }, as)
}

// Restore puts a backup into an empty Redis. The file is read twice, so that a broken one changes nothing. What was to
// expire keeps the time that it had left.
func Restore(ctx context.Context, client redis.UniversalClient, in io.ReadSeeker, as ...age.Identity) (Report, error) {
	empty := errors.New("found a key")
	err := rewrap.Each(ctx, client, "*", func(string) error { return empty })
	if errors.Is(err, empty) {
		return Report{}, ErrNotEmpty
	}
	if err != nil {
		return Report{}, fmt.Errorf("restore: %w", err)
	}
	if r, err := Check(in, as...); err != nil {
		return r, err
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return Report{}, err
	}
	return each(in, func(r record) error {
		if err := client.Restore(ctx, r.Key, time.Duration(r.TTL)*time.Millisecond, string(r.Value)).Err(); err != nil {
			return fmt.Errorf("restore a key: %w", err)
		}
		return nil
	}, as)
}

func each(in io.Reader, fn func(record) error, as []age.Identity) (report Report, err error) {
	plain, err := age.Decrypt(in, as...)
	if _, wrong := errors.AsType[*age.NoIdentityMatchError](err); wrong {
		return report, ErrNotForUs
	}
	if err != nil {
		return report, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	unpacked, err := gzip.NewReader(plain)
	if err != nil {
		return report, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	records := cbor.NewDecoder(unpacked)
	for n := 0; ; n++ {
		var r record
		if err := records.Decode(&r); err != nil {
			return report, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		switch {
		case n == 0 && r.Format != format:
			return report, ErrBroken
		case n == 0:
			report.Made = r.Made.UTC()
		case r.End:
			if r.Count != report.Keys {
				return report, ErrBroken
			}
			if _, err := io.Copy(io.Discard, io.LimitReader(unpacked, 1)); err != nil {
				return report, fmt.Errorf("%w: %w", ErrBroken, err)
			}
			return report, nil
		default:
			report.Keys++
			if err := fn(r); err != nil {
				return report, err
			}
		}
	}
}
