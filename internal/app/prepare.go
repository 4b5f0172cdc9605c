package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/internal/durable"
)

// prepare makes the checks and opens Redis, which it waits for. The bot goes no further with a fault that is fatal.
func (a *App) prepare(ctx context.Context) error {
	o := &opening{settings: a.settings, log: a.log}
	a.closers = append(a.closers, o.close)
	pass := func() ([]report, error) {
		there := sync.OnceValues(func() (redis.UniversalClient, error) { return o.redis(ctx) })
		reports := examine(ctx, &site{
			Settings: a.settings, starting: true, listen: a.hold,
			redis: func(context.Context) (redis.UniversalClient, error) { return there() },
		})
		_, err := there()
		return reports, errors.Join(refused(reports), err)
	}
	reports, err := pass()
	for err != nil {
		if err := refused(reports); err != nil {
			return err
		}
		if err := a.redisThere(ctx, o); err != nil {
			return err
		}
		reports, err = pass()
	}
	a.warnOf(reports)
	return a.useRedis(ctx, o)
}

// useRedis has the bot work with the Redis that was opened.
func (a *App) useRedis(ctx context.Context, o *opening) (err error) {
	a.redis = o.client
	if o.server != nil {
		a.parts = append(a.parts, a.keepRedis(o.server))
	}
	a.receipts = a.openReceipts()
	if a.barrier, err = durable.New(ctx, a.redis, durable.Options{
		Promise: promise(a.settings), Clock: a.clock, Log: a.log, Metrics: a.metrics, Receipts: a.receipts,
	}); err != nil {
		return err
	}
	a.closers = append(a.closers, a.barrier.Close)
	return nil
}

// close frees what was opened.
func (o *opening) close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	var err error
	if o.client != nil {
		err = o.client.Close()
	}
	if o.server != nil {
		stop, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		err = errors.Join(err, o.server.Stop(stop))
	}
	return err
}

// hold takes an address, so that nobody else does before it is served. Health is served at once.
func (a *App) hold(ctx context.Context, address string) error {
	if a.held[address] != nil {
		return nil
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	a.held[address] = l
	a.closers = append(a.closers, func() error {
		if err := l.Close(); !errors.Is(err, net.ErrClosed) {
			return err
		}
		return nil
	})
	if address == a.settings.MetricsListen {
		a.health.serve(l)
	}
	return nil
}

// connect asks who the bot is until Telegram answers: a bot that starts while the network is cut waits for it.
func (a *App) connect(ctx context.Context) (telegram.Me, error) {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		me, err := a.telegram.Connect(ctx)
		switch {
		case err == nil:
			return me, nil
		case telegram.IsWrongToken(err):
			return me, Refused{"telegram: " + fault{fatal, wrongToken, mendWrongToken}.String()}
		case ctx.Err() != nil:
			return me, fmt.Errorf("no answer from Telegram: %w", ctx.Err())
		}
		a.health.wait("Telegram does not answer")
		a.log.Warn("Telegram does not answer yet", "error", err, "wait", pause)
		select {
		case <-a.clock.After(pause):
		case <-ctx.Done():
			return me, fmt.Errorf("no answer from Telegram: %w", ctx.Err())
		}
	}
}
