package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
)

// connections bounds those to Redis: each partition of the intake waits on one of its own, the rest share pipelines.
const connections = 64

// openRedis connects to the Redis that the settings name, or starts a private one. The server is nil in the first case.
func openRedis(ctx context.Context, s config.Settings, log *slog.Logger) (redis.UniversalClient, *redisserver.Server, error) {
	options, err := s.Redis()
	if err != nil {
		return nil, nil, err
	}
	if options != nil {
		options.PoolSize = connections
		client := redisclient.New(options)
		if err := client.Ping(ctx).Err(); err != nil {
			return nil, nil, errors.Join(fmt.Errorf("no answer from Redis at RASTAU_REDIS_URL: %w", err), client.Close())
		}
		return client, nil, nil
	}
	server, err := redisserver.Start(ctx, redisserver.Options{Dir: filepath.Join(s.Data, "redis"), Fsync: s.RedisFsync, Log: log})
	if errors.Is(err, redisserver.ErrNotInstalled) {
		return nil, nil, fmt.Errorf("%w with RASTAU_REDIS_URL=redis://host:6379", err)
	}
	if err != nil {
		return nil, nil, err
	}
	log.Info("started a private redis-server", "folder", filepath.Join(s.Data, "redis"))
	client := redisclient.New(&redis.UniversalOptions{Addrs: []string{server.Addr()}, PoolSize: connections})
	return client, server, nil
}

// watchRedis is the part that stops the private redis-server last, and everything when that dies by itself.
func watchRedis(server *redisserver.Server) part {
	return part{"redis-server", func(ctx context.Context) error {
		select {
		case <-server.Dead():
			return errors.New("the private redis-server ended; its own messages say why")
		case <-ctx.Done():
		}
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer cancel()
		return server.Stop(stop)
	}}
}

// Pipelines merge the commands of callers that run side by side, so that they share round trips.
func pipelines(client redis.UniversalClient) (redis.Cmdable, error) {
	pipe, err := client.AutoPipeline()
	if err != nil {
		return nil, fmt.Errorf("share round trips to Redis: %w", err)
	}
	return pipe, nil
}

// promise is what has to be true of everything that is acknowledged.
func promise(s config.Settings) durable.Promise {
	return durable.Promise{Fsync: s.RedisFsync, Replicas: s.Replicas()}
}
