package outbox

import (
	"context"
	"hash/fnv"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/recall"
	"github.com/rastau/rastau/internal/durable"
)

// Limits are the rates at which messages may be sent. Zero means no limit, as for one's own Bot API server.
type Limits struct {
	PerSecond int           // over all chats
	Private   time.Duration // between two messages to one person
	Group     time.Duration // between two messages to one group or channel
}

// Telegram has the limits of Telegram: 30 messages a second, one a second to a person, 20 a minute to a group or channel.
var Telegram = Limits{PerSecond: 30, Private: time.Second, Group: 3 * time.Second}

// Options configure an Outbox. Redis, Sealer, Deliver, Clock and Log are required. Every call of Deliver must return eventually, even if
// its context is not done.
type Options struct {
	Redis      redis.UniversalClient
	Pipeline   redis.Cmdable // for concurrent commands; Redis if nil
	Sealer     bot.Sealer
	Deliver    bot.Deliverer
	Barrier    *durable.Barrier // waits until what messages report is durable before they are queued; no waiting if nil
	Clock      clockwork.Clock
	Log        *slog.Logger
	Metrics    prometheus.Registerer // none if nil
	Limits     Limits
	Partitions int // default 8; the same on all replicas, and never changed
	Workers    int // concurrent calls, default 256

	// Probe makes a call that changes nothing, and returns an error if it does not get through. With it the outbox stops sending while
	// Telegram cannot be reached, instead of attempting every message in vain. It may be nil. It must return soon, even if its context
	// is not done.
	Probe func(ctx context.Context) error

	// OnGone is called for a chat that the bot can no longer write to, OnMoved for a group with a new id. Each is called until it
	// returns nil, so perhaps more than once.
	OnGone func(ctx context.Context, chat int64) error
	// Topic returns the topic for a chat's results, used when a message's own topic is closed. If nil, only General is used.
	Topic   func(ctx context.Context, chat int64) (int, error)
	OnMoved func(ctx context.Context, from, to int64) error
	// OnForbidden is called for a chat that the bot may not write to for now, and OnAllowed when it may again; see held.go.
	OnForbidden, OnAllowed func(ctx context.Context, chat int64) error
	// OnClosed is called instead of OnForbidden if no topic is open.
	OnClosed func(ctx context.Context, chat int64) error
	// OnElsewhere is called for a chat where a message went to another topic because its own is closed, with the time it was queued.
	OnElsewhere func(ctx context.Context, chat int64, queued time.Time) error
	// OnUnfit is called for news that are [bot.News.Whole] and have a file that cannot be sent in any form, before they are dropped;
	// forAll reports whether the reason is the file rather than the recipient.
	OnUnfit func(ctx context.Context, out bot.Outgoing, forAll bool) error
}

// Outbox queues and delivers messages.
type Outbox struct {
	redis   redis.UniversalClient
	pipe    redis.Cmdable
	sealer  bot.Sealer
	deliver bot.Deliverer
	barrier *durable.Barrier
	clock   clockwork.Clock
	log     *slog.Logger
	limits  Limits
	parts   []keys
	workers int
	probe   func(context.Context) error
	onGone  func(context.Context, int64) error
	topic   func(context.Context, int64) (int, error)
	onMoved func(context.Context, int64, int64) error
	onForbidden,
	onAllowed,
	onClosed func(context.Context, int64) error
	onElsewhere func(context.Context, int64, time.Time) error
	onUnfit     func(context.Context, bot.Outgoing, bool) error
	metrics     *metrics
	recall      recall.List

	wake     chan struct{} // holds a token when there may be something to send
	progress atomic.Pointer[chan struct{}]
}

var _ bot.Sender = (*Outbox)(nil)

// New returns an Outbox. It delivers nothing until Run is called.
func New(o Options) *Outbox {
	box := &Outbox{
		redis: o.Redis, pipe: o.Pipeline, sealer: o.Sealer, deliver: o.Deliver, barrier: o.Barrier, clock: o.Clock, log: o.Log, limits: o.Limits,
		recall:  recall.List{Redis: o.Redis, Sealer: o.Sealer, Clock: o.Clock},
		workers: o.Workers, probe: o.Probe, onGone: o.OnGone, topic: o.Topic, onMoved: o.OnMoved, onForbidden: o.OnForbidden, onAllowed: o.OnAllowed,
		onUnfit: o.OnUnfit, onClosed: o.OnClosed, onElsewhere: o.OnElsewhere, wake: make(chan struct{}, 1),
	}
	if box.pipe == nil {
		box.pipe = o.Redis
	}
	if o.Partitions == 0 {
		o.Partitions = 8
	}
	if box.workers == 0 {
		box.workers = 256
	}
	for _, hook := range []*func(context.Context, int64) error{&box.onGone, &box.onForbidden, &box.onAllowed, &box.onClosed} {
		if *hook == nil {
			*hook = func(context.Context, int64) error { return nil }
		}
	}
	if box.onElsewhere == nil {
		box.onElsewhere = func(context.Context, int64, time.Time) error { return nil }
	}
	if box.onUnfit == nil {
		box.onUnfit = func(context.Context, bot.Outgoing, bool) error { return nil }
	}
	if box.onMoved == nil {
		box.onMoved = func(context.Context, int64, int64) error { return nil }
	}
	for p := range o.Partitions {
		box.parts = append(box.parts, keysOf(p))
	}
	box.metrics = newMetrics(o.Metrics, box)
	box.tick()
	return box
}

func (o *Outbox) partition(chat string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(chat))
	return int(h.Sum32() % uint32(len(o.parts)))
}
