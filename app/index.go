package app

import (
	"context"
	"fmt"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// indexCommand is for what claims are recognised by.
func indexCommand() *cobra.Command {
	index := &cobra.Command{Use: "index", Short: "See to what claims are recognised by when somebody sends the same"}
	index.AddCommand(settled("rebuild", "Make it anew from the claims, while the bot runs", withRedis(
		func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
			n, err := RebuildIndex(cmd.Context(), s, client)
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "%d claims are recognised when somebody sends the same. Running bots know it already.\n", n)
			}
			return err
		})))
	return index
}

// RebuildIndex makes all by which claims are recognised anew, and gives how many claims are.
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
