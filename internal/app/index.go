package app

import (
	"context"
	"fmt"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// indexCommand returns the command for the similarity index.
func indexCommand() *cobra.Command {
	index := &cobra.Command{Use: "index", Short: "Manage the similarity index, which finds duplicates"}
	index.AddCommand(settled("rebuild", "Rebuild it from the claims, while the bot runs", withRedis(
		func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
			n, err := RebuildIndex(cmd.Context(), s, client)
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "%s recognised when somebody sends the same. Running bots know it already.\n", english.Count(n, "claim is", "claims are"))
			}
			return err
		})))
	return index
}

// RebuildIndex rebuilds the similarity index and returns the number of claims in it.
func RebuildIndex(ctx context.Context, s config.Settings, client redis.UniversalClient) (int, error) {
	keys, err := vault.Load(s.Keys)
	if err != nil {
		return 0, err
	}
	v := vault.New(keys)
	desk := verification.New(verification.Options{
		Store: redisstore.New(client, nil, v), Namer: v, Clock: clockwork.NewRealClock(), Policy: policy(s.Policy),
	})
	return desk.Rebuild(ctx)
}

// renew makes anew by what claims are recognised that another version of the program wrote down, and tries until it can.
func (a *App) renew(ctx context.Context) error {
	for ctx.Err() == nil {
		err := a.Desk.Renew(ctx)
		if err == nil {
			<-ctx.Done()
			break
		}
		a.log.Warn("some claims are not recognised by their text yet", "error", err)
		select {
		case <-a.clock.After(time.Minute):
		case <-ctx.Done():
		}
	}
	return nil
}
