package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"filippo.io/age"
	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/bot/sms"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// tellCommand is for whoever holds the key to who asked, on a machine that is not the bot's.
func tellCommand() *cobra.Command {
	var identity string
	c := settled("tell", "Notify requesters from a machine that holds the sealing key",
		withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
			if identity == "" {
				return errors.New("--identity is missing: rastau tell --identity key.txt (the private half of RASTAU_SEAL_ASKERS_TO)")
			}
			as, err := identities(identity)
			if err != nil {
				return err
			}
			keys, err := keysFrom(s)
			if err != nil {
				return err
			}
			return Tell(cmd.Context(), client, vault.New(keys), as, clockwork.NewRealClock(), cmd.OutOrStdout())
		}))
	c.Flags().StringVar(&identity, "identity", "", "a file with the age identity that requesters are encrypted to")
	return c
}

// identities reads a file of age identities.
func identities(path string) ([]age.Identity, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--identity: %w", err)
	}
	as, err := age.ParseIdentities(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("--identity: %w", err)
	}
	return as, nil
}

// Tell queues for the bot to deliver what sealed askers are to know and were not told yet.
func Tell(ctx context.Context, client redis.UniversalClient, v *vault.Vault, as []age.Identity, clock clockwork.Clock, out io.Writer) error {
	texts, err := locale.New()
	if err != nil {
		return err
	}
	store := redisstore.New(client, nil, v).WithAskersKey(redisstore.AskersKey{As: as})
	rules := claim.DefaultPolicy()
	box := outbox.New(outbox.Options{Redis: client, Sealer: v, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	texter := sms.New(sms.Options{Redis: client, Sealer: v, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	var desk *verification.Service
	desk = verification.New(verification.Options{
		Store: store, Notifier: notify.New(box, texts, rules).Texting(texter, readers(&desk, v)),
		Namer: v, Clock: clock, Policy: rules,
	})
	n, err := desk.TellSealed(ctx, store)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s told what came of their questions; the bot delivers it.\n", english.Count(n, "person is", "people are"))
	return nil
}
