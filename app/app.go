// Package app puts the parts together: it is the one place that knows them all. [New] builds, [App.Run] runs until its
// context ends; the command, the demo and the end-to-end tests all use this same App.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/erasure"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/bot/schedule"
	"github.com/rastau/rastau/bot/sms"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/handlers"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redismemory"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/gazette"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// Options are what an App can be given instead of what the settings say. Only Settings is needed.
type Options struct {
	Settings config.Settings
	LogTo    io.Writer       // nowhere when nil
	Clock    clockwork.Clock // the real one when nil
	// Steady is the time that has passed, whatever Clock is set to; by default Clock's.
	Steady  func() time.Duration
	Redis   redis.UniversalClient
	Keys    *vault.Keys
	Holding *bulletin.Holding // the key that signs bulletins; a new one, kept nowhere, when nil and Keys is not
	Limits  *outbox.Limits    // Telegram's when nil and the server is Telegram's; none for another server
	Rand    *rand.Rand
	// ByHand leaves the jobs of the schedule to the caller, who calls Tick.
	ByHand bool
	// Compared has a Clock that is handed in held against those of Redis and of other instances, as the real one is.
	Compared bool
	// Leaps says that the clock makes leaps: then it cannot tell for how long Telegram did not answer.
	Leaps bool
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
	parts    []part
	closers  []func() error

	telegram *telegram.Client
	contact  *contact
	me       telegram.Me
	Intake   *intake.Intake
	Outbox   *outbox.Outbox
	Desk     *verification.Desk
	Gazette  *gazette.Gazette
	SMS      *sms.Gateway // nil when nobody carries SMS
}

