package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisaccess"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
)

// connections bounds those to Redis: each partition of the intake waits on one of its own, the rest share pipelines.
const connections = 64

// pingTime is how long Redis may take to give a first sign of life.
const pingTime = 5 * time.Second

// errOwnRedis is returned when the private redis-server cannot be started.
var errOwnRedis = errors.New("the private redis-server does not start")

// openRedis connects to the Redis that the settings name, or starts a private one. The server is nil in the first case.
func openRedis(ctx context.Context, s config.Settings, log *slog.Logger) (redis.UniversalClient, *redisserver.Server, error) {
	options, err := s.Redis()
	if err != nil {
		return nil, nil, err
	}
	if options != nil {
		options.PoolSize = connections
		client := redisclient.New(options)
		if err := ping(ctx, client); err != nil {
			return nil, nil, errors.Join(fmt.Errorf("no answer from Redis at RASTAU_REDIS_URL: %w", err), client.Close())
		}
		return client, nil, nil
	}
	server, err := redisserver.Start(ctx, redisserver.Options{Dir: redisFolder(s), Fsync: s.RedisFsync, Log: log})
	switch {
	case errors.Is(err, redisserver.ErrNotInstalled):
		return nil, nil, fmt.Errorf("%w with RASTAU_REDIS_URL=redis://host:6379", err)
	case errors.Is(err, redisserver.ErrInUse):
		return nil, nil, err
	case err != nil:
		return nil, nil, fmt.Errorf("%w: %w", errOwnRedis, err)
	}
	log.Info("started a private redis-server", "folder", redisFolder(s))
	client := redisclient.New(&redis.UniversalOptions{Addrs: []string{server.Addr()}, PoolSize: connections})
	return client, server, nil
}

func ping(ctx context.Context, client redis.UniversalClient) error {
	ctx, cancel := context.WithTimeout(ctx, pingTime)
	defer cancel()
	return client.Ping(ctx).Err()
}

// opening opens the Redis of a bot that starts, however often that is tried.
type opening struct {
	settings config.Settings
	log      *slog.Logger

	mu     sync.Mutex
	client redis.UniversalClient
	server *redisserver.Server
	takes  bool // it took what was written
}

// redis gives the client once Redis answers and takes what is written.
func (o *opening) redis(ctx context.Context) (_ redis.UniversalClient, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.client == nil {
		if o.client, o.server, err = openRedis(ctx, o.settings, o.log); err != nil {
			return nil, err
		}
	}
	if !o.takes {
		if err := writes(ctx, o.client); err != nil {
			return nil, err
		}
		o.takes = true
	}
	return o.client, nil
}

// writes tries whether Redis takes what is written.
func writes(ctx context.Context, client redis.UniversalClient) error {
	ctx, cancel := context.WithTimeout(ctx, pingTime)
	defer cancel()
	return redisaccess.Writes(ctx, client)
}

// longestWait is the longest pause between two tries to reach what the bot waits for.
const longestWait = 30 * time.Second

// redisThere waits until Redis answers, or it is no use to wait.
func (a *App) redisThere(ctx context.Context, o *opening) error {
	_, err := o.redis(ctx)
	if err == nil {
		return nil
	}
	said := a.waitsFor(err, "")
	began := a.clock.Now()
	for pause := time.Second; err != nil; pause = min(2*pause, longestWait) {
		select {
		case <-a.clock.After(pause):
		case <-ctx.Done():
			return fmt.Errorf("no answer from Redis: %w", ctx.Err())
		}
		if _, err = o.redis(ctx); err != nil && unreachable(err).severity == fatal {
			return nil // the checks say why
		}
		if err != nil {
			said = a.waitsFor(err, said)
		}
	}
	a.log.Info("Redis answers and takes what is written", "after", a.clock.Since(began).Round(time.Second))
	return nil
}

// waitsFor tells of what the bot waits for, once until that is another, and gives it.
func (a *App) waitsFor(err error, said string) string {
	what := "Redis does not answer"
	word := redisaccess.Passing(err)
	if word != "" {
		what = "Redis takes nothing (" + word + ")"
	}
	a.health.wait(what)
	switch {
	case what == said:
	case word != "":
		f := unreachable(err)
		a.log.Warn("Redis takes nothing yet; the bot waits for it", "says", word, "problem", f.problem, "mend", f.mend)
	default:
		a.log.Warn("Redis does not answer yet; the bot waits for it", "error", err)
	}
	return what
}

// A private redis-server that ends by itself is started again: so often, unless it ran for a while in between.
const (
	mostRestarts  = 10
	steadyFor     = 10 * time.Minute
	restartPause  = time.Second
	longestPause  = 30 * time.Second
	restartWithin = 10 * time.Minute // it may have much to read
)

// keepRedis is the part that stops the private redis-server last, and starts it again when it ends by itself.
func (a *App) keepRedis(server *redisserver.Server) part {
	return part{"redis-server", func(ctx context.Context) error {
		deaths, pause := 0, restartPause
		for ctx.Err() == nil {
			began := a.clock.Now()
			select {
			case <-server.Dead():
			case <-ctx.Done():
				continue
			}
			if a.clock.Since(began) >= steadyFor {
				deaths, pause = 0, restartPause
			}
			if deaths++; deaths > mostRestarts {
				return errors.New("the private redis-server ended again and again; its own messages say why")
			}
			a.log.Error("the private redis-server ended by itself and is started again; its own messages say why", "wait", pause)
			select {
			case <-a.clock.After(pause):
			case <-ctx.Done():
				continue
			}
			pause = min(2*pause, longestPause)
			a.restart(ctx, server)
		}
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer cancel()
		return server.Stop(stop)
	}}
}

// restart starts the private redis-server; one that does not start counts as one that ended.
func (a *App) restart(ctx context.Context, server *redisserver.Server) {
	limited, cancel := context.WithTimeout(ctx, restartWithin)
	defer cancel()
	if err := server.Restart(limited); err != nil {
		if ctx.Err() == nil {
			a.log.Error("the private redis-server does not start", "error", err)
		}
		return
	}
	a.log.Info("the private redis-server runs again")
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
