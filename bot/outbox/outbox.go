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

// Limits are how fast messages may go. Zero means no limit, as with a Bot API server of one's own.
type Limits struct {
	PerSecond int           // over all chats
	Private   time.Duration // between two messages to one person
	Group     time.Duration // between two messages to one group or channel
}

// Telegram is what Telegram allows: 30 messages a second, one a second to a person, 20 a minute to a group or channel.
var Telegram = Limits{PerSecond: 30, Private: time.Second, Group: 3 * time.Second}

// Options are what an Outbox works with. Redis, Sealer, Deliver, Clock and Log are needed. Every call of Deliver must end
// by itself, also when its context does not.
type Options struct {
	Redis      redis.UniversalClient
	Pipeline   redis.Cmdable // for what many do at once; Redis when nil
	Sealer     bot.Sealer
	Deliver    bot.Deliverer
	Barrier    *durable.Barrier // confirms what messages report before they are queued; nothing is confirmed when nil
	Clock      clockwork.Clock
	Log        *slog.Logger
	Metrics    prometheus.Registerer // none when nil
	Limits     Limits
	Partitions int // default 8; the same on every replica, always
	Workers    int // messages on their way at once, default 256

	// Probe makes a call that changes nothing, and tells whether it got through. With it the outbox stops sending while no
	// call does, rather than trying every message in vain. None when nil. It ends soon, also when its context does not.
	Probe func(ctx context.Context) error

	// OnGone is told of a chat that the bot cannot write to any more, OnMoved of a group with a new id; each until it
	// returns nil, so perhaps more than once.
	OnGone func(ctx context.Context, chat int64) error
	// Topic gives the topic of a chat where its results go, for what finds no other open; nil when there is none but General.
	Topic   func(ctx context.Context, chat int64) (int, error)
	OnMoved func(ctx context.Context, from, to int64) error
	// OnForbidden is told of a chat that the bot may not write to for now, and OnAllowed when it may again; see held.go.
	OnForbidden, OnAllowed func(ctx context.Context, chat int64) error
	// OnClosed is told in place of OnForbidden when it is because no topic is open.
	OnClosed func(ctx context.Context, chat int64) error
	// OnElsewhere is told of a chat where another topic took what was for one that is closed, and when that was queued.
	OnElsewhere func(ctx context.Context, chat int64, queued time.Time) error
	// OnUnfit is told of news that are [bot.News.Whole] and have a file that cannot be sent in any form, before they are dropped;
	// forAll when it is the file, and not who was to get it.
	OnUnfit func(ctx context.Context, out bot.Outgoing, forAll bool) error
}

// Outbox queues and delivers.
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

	wake     chan struct{} // holds a token when there is something to look at
	progress atomic.Pointer[chan struct{}]
}

var _ bot.Sender = (*Outbox)(nil)

// New makes an Outbox. It does nothing until Run.
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