// New builds an App: it opens Redis and the keys, and asks Telegram who the bot is. Close frees what it opened if Run is
// never called.
func New(ctx context.Context, o Options) (*App, error) {
	a := &App{settings: o.Settings, redis: o.Redis, metrics: prometheus.NewRegistry()}
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
	if err := a.build(ctx, o); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) build(ctx context.Context, o Options) error {
	keys, err := a.keys(o)
	if err != nil {
		return err
	}
	if a.redis == nil {
		client, server, err := openRedis(ctx, a.settings, a.log)
		if err != nil {
			return err
		}
		a.redis = client
		a.closers = append(a.closers, client.Close)
		if server != nil {
			a.parts = append(a.parts, watchRedis(server))
			a.closers = append(a.closers, func() error {
				stop, cancel := context.WithTimeout(context.Background(), 10*time.Second)
				defer cancel()
				return server.Stop(stop)
			})
		}
		a.receipts = a.openReceipts()
		if a.barrier, err = durable.New(ctx, client, durable.Options{
			Promise: promise(a.settings), Clock: a.clock, Log: a.log, Metrics: a.metrics, Receipts: a.receipts,
		}); err != nil {
			return err
		}
		a.closers = append(a.closers, a.barrier.Close)
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
	if err := sameKeys(ctx, a.redis, v.PseudonymOf("keys", "fingerprint"), keysPlace(a.settings)); err != nil {
		return err
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

// connect asks who the bot is until Telegram answers: a bot that starts while the network is cut waits for it.
func (a *App) connect(ctx context.Context) (telegram.Me, error) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		me, err := a.telegram.Connect(ctx)
		switch {
		case err == nil:
			return me, nil
		case telegram.IsWrongToken(err):
			return me, errors.New("RASTAU_TELEGRAM_TOKEN is not the token of a bot. Get the right one from @BotFather: /mybots, API Token")
		}
		a.log.Warn("Telegram does not answer yet", "error", err, "wait", wait)
		select {
		case <-a.clock.After(wait):
		case <-ctx.Done():
			return me, fmt.Errorf("no answer from Telegram: %w", err)
		}
	}
}

// assemble wires the parts. They start in the order in which they are listed and stop in reverse.
func (a *App) assemble(ctx context.Context, o Options, v *vault.Vault, pipe redis.Cmdable) error {
	texts, err := locale.New()
	if err != nil {
		return err
	}
	// The outbox tells the handlers of chats that are gone, and the handlers write by the outbox.
	var conversations *handlers.Handlers
	a.Outbox = outbox.New(outbox.Options{
		Redis: a.redis, Pipeline: pipe, Sealer: v, Deliver: a.telegram, Barrier: a.barrier, Clock: a.clock, Log: a.log, Metrics: a.metrics,
		Limits: a.limits(o), Probe: a.telegram.Ping,
		OnGone:  func(ctx context.Context, chat int64) error { return conversations.OnGone(ctx, chat) },
		OnMoved: func(ctx context.Context, from, to int64) error { return conversations.OnMoved(ctx, from, to) },
	})
	a.memory = a.watchMemory(o, texts)
	rules := policy(a.settings.Policy)
	rules.SealAskers = a.settings.SealAskersTo != ""
	erase := erasure.New(erasure.Options{Redis: a.redis, Barrier: a.barrier, Outbox: a.Outbox, Deliver: a.telegram, Clock: a.clock, Log: a.log,
		Forget: func(ctx context.Context, chat int64) error { return a.Intake.Forget(ctx, chat) }})
	texter := a.texter(v)
	store := redisstore.New(a.redis, pipe, v).WithBarrier(a.barrier)
	if rules.SealAskers {
		store.WithAskersKey(redisstore.AskersKey{To: a.settings.AskersTo()})
	}
	history := newHistorian(store, v)
	a.Desk = verification.New(verification.Options{
		Store:     erasing{store, erase.Due, rules.SealAskers},
		Announcer: handlers.NewAnnouncer(a.Outbox, texts, rules).Linked(a.me.Username).Texting(texter, readers(&a.Desk, v)),
		Behind:    a.Outbox.Behind, Full: a.memory.IsFull,
		Namer: v, Clock: a.clock, Settled: a.clock.Settled, Policy: rules, Meter: newMeter(a.metrics), Log: a.log, Rand: o.Rand,
	})
	a.Gazette = newGazette(store, a.Desk, a.settings, a.clock, o.holding(a.clock.Now()))
	stand := &newsstand{gazette: a.Gazette}
	a.telegram.Makes(bot.Makers{
		handlers.BulletinFolder: stand,
		handlers.CardFolder:     &handlers.Pictures{Desk: a.Desk, Locale: texts, BotName: a.me.Username, Fetch: a.telegram.Picture, Seals: a.Gazette},
	})
	registerDesk(a.metrics, a.Desk)
	if err := a.Desk.Learn(ctx); err != nil {
		return err
	}
	next, err := successors(a.settings, a.Gazette.Holding, a.clock.Now())
	if err != nil {
		return err
	}
	conversations = handlers.New(handlers.Options{
		Desk: a.Desk, Send: a.Outbox, Toast: a.telegram, Namer: v, Admins: a.telegram, BotName: a.me.Username,
		Operators: a.settings.Operators, Locale: texts, Clock: a.clock, Log: a.log, Erase: erase.Erase, Texter: texter, Cleanable: telegram.Cleanable, Inspect: a.telegram.Inspect,
		Quarantined: a.quarantined,
		Search:      a.telegram, Fetch: a.telegram, Successors: next, Bulletins: a.Gazette, SMSNumber: a.settings.SMSNumber,
	})
	if a.SMS != nil {
		a.SMS.Serve(&handlers.SMS{Handlers: conversations, EraseFiles: erase.Due})
	}
	a.Intake = intake.New(intake.Options{
		Redis: a.redis, Pipeline: pipe, Sealer: v, Codec: intake.Codec{Decode: telegram.Decode, Peek: telegram.Peek},
		Handler: conversations, Barrier: a.barrier, OnIsolated: conversations.OnIsolated, Clock: a.clock, Log: a.log, Metrics: a.metrics,
	})
	jobs := schedule.New(a.redis, a.clock, a.log, a.metrics).Confirmed(a.barrier)
	if !o.ByHand {
		a.schedule(jobs)
		jobs.Every("10 0 * * *", "history", func(ctx context.Context) error {
			return errors.Join(a.Desk.Started(ctx), a.sealDay(ctx, history, texts))
		})
	}
	a.parts = append(a.parts,
		part{"toasts", func(ctx context.Context) error { <-ctx.Done(); a.telegram.Wait(); return nil }},
		part{"outbox", a.Outbox.Run},
		part{"erasure", erase.Run},
		part{"index", a.renew},
		part{"schedule", jobs.Run},
		part{"contact", a.keepContact(o.ByHand || o.Leaps)},
		part{"clocks", a.watchClocks(o, texts).Run},
		part{"memory", a.memory.Run},
		part{"intake", a.Intake.Work},
	)
	if a.receipts != nil {
		a.parts = append(a.parts, part{"receipts", a.keepReceipts(a.receipts, store)})
	}
	return a.receive(ctx, texts, history, stand)
}

// receive adds the parts that take input: the webhook or the poll, the public files, and the address for health and metrics.
func (a *App) receive(ctx context.Context, texts *locale.Texts, history http.Handler, stand *newsstand) error {
	a.setMenu(ctx, texts)
	dropped := prometheus.NewCounter(prometheus.CounterOpts{
		Name: "rastau_http_dropped_total", Help: "Connections that were closed to make room for others.",
	})
	a.metrics.MustRegister(dropped)
	d := door{barrier: a.barrier, bulletins: stand, address: a.settings.Listen, dropped: dropped, history: history, blackouts: publicBlackouts(a.Desk), log: a.log}
	if a.SMS != nil {
		d.sms = a.SMS
	}
	if a.settings.WebhookURL != "" {
		secret := string(a.settings.WebhookSecret)
		if err := a.telegram.SetWebhook(ctx, a.settings.WebhookURL, secret); err != nil {
			return fmt.Errorf("RASTAU_WEBHOOK_URL: %w", err)
		}
		d.webhook, d.hookURL = a.Intake.Webhook(secret), a.settings.WebhookURL
	} else {
		if err := a.telegram.DeleteWebhook(ctx); err != nil {
			a.log.Warn("a webhook set earlier could not be removed", "error", err)
		}
		a.parts = append(a.parts, part{"poll", func(ctx context.Context) error { return a.Intake.Poll(ctx, a.telegram) }})
	}
	if a.settings.MetricsListen != "" {
		watched, err := health{address: a.settings.MetricsListen, redis: a.redis, barrier: a.barrier, clock: a.clock, memory: a.memory, metrics: a.metrics, dropped: dropped, log: a.log}.part(ctx)
		if err != nil {
			return err
		}
		a.parts = append(a.parts, watched)
	}
	if a.settings.Listen == "" {
		return nil
	}
	public, err := d.part(ctx)
	if err != nil {
		return err
	}
	a.parts = append(a.parts, public)
	return nil
}

// setMenu tells Telegram the commands in every language. A server that cannot do that is survived.
func (a *App) setMenu(ctx context.Context, texts *locale.Texts) {
	for _, l := range append([]verification.Language{""}, verification.Languages...) {
		shown := l
		if l == "" {
			shown = verification.English
		}
		var menu []telegram.Command
		for _, c := range texts.Commands(shown) {
			menu = append(menu, telegram.Command{Name: c.Name, Description: c.Description})
		}
		if err := a.telegram.SetCommands(ctx, string(l), menu); err != nil {
			a.log.Warn("the menu of commands could not be set", "language", l, "error", err)
			return
		}
	}
}

// keepContact notes when Telegram answered, unless time makes leaps.
func (a *App) keepContact(leaps bool) func(ctx context.Context) error {
	if leaps {
		return func(ctx context.Context) error { <-ctx.Done(); return nil }
	}
	a.contact.note = a.Desk.InTouch
	a.contact.ask = func(ctx context.Context) error { _, err := a.telegram.Connect(ctx); return err }
	return a.contact.run
}

// schedule lists what is done again and again.
func (a *App) schedule(jobs *schedule.Schedule) {
	jobs.Every("@every 1s", "sweep", func(ctx context.Context) error {
		_, err := a.Desk.Sweep(ctx)
		return err
	})
	jobs.Every("@every 1s", "post", a.Desk.PostOn)
	jobs.Every("@every 20s", "feed", a.Desk.Feed)
	jobs.Every("* * * * *", "bulletins", a.Gazette.Issue)
	jobs.Every("@every 30s", "reckon", a.Desk.Reckon)
	jobs.Every("1-59/10 * * * *", "listen", a.Desk.Listen) // when a slot of ten minutes is over
	jobs.Every("@every 1h", "assess", a.Desk.Assess)
	jobs.Every("CRON_TZ=Asia/Almaty 0 9 * * *", "daily", func(ctx context.Context) error {
		return a.Desk.Digests(ctx, verification.Daily, a.clock.Now())
	})
	jobs.Every("CRON_TZ=Asia/Almaty 0 9 * * 1", "weekly", func(ctx context.Context) error {
		return a.Desk.Digests(ctx, verification.Weekly, a.clock.Now())
	})
	jobs.Every("@every 1h", "retain", a.Desk.Retain)
	jobs.Every("CRON_TZ=Asia/Almaty 0 9 * * *", "remind", func(ctx context.Context) error {
		return a.Desk.Remind(ctx, a.clock.Now())
	})
	jobs.Every("@every 10m", "trim", func(ctx context.Context) error {
		return errors.Join(a.Intake.Trim(ctx), a.Outbox.Trim(ctx))
	})
}

// Tick does what the schedule would do now, but for the digests.
func (a *App) Tick(ctx context.Context) error {
	_, err := a.Desk.Sweep(ctx)
	return errors.Join(err, a.Desk.PostOn(ctx), a.Desk.Feed(ctx), a.Desk.Reckon(ctx))
}

// limits are Telegram's, unless the operator runs a Bot API server, which has none for its owner. Another address of
// Telegram's own is listed beside it.
func (a *App) limits(o Options) outbox.Limits {
	switch {
	case o.Limits != nil:
		return *o.Limits
	case slices.Contains(a.settings.TelegramURLs(), telegram.Official):
		return outbox.Telegram
	}
	return outbox.Limits{}
}

func policy(p config.Policy) verification.Policy {
	out := verification.DefaultPolicy()
	out.RoundSize, out.MaxAsked, out.MinVoters, out.Confidence = p.RoundSize, p.MaxAsked, p.MinVoters, p.Confidence
	out.Deadline, out.Lease, out.Hold, out.PerMinute = p.Deadline, p.Lease, p.Hold, p.PerMinute
	out.CutOff = p.CutOff
	out.Tenure = verification.TenureRule{
		Age: p.Newcomer, Claims: p.NewClaims, Reviews: p.NewReviews, Readers: p.Readers, Reviewers: p.Reviewers,
	}
	out.PerDay, out.Overall, out.KeepAskers, out.KeepMedia = p.PerDay, p.PerHour, p.KeepAskers, p.KeepMedia
	out.Pictures = pictures.Limits{Join: p.SameBits, Suggest: p.AlikeBits}
	return out
}

// Run runs everything until ctx ends, and then stops in order, losing nothing. It closes the App.
func (a *App) Run(ctx context.Context) error {
	a.log.Info("running", "bot", "@"+a.me.Username)
	if err := a.Desk.Started(ctx); err != nil { // tried again every day
		a.log.Warn("with which settings the bot runs could not be noted", "error", err)
	}
	err := runParts(ctx, a.log, a.parts)
	a.log.Info("stopped")
	return errors.Join(err, a.Close())
}

// Close frees what New opened. Closing twice does no harm.
func (a *App) Close() error {
	var err error
	for _, v := range slices.Backward(a.closers) {
		err = errors.Join(err, v())
	}
	a.closers = nil
	return err
}

// Drained waits until everything that came in is handled and everything that follows is delivered. Nothing may come in
// meanwhile.
func (a *App) Drained(ctx context.Context) error {
	if err := a.Intake.Drained(ctx); err != nil {
		return err
	}
	a.telegram.Wait()
	return a.Outbox.Drained(ctx)
}
