// Package app is the composition root. [New] builds an [App], and [App.Run] runs it until its context is done. The command, the demos and
// the end-to-end tests all use the same App.
package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"slices"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/bot/sms"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redismemory"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/publisher"
	"github.com/rastau/rastau/verification/vault"
)

// Options configure an App. Only Settings is required; the others replace what the settings say.
type Options struct {
	Settings config.Settings
	LogTo    io.Writer       // nowhere when nil
	Clock    clockwork.Clock // the real one when nil
	// Steady is the time that has passed, whatever Clock is set to; by default Clock's.
	Steady  func() time.Duration
	Redis   redis.UniversalClient
	Keys    *vault.Keys
	Holding *bulletin.SigningKeys // the key that signs bulletins; a new one, kept nowhere, when nil and Keys is not
	Limits  *outbox.Limits        // Telegram's when nil and the server is Telegram's; none for another server
	Rand    *rand.Rand
	// ByHand leaves the jobs of the schedule to the caller, who calls Tick.
	ByHand bool
	// Compared has a Clock that is handed in held against those of Redis and of other instances, as the real one is.
	Compared bool
	// Leaps says that the clock makes leaps: then it cannot tell for how long Telegram did not answer.
	Leaps bool
	// Partitions is in how many parts updates and messages are stored, each with workers of its own; by default that of the packages.
	Partitions int
	// Quiet is how long nothing more comes of an act that comes as several updates, such as an album; see [intake.Options].
	Quiet time.Duration
}

// App is a bot that can run.
type App struct {
	settings config.Settings
	clock    *clocks.Clock
	memory   *redismemory.Watch
	log      *slog.Logger
	metrics  *prometheus.Registry
	redis    redis.UniversalClient
	barrier  *durable.Barrier  // nil for a Redis that was handed in
	receipts *durable.Receipts // nil, too, where none can be kept
	health   *health
	dropped  prometheus.Counter // connections
	// keepsFiles is set when keys and bulletins' key are files.
	keepsFiles bool
	held       map[string]net.Listener // addresses that are kept from the first check on, until they are served
	parts      []part
	closers    []func() error

	telegram  *telegram.Client
	contact   *contact
	me        telegram.Me
	Intake    *intake.Intake
	Outbox    *outbox.Outbox
	Desk      *verification.Service
	Publisher *publisher.Publisher
	SMS       *sms.Gateway // nil when nobody carries SMS
}

// New builds an App: it opens Redis and the keys, and asks Telegram who the bot is. If Run is never called, Close releases what New
// opened.
func New(ctx context.Context, o Options) (*App, error) {
	a := &App{settings: o.Settings, redis: o.Redis, metrics: prometheus.NewRegistry(), held: map[string]net.Listener{}}
	if o.Clock == nil {
		o.Clock, o.Compared = clockwork.NewRealClock(), true
	}
	a.clock = clocks.New(o.Clock, o.Steady)
	a.clock.Register(a.metrics)
	if o.LogTo == nil {
		o.LogTo = io.Discard
	}
	a.log = newLog(o.Settings.Log, o.LogTo)
	a.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	a.keepsFiles = o.Redis == nil
	a.dropped = prometheus.NewCounter(prometheus.CounterOpts{
		Name: "rastau_http_dropped_total", Help: "Connections that were closed to make room for others.",
	})
	a.metrics.MustRegister(a.dropped)
	a.health = a.newHealth()
	if err := a.build(ctx, o); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	a.health.started()
	return a, nil
}

func (a *App) build(ctx context.Context, o Options) error {
	if a.redis == nil {
		if err := a.prepare(ctx); err != nil {
			return err
		}
	}
	keys, err := a.keys(o)
	if err != nil {
		return err
	}
	if o.Compared {
		if err := a.clock.Compare(ctx, a.redis); err != nil {
			return err
		}
	}
	pipe, err := pipelines(a.redis)
	if err != nil {
		return err
	}
	a.contact = &contact{clock: a.clock, log: a.log}
	a.telegram, err = telegram.New(telegram.Options{
		Token: string(a.settings.TelegramToken), URL: a.settings.TelegramURL, Proxy: string(a.settings.Proxy), Log: a.log, Clock: a.clock,
		OnAnswer: a.answered, Confirm: a.barrier.Confirm,
	})
	if err != nil {
		return err
	}
	if a.me, err = a.connect(ctx); err != nil {
		return err
	}
	v := vault.New(keys)
	if err := sameKeys(ctx, a.redis, fingerprintOf(v), keysPlace(a.settings)); err != nil {
		return err
	}
	if o.Holding == nil && o.Keys == nil {
		if _, err := openHolding(ctx, a.redis, a.settings.BulletinKey, a.clock.Now()); err != nil {
			return err
		}
	}
	if o.Keys == nil && a.settings.KeyText == "" {
		a.parts = append(a.parts, watchKeys(v, a.settings.Keys, a.clock, a.log))
	}
	return a.assemble(ctx, o, v, pipe)
}

func (a *App) keys(o Options) (vault.Keys, error) {
	if o.Keys != nil {
		return *o.Keys, nil
	}
	return makeKeysFrom(a.settings, a.clock)
}

// Tick runs the scheduled jobs now, except for the digests.
func (a *App) Tick(ctx context.Context) error {
	_, err := a.Desk.Sweep(ctx)
	return errors.Join(err, a.Desk.PostOn(ctx), a.Desk.Feed(ctx), a.Desk.Reckon(ctx), a.Desk.Reconcile(ctx))
}

// Run runs everything until ctx is done, then stops the parts in order without losing anything, and closes the App.
func (a *App) Run(ctx context.Context) error {
	a.log.Info("running", "bot", "@"+a.me.Username)
	if err := a.Desk.Started(ctx); err != nil { // tried again every day
		a.log.Warn("with which settings the bot runs could not be noted", "error", err)
	}
	err := runParts(ctx, a.log, a.parts)
	a.log.Info("stopped")
	return errors.Join(err, a.Close())
}

// Close releases what New opened. It may be called more than once.
func (a *App) Close() error {
	var err error
	for _, v := range slices.Backward(a.closers) {
		err = errors.Join(err, v())
	}
	a.closers = nil
	return err
}

// Drained waits until every update is handled and every message is delivered. No update may arrive meanwhile.
func (a *App) Drained(ctx context.Context) error {
	if err := a.Intake.Drained(ctx); err != nil {
		return err
	}
	a.telegram.Wait()
	return a.Outbox.Drained(ctx)
}
