package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/bot/rewrite"
	"github.com/rastau/rastau/bot/schedule"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/handlers"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/handlers/render"
	"github.com/rastau/rastau/handlers/sms"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/phrase"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// assemble creates and connects the parts. They start in the listed order and stop in reverse.
func (a *App) assemble(ctx context.Context, o Options, v *vault.Vault, pipe redis.Cmdable) error {
	texts, err := locale.New()
	if err != nil {
		return err
	}
	// The outbox tells the handlers of chats that are gone, and the handlers write by the outbox.
	var conversations *handlers.Handlers
	a.Outbox = outbox.New(outbox.Options{
		Redis: a.redis, Pipeline: pipe, Sealer: v, Deliver: a.telegram, Barrier: a.barrier, Clock: a.clock, Log: a.log, Metrics: a.metrics,
		Limits: a.limits(o), Probe: a.telegram.Ping, Partitions: o.Partitions,
		OnGone:      func(ctx context.Context, chat int64) error { return conversations.OnGone(ctx, chat) },
		Topic:       func(ctx context.Context, chat int64) (int, error) { return conversations.Topic(ctx, chat) },
		OnMoved:     func(ctx context.Context, from, to int64) error { return conversations.OnMoved(ctx, from, to) },
		OnForbidden: func(ctx context.Context, chat int64) error { return conversations.OnForbidden(ctx, chat) },
		OnClosed:    func(ctx context.Context, chat int64) error { return conversations.OnClosed(ctx, chat) },
		OnElsewhere: func(ctx context.Context, chat int64, queued time.Time) error {
			return conversations.OnElsewhere(ctx, chat, queued)
		},
		OnAllowed: func(ctx context.Context, chat int64) error { return conversations.OnAllowed(ctx, chat) },
		OnUnfit: func(ctx context.Context, out bot.Outgoing, forAll bool) error {
			return conversations.OnUnfit(ctx, out, forAll)
		},
	})
	a.memory = a.watchMemory(o, texts)
	rules := policy(a.settings.Policy)
	rules.SealAskers = a.settings.SealAskersTo != ""
	erase := rewrite.New(rewrite.Options{Redis: a.redis, Barrier: a.barrier, Outbox: a.Outbox, Deliver: a.telegram, Clock: a.clock, Log: a.log,
		Forget: func(ctx context.Context, chat int64) error { return a.Intake.Forget(ctx, chat) }})
	texter := a.texter(v)
	store := redisstore.New(a.redis, pipe, v).WithBarrier(a.barrier)
	if rules.SealAskers {
		store.WithAskersKey(redisstore.AskersKey{To: a.settings.AskersTo()})
	}
	history := newHistorian(store, v)
	a.Desk = verification.New(verification.Options{
		Store:    erasing{store, erase.Due, rules.SealAskers},
		Notifier: notify.New(a.Outbox, texts, rules).Linked(a.me.Username).Texting(texter, readers(&a.Desk, v)),
		Behind:   a.Outbox.Behind, Full: a.memory.IsFull,
		Namer: v, Clock: a.clock, Settled: a.clock.Settled, Policy: rules, Meter: newMeter(a.metrics), Log: a.log, Rand: o.Rand,
	})
	a.Publisher = newPublisher(store, a.Desk, a.settings, a.clock, o.holding(a.clock.Now()))
	stand := &bulletinServer{publisher: a.Publisher}
	a.telegram.SetRenderer(bot.FileRenderers{
		view.BulletinFolder: stand,
		view.CardFolder:     &render.Cards{Desk: a.Desk, Locale: texts, BotName: a.me.Username, Fetch: a.telegram.Picture, Seals: a.Publisher},
	})
	registerDesk(a.metrics, a.Desk)
	if err := a.Desk.Learn(ctx); err != nil {
		return err
	}
	next, err := successors(a.settings, a.Publisher.Holding, a.clock.Now())
	if err != nil {
		return err
	}
	conversations = handlers.New(handlers.Options{
		Desk: a.Desk, Send: a.Outbox, Callbacks: a.telegram, Namer: v, Admins: a.telegram, BotName: a.me.Username,
		Operators: a.settings.Operators, Locale: texts, Clock: a.clock, Log: a.log, Erase: erase.Erase, Erasable: erase.CanRewrite, Texter: texter, Cleanable: telegram.Cleanable, Inspect: a.telegram.Inspect,
		Quarantined: a.quarantined, Runs: a.telegram.Runs, Resume: a.Outbox.Resume,
		Search: a.telegram, Fetch: a.telegram, Successors: next, Bulletins: a.Publisher, SMSNumber: a.settings.SMSNumber,
	})
	if a.SMS != nil {
		a.SMS.Serve(&sms.Handler{Desk: a.Desk, Namer: v, Locale: texts, Clock: a.clock, Texter: texter, EraseFiles: erase.Due})
	}
	a.Intake = intake.New(intake.Options{
		Redis: a.redis, Pipeline: pipe, Sealer: v, Codec: intake.Codec{Decode: telegram.Decode, Peek: telegram.Peek, Stands: telegram.Stands},
		Handler: conversations, Barrier: a.barrier, OnIsolated: conversations.OnIsolated, Quiet: o.Quiet, Asks: phrase.Asks, Clock: a.clock, Log: a.log, Metrics: a.metrics,
		Partitions: o.Partitions,
	})
	a.metrics.MustRegister(quarantineMetrics{map[string]quarantine{"update": a.Intake, "message": a.Outbox}, a.clock})
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
func (a *App) receive(ctx context.Context, texts *locale.Texts, history http.Handler, stand *bulletinServer) error {
	a.setMenu(ctx, texts)
	d := httpHandlers{barrier: a.barrier, bulletins: stand, history: history, blackouts: publicBlackouts(a.Desk), log: a.log}
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
		if _, err := a.listener(ctx, "RASTAU_METRICS_LISTEN", a.settings.MetricsListen); err != nil { // which serves it
			return err
		}
		a.parts = append(a.parts, a.health.server.part())
	}
	if a.settings.Listen == "" {
		return nil
	}
	l, err := a.listener(ctx, "RASTAU_LISTEN", a.settings.Listen)
	if err != nil {
		return err
	}
	a.parts = append(a.parts, newServer("http", l, d.handler(), a.dropped, a.log).part())
	return nil
}

