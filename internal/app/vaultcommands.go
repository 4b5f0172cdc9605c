package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"filippo.io/age"
	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/backup"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification/vault"
)

// vaultCommands are for whoever keeps the keys and the data.
func vaultCommands() []*cobra.Command {
	keys := &cobra.Command{Use: "keys", Short: "Create, rotate and retire the keys that all data is encrypted with"}
	keys.AddCommand(
		settled("new", "Create a key file, if there is none yet", changesKeys(func(cmd *cobra.Command, s config.Settings) error {
			if err := vault.Create(s.Keys, clockwork.NewRealClock().Now()); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Created %s. Keep a copy offline, apart from the data: without it everything is lost, and whoever has both can read everything.\n", s.Keys)
			return nil
		})),
		settled("rotate", "Encrypt everything with a new key, while the bot runs", changesKeys(withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
			return RotateKeys(cmd.Context(), client, s.Keys, clockwork.NewRealClock(), cmd.OutOrStdout())
		}))),
		settled("retire", "Remove old keys from the key file, once nothing needs them", changesKeys(withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
			return RetireKeys(cmd.Context(), client, s.Keys, cmd.OutOrStdout())
		}))),
	)
	return []*cobra.Command{keys, panicCommand(), backupCommand(), restoreCommand(), auditCommand(), tellCommand(), bulletinCommand(), verifyCommand(), indexCommand(), quarantineCommand()}
}

// settled is a command that takes settings and nothing else.
func settled(use, short string, run func(cmd *cobra.Command, s config.Settings) error) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := config.Load(cmd.Flags(), os.Environ())
			if err != nil {
				return err
			}
			return run(cmd, s)
		},
	}
	config.Register(c.Flags())
	return c
}

func withRedis(run func(*cobra.Command, config.Settings, redis.UniversalClient) error) func(*cobra.Command, config.Settings) error {
	return func(cmd *cobra.Command, s config.Settings) error {
		client, closeRedis, err := reachRedis(cmd.Context(), s)
		if err != nil {
			return err
		}
		return errors.Join(run(cmd, s, client), closeRedis())
	}
}

func panicCommand() *cobra.Command {
	c := settled("panic", "Destroy the keys: no one can read anything any more", changesKeys(func(cmd *cobra.Command, s config.Settings) error {
		if sure, err := cmd.Flags().GetBool("yes"); err != nil || !sure {
			return errors.Join(err, fmt.Errorf("this would destroy %s, and with it all claims, volunteers and channels. Nothing was done; add --yes if you mean it", s.Keys))
		}
		if err := vault.Destroy(s.Keys); err != nil {
			return err
		}
		if err := vault.Destroy(s.BulletinKey); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), `The keys in %s are destroyed, and so is the one that signs bulletins.
What stands in Redis and in its files can be read by nobody now, you included: no claim, no volunteer, no channel is left.
A running bot stops within seconds; until then it holds the keys in memory.
Copies of the key file still open everything, backups included. Disks may keep what was overwritten.
Telegram still knows who wrote to the bot. Revoke its token at @BotFather: /revoke.
`, s.Keys)
		return nil
	}))
	c.Flags().Bool("yes", false, "confirm that you mean it")
	return c
}

func backupCommand() *cobra.Command {
	var to []string
	var file string
	c := settled("backup", "Copy everything into one encrypted file, while the bot runs", withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) (err error) {
		if len(to) == 0 || file == "" {
			return errors.New("say for whom and where: rastau backup --to age1… --file rastau.age (age-keygen makes a recipient and its identity)")
		}
		var recipients []age.Recipient
		for _, text := range to {
			r, err := age.ParseX25519Recipient(text)
			if err != nil {
				return fmt.Errorf("--to: not an age recipient (age1…): %w", err)
			}
			recipients = append(recipients, r)
		}
		out, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return fmt.Errorf("--file: %w", err)
		}
		r, err := backup.Write(cmd.Context(), client, out, clockwork.NewRealClock().Now(), recipients...)
		if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
			return errors.Join(err, os.Remove(file))
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s of Redis in %s. Two files are not in it, so keep copies of them elsewhere:\n"+
			"- %s: without it nobody can read the backup;\n"+
			"- %s: without it whoever checks what was signed from then on reads NOT GENUINE.\n",
			english.Count(r.Keys, "key is", "keys are"), file, keysPlace(s), s.BulletinKey)
		return nil
	}))
	c.Flags().StringArrayVar(&to, "to", nil, "an age recipient who can read it (age1…); may be given several times")
	c.Flags().StringVar(&file, "file", "", "the file to write; it must not exist yet")
	return c
}

func restoreCommand() *cobra.Command {
	var identity, file string
	c := settled("restore", "Put a backup into an empty Redis", withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
		if identity == "" || file == "" {
			return errors.New("say what and as whom: rastau restore --file rastau.age --identity key.txt")
		}
		as, err := identities(identity)
		if err != nil {
			return err
		}
		in, err := os.Open(file)
		if err != nil {
			return fmt.Errorf("--file: %w", err)
		}
		defer func() { _ = in.Close() }()
		r, err := backup.Restore(cmd.Context(), client, in, as...)
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s of Redis back as on %s.\n", english.Count(r.Keys, "key is", "keys are"), r.Made.Format("02.01.2006 15:04 UTC"))
		return fitting(cmd.Context(), s, client, cmd.OutOrStdout())
	}))
	c.Flags().StringVar(&identity, "identity", "", "a file with the age identity that it was encrypted to")
	c.Flags().StringVar(&file, "file", "", "the backup")
	return c
}

// fitting says whether the key files at hand are those of what was restored: they are not in a backup.
func fitting(ctx context.Context, s config.Settings, client redis.UniversalClient, out io.Writer) error {
	at := &site{Settings: s, redis: func(context.Context) (redis.UniversalClient, error) { return client, nil }}
	reports := []report{{name: "keys"}, {name: "signing"}}
	checkKeys(ctx, at, &reports[0])
	checkBulletinKey(ctx, at, &reports[1])
	if sick, _ := printed(out, reports); sick {
		fmt.Fprintln(out, "The data is back. Put the right key files in place before you start the bot.")
		return nil
	}
	fmt.Fprintln(out, "The keys fit. Start with: rastau run")
	return nil
}
