package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"path/filepath"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// Export writes the open data: a [verification.OpenClaim] as JSON on each line. It may run beside the bot.
func Export(ctx context.Context, s config.Settings, out io.Writer) (err error) {
	clock := clockwork.NewRealClock()
	keys, err := keysFrom(s)
	if err != nil {
		return err
	}
	client, closeRedis, err := reachRedis(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeRedis()) }()
	v := vault.New(keys)
	desk := verification.New(verification.Options{
		Store: redisstore.New(client, nil, v), Namer: v, Clock: clock, Policy: policy(s.Policy),
	})
	w := bufio.NewWriter(out)
	lines := json.NewEncoder(w)
	if err := desk.Export(ctx, func(c claim.OpenClaim) error { return lines.Encode(c) }); err != nil {
		return err
	}
	return w.Flush()
}

// reachRedis connects to the Redis of the settings: the one they name, the private one of a running bot, or that one
// started for the occasion.
func reachRedis(ctx context.Context, s config.Settings) (redis.UniversalClient, func() error, error) {
	if s.RedisURL == "" {
		if addr, closeAddr, ok := redisserver.Attach(ctx, filepath.Join(s.Data, "redis")); ok {
			client := redisclient.New(&redis.UniversalOptions{Addrs: []string{addr}})
			return client, func() error { return errors.Join(client.Close(), closeAddr()) }, nil
		}
	}
	client, server, err := openRedis(ctx, s, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, nil, err
	}
	return client, func() error {
		err := client.Close()
		if server != nil {
			err = errors.Join(err, server.Stop(context.WithoutCancel(ctx)))
		}
		return err
	}, nil
}