// setMenu sends Telegram the commands in every language. Failures are only logged.
func (a *App) setMenu(ctx context.Context, texts *locale.Texts) {
	for _, l := range append([]claim.Language{""}, claim.Languages...) {
		shown := l
		if l == "" {
			shown = claim.English
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
	a.contact.note = a.Desk.Outages.InTouch
	a.contact.ask = func(ctx context.Context) error { _, err := a.telegram.Connect(ctx); return err }
	return a.contact.run
}

// schedule returns the periodic jobs.
func (a *App) schedule(jobs *schedule.Schedule) {
	jobs.Every("@every 1s", "sweep", func(ctx context.Context) error {
		_, err := a.Desk.Sweep(ctx)
		return err
	})
	jobs.Every("@every 1s", "post", a.Desk.PostOn)
	jobs.Every("@every 10s", "feed", a.Desk.Feed)
	jobs.Every("@every 5m", "reconcile", a.Desk.Reconcile)
	jobs.Every("* * * * *", "bulletins", a.Publisher.Issue)
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

func policy(p config.Policy) claim.Policy {
	out := claim.DefaultPolicy()
	out.RoundSize, out.MaxAsked, out.MinVoters, out.Confidence = p.RoundSize, p.MaxAsked, p.MinVoters, p.Confidence
	out.Deadline, out.Lease, out.Hold, out.PerMinute = p.Deadline, p.Lease, p.Hold, p.PerMinute
	out.CutOff = p.CutOff
	out.Tenure = claim.TenureRule{
		Age: p.Newcomer, Claims: p.NewClaims, Reviews: p.NewReviews, Readers: p.Readers, Reviewers: p.Reviewers,
	}
	out.PerDay, out.Overall, out.KeepAskers, out.KeepMedia = p.PerDay, p.PerHour, p.KeepAskers, p.KeepMedia
	out.Pictures = pictures.Limits{Join: p.SameBits, Suggest: p.AlikeBits}
	return out
}
