package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/bot/sms"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/internal/rewrap"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// keysEvery is how often a running bot looks at its key file, keysHeeded after how long every bot has surely seen a new key.
const (
	keysEvery  = 5 * time.Second
	keysHeeded = 15 * time.Second
)

// errNoKeys ends a bot whose key file was taken away: who destroys the keys wants nothing to go on.
var errNoKeys = errors.New("the key file is gone, so the bot stops. Put it back (RASTAU_KEYS) to go on")

// watchKeys is the part that takes up new sealing keys as they are put into the file.
func watchKeys(v *vault.Vault, path string, clock clockwork.Clock, log *slog.Logger) part {
	return part{"keys", func(ctx context.Context) error {
		var seen fs.FileInfo
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-clock.After(keysEvery):
			}
			now, err := os.Stat(path)
			if errors.Is(err, fs.ErrNotExist) {
				return errNoKeys
			}
			if err != nil || seen != nil && os.SameFile(seen, now) && seen.ModTime().Equal(now.ModTime()) && seen.Size() == now.Size() {
				continue
			}
			keys, err := vault.Load(path)
			if err == nil {
				err = v.Use(keys)
			}
			if err != nil {
				log.Error("the key file was changed and cannot be used; the keys stay as they were", "error", err)
				continue
			}
			seen = now
		}
	}}
}

// rewrapAll seals all that stands in Redis anew. waiting counts updates that cannot be, and are gone in a moment.
func rewrapAll(ctx context.Context, client redis.UniversalClient, wrap rewrap.Wrap) (n, waiting int, err error) {
	for _, each := range []func(context.Context, redis.UniversalClient, rewrap.Wrap) (int, error){redisstore.Rewrap, outbox.Rewrap, sms.Rewrap} {
		done, err := each(ctx, client, wrap)
		if n += done; err != nil {
			return n, 0, err
		}
	}
	done, waiting, err := intake.Rewrap(ctx, client, wrap)
	return n + done, waiting, err
}

// Readable tells whether all that stands in Redis can be opened; else its error is the first that was met.
func Readable(ctx context.Context, client redis.UniversalClient, v *vault.Vault) error {
	_, _, err := rewrapAll(ctx, client, func(record, field string, sealed []byte) ([]byte, bool, error) {
		_, err := v.Open(record, field, sealed)
		return nil, false, err
	})
	return err
}

// RotateKeys puts a new sealing key into the file at path and seals everything in Redis with it, while bots run.
func RotateKeys(ctx context.Context, client redis.UniversalClient, path string, clock clockwork.Clock, out io.Writer) error {
	id, err := vault.Add(path, clock.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "A new sealing key %x stands in %s. Bots that use that file take it up within %v; copy it now to other machines that run one.\n",
		id, path, keysHeeded)
	select {
	case <-clock.After(keysHeeded):
	case <-ctx.Done():
		return ctx.Err()
	}
	keys, err := vault.Load(path)
	if err != nil {
		return err
	}
	v := vault.New(keys)
	const passes = 20
	total, began := 0, clock.Now()
	for range passes {
		n, waiting, err := rewrapAll(ctx, client, v.Rewrap)
		if err != nil {
			return err
		}
		total += n
		if n == 0 && waiting == 0 {
			fmt.Fprintf(out, "%s sealed anew in %v; nothing is sealed with an older key any more.\n"+
				"`rastau keys retire` takes the older keys out of the file. Backups made until now need them.\n",
				english.Count(total, "value was", "values were"), clock.Since(began).Round(time.Millisecond))
			return nil
		}
		select {
		case <-clock.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return fmt.Errorf("%s sealed anew, and something still seals with an older key: is there a bot with another key file? Copy %s there and run this again", english.Count(total, "value was", "values were"), path)
}

// RetireKeys takes all sealing keys but the newest out of the file at path, if nothing needs them.
func RetireKeys(ctx context.Context, client redis.UniversalClient, path string, out io.Writer) error {
	keys, err := vault.Load(path)
	if err != nil {
		return err
	}
	active, older := vault.New(keys).Active(), 0
	count := func(_, _ string, sealed []byte) ([]byte, bool, error) {
		id, err := vault.KeyOf(sealed)
		if err == nil && id != active {
			older++
		}
		return nil, false, err
	}
	_, _, err = rewrapAll(ctx, client, count)
	if err != nil {
		return err
	}
	if older > 0 {
		return fmt.Errorf("%s still sealed with older keys, so these stay. Run `rastau keys rotate` first", english.Count(older, "value is", "values are"))
	}
	gone, err := vault.Retire(path)
	if err != nil {
		return err
	}
	if len(gone) == 0 {
		fmt.Fprintln(out, "There is one sealing key only; nothing to retire.")
		return nil
	}
	fmt.Fprintf(out, "%s gone from %s: %x. Remove %s from copies of the file, too.\n", english.Count(len(gone), "older key is", "older keys are"), path, gone,
		english.Form(len(gone), "it", "them"))
	return nil
}
