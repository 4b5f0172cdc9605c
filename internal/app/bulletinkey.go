package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/publisher"
)

// loadHolding reads the key for bulletins. It fails if others can read the file.
func loadHolding(path string) (bulletin.SigningKeys, error) {
	info, err := os.Stat(path)
	if err != nil {
		return bulletin.SigningKeys{}, fmt.Errorf("the key for bulletins: %w. If bulletins were never signed, make one with: rastau bulletin keys new. Otherwise: "+
			restoreSigning+", run: "+loseSigning, err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return bulletin.SigningKeys{}, fmt.Errorf("%s can be read by others, who could then speak in our name: chmod 600 %s", path, path)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return bulletin.SigningKeys{}, fmt.Errorf("the key for bulletins: %w", err)
	}
	h, err := bulletin.ParseSigningKeys(file)
	if err != nil {
		return h, fmt.Errorf("%s: %w", path, err)
	}
	return h, nil
}

// openHolding is loadHolding, but creates the file if no bulletin was ever signed. Of several processes that start together one creates
// it.
func openHolding(ctx context.Context, client redis.UniversalClient, path string, now time.Time) (bulletin.SigningKeys, error) {
	h, err := loadHolding(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := firstHolding(ctx, client); err != nil {
			return h, err
		}
		if err := createHolding(path, bulletin.NewSigningKeys(now)); err != nil && !errors.Is(err, fs.ErrExist) {
			return h, err
		}
		h, err = loadHolding(path)
	}
	if err != nil {
		return h, err
	}
	known, err := noteFirst(ctx, client, signerKey, signerOf(h))
	if err != nil {
		return h, fmt.Errorf("see which key signed bulletins: %w", err)
	}
	if known != signerOf(h) {
		return h, fmt.Errorf("%w in %s", errWrongSigner, path)
	}
	return h, nil
}

var (
	errWrongSigner = errors.New("there is another key than the one that signed bulletins so far: " + restoreSigning + ", run: " + loseSigning + ". The other key is")
	errLostSigner  = errors.New("bulletins were signed with a key that is not here: " + restoreSigning + ", run: " + loseSigning)
)

// firstHolding fails if bulletins were signed before.
func firstHolding(ctx context.Context, client redis.UniversalClient) error {
	n, err := client.Exists(ctx, signerKey).Result()
	if err != nil {
		return fmt.Errorf("see which key signed bulletins: %w", err)
	}
	issued, err := bulletinsIssued(ctx, client)
	if err != nil {
		return fmt.Errorf("see which key signed bulletins: %w", err)
	}
	if n > 0 || issued {
		return errLostSigner
	}
	return nil
}

// createHolding atomically creates a file; it fails if there is one.
func createHolding(path string, h bulletin.SigningKeys) error {
	name, err := writeBeside(path, h)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(name) }()
	if err := os.Link(name, path); err != nil {
		return fmt.Errorf("make the key for bulletins: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}

// replaceHolding atomically replaces a file.
func replaceHolding(path string, h bulletin.SigningKeys) error {
	name, err := writeBeside(path, h)
	if err != nil {
		return err
	}
	if err := os.Rename(name, path); err != nil {
		return errors.Join(fmt.Errorf("change the key for bulletins: %w", err), os.Remove(name))
	}
	return syncFolder(filepath.Dir(path))
}

// writeBeside writes a temporary file next to path that only its owner can read, and syncs it.
func writeBeside(path string, h bulletin.SigningKeys) (name string, err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("the key for bulletins: %w", err)
	}
	f, err := os.CreateTemp(dir, ".bulletin-key-*") // mode 0600
	if err != nil {
		return "", fmt.Errorf("the key for bulletins: %w", err)
	}
	_, err = f.Write(h.File())
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", errors.Join(fmt.Errorf("the key for bulletins: %w", err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func bulletinKeysCommand() *cobra.Command {
	keys := &cobra.Command{Use: "keys", Short: "Create, show, rotate and revoke the key that signs bulletins"}
	clock := clockwork.NewRealClock()
	revoke := settled("revoke", "Declare the key stolen, and sign with a new one", func(cmd *cobra.Command, s config.Settings) error {
		since, err := cmd.Flags().GetString("since")
		if err != nil {
			return err
		}
		at, err := time.Parse(time.RFC3339, since)
		if err != nil {
			return errors.New("say from when on the key is not to be believed: --since 2026-01-05T12:00:00Z, the last moment when it was surely ours alone")
		}
		return revokeHolding(s.BulletinKey, at, clock.Now(), cmd.OutOrStdout())
	})
	revoke.Flags().String("since", "", "the last moment when the key was surely ours alone (RFC 3339)")
	fresh := settled("new", "Create a key, if there is none yet", func(cmd *cobra.Command, s config.Settings) error {
		lost, err := cmd.Flags().GetBool("lost")
		if err != nil {
			return err
		}
		return newHolding(cmd.Context(), s, lost, clock.Now(), cmd.OutOrStdout())
	})
	fresh.Flags().Bool("lost", false, "the key that signed so far is lost for good: start over with a new one")
	keys.AddCommand(
		fresh,
		settled("show", "Print the public key and the statements about keys", func(cmd *cobra.Command, s config.Settings) error {
			return showHolding(s.BulletinKey, cmd.OutOrStdout())
		}),
		settled("rotate", "Sign with a new key, and state with both that it replaces the old one", func(cmd *cobra.Command, s config.Settings) error {
			return rotateHolding(s.BulletinKey, clock.Now(), cmd.OutOrStdout())
		}),
		revoke,
	)
	return keys
}

// newHolding creates a key if there is none. To replace a lost key, lost must be set.
func newHolding(ctx context.Context, s config.Settings, lost bool, now time.Time, out io.Writer) error {
	if _, err := os.Stat(s.BulletinKey); err == nil {
		return fmt.Errorf("there is a key in %s already. To change it, run: rastau bulletin keys rotate", s.BulletinKey)
	}
	reach := &visit{settings: s}
	defer reach.end()
	client, err := reach.redis(ctx)
	if err != nil {
		return fmt.Errorf("whether bulletins were signed before cannot be seen: %w", err)
	}
	if client != nil {
		err = firstHolding(ctx, client)
	}
	if err != nil && (!lost || !errors.Is(err, errLostSigner)) {
		return err
	}
	h := bulletin.NewSigningKeys(now)
	if err := createHolding(s.BulletinKey, h); err != nil {
		return err
	}
	if client != nil {
		if err := client.Set(ctx, signerKey, signerOf(h), 0).Err(); err != nil {
			return errors.Join(fmt.Errorf("note which key signs bulletins: %w", err), os.Remove(s.BulletinKey))
		}
	}
	if lost {
		fmt.Fprint(out, `This is a new key. What follows:
- Whoever holds the old one reads NOT GENUINE from now on, until you give them this one by hand. Tell them before somebody else does.
- What is on paper and in pictures stays signed with the old one; the bot signs its latest results anew.
- If the old key may be in somebody's hands, only people's knowing this one protects them: it cannot be revoked without it.
`)
	}
	return showHolding(s.BulletinKey, out)
}

func showHolding(path string, out io.Writer) error {
	h, err := loadHolding(path)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n# This goes to whoever checks our bulletins: as a QR picture, as words, by hand.\n# The secret is in %s. Keep a copy offline.\n",
		publisher.KeyText(h), path)
	return err
}

// rotateHolding rotates the key. A running bot uses the new one from its next bulletin on.
func rotateHolding(path string, now time.Time, out io.Writer) error {
	h, err := loadHolding(path)
	if err != nil {
		return err
	}
	next, err := h.Rotate(now)
	if err != nil {
		return err
	}
	if err := replaceHolding(path, next); err != nil {
		return err
	}
	fmt.Fprintln(out, "Bulletins are signed with a new key from now on. Everyone who has the first key needs this statement once:")
	return showHolding(path, out)
}

// revokeHolding revokes the key from a time on, and rotates it.
func revokeHolding(path string, since, now time.Time, out io.Writer) error {
	h, err := loadHolding(path)
	if err != nil {
		return err
	}
	next, err := h.Revoke(since, now)
	if err != nil {
		return err
	}
	if err := replaceHolding(path, next); err != nil {
		return err
	}
	fmt.Fprintf(out, "Whatever the old key signed as issued at %s or later is no longer trusted; the bot issues its latest results again.\n"+
		"Spread these statements: people who do not have them trust the thief.\n", since.UTC().Format(time.RFC3339))
	return showHolding(path, out)
}
