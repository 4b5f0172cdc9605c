package outbox

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// Limits are how fast messages may go. Zero means no limit, as with a Bot API server of one's own.
type Limits struct {
	PerSecond int           // over all chats
	Private   time.Duration // between two messages to one person
	Group     time.Duration // between two messages to one group or channel
}

// Telegram is what Telegram allows: 30 messages a second, one a second to a person, 20 a minute to a group or channel.
var Telegram = Limits{PerSecond: 30, Private: time.Second, Group: 3 * time.Second}

// Options are what an Outbox works with. Redis, Sealer, Deliver, Clock and Log are needed.
type Options struct {
	Redis      redis.UniversalClient
	Pipeline   redis.Cmdable // for commands that do not block; Redis when nil
	Sealer     bot.Sealer
	Deliver    bot.Deliverer
	Clock      clockwork.Clock
	Log        *slog.Logger
	Metrics    prometheus.Registerer // none when nil
	Limits     Limits
	Partitions int // default 8; the same on every replica, always
	Workers    int // messages on their way at once, default 64

	// OnGone is told of a chat that the bot cannot write to any more, OnMoved of a group with a new id; each until it
	// returns nil, so perhaps more than once.
	OnGone  func(ctx context.Context, chat int64) error
	OnMoved func(ctx context.Context, from, to int64) error
}

// Outbox queues and delivers.
type Outbox struct {
	redis   redis.UniversalClient
	pipe    redis.Cmdable
	sealer  bot.Sealer
	deliver bot.Deliverer
	clock   clockwork.Clock
	log     *slog.Logger
	limits  Limits
	parts   []keys
	workers int
	onGone  func(context.Context, int64) error
	onMoved func(context.Context, int64, int64) error
	metrics *metrics

	wake     chan struct{} // holds a token when there is something to look at
	progress atomic.Pointer[chan struct{}]
}

var _ bot.Sender = (*Outbox)(nil)

// New makes an Outbox. It does nothing until Run.
func New(o Options) *Outbox {
	box := &Outbox{
		redis: o.Redis, pipe: o.Pipeline, sealer: o.Sealer, deliver: o.Deliver, clock: o.Clock, log: o.Log, limits: o.Limits,
		workers: o.Workers, onGone: o.OnGone, onMoved: o.OnMoved, wake: make(chan struct{}, 1),
	}
	if box.pipe == nil {
		box.pipe = o.Redis
	}
	if o.Partitions == 0 {
		o.Partitions = 8
	}
	if box.workers == 0 {
		box.workers = 64
	}
	if box.onGone == nil {
		box.onGone = func(context.Context, int64) error { return nil }
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

// Send queues messages. When it returns nil they are in Redis and will be delivered; one whose key was queued before is
// not queued again. When it fails, some may have been queued: the same call can be made again.
func (o *Outbox) Send(ctx context.Context, out ...bot.Outgoing) error {
	batches := map[int][]any{}
	now := o.clock.Now().UnixMilli()
	for _, m := range out {
		if m.Key == "" || m.Chat == 0 {
			return errors.New("a message needs a key and a chat")
		}
		chat := o.sealer.Pseudonym("chat", m.Chat)
		p := o.partition(chat)
		value, err := o.encode(o.parts[p].items, m)
		if err != nil {
			return fmt.Errorf("encode a message: %w", err)
		}
		replaces := noHandle
		if m.Coalesce && m.Action == bot.Edit {
			replaces = short(m.Handle)
		}
		if batches[p] == nil {
			batches[p] = []any{now}
		}
		batches[p] = append(batches[p], chat, short(m.Key), replaces, value)
	}
	for p, args := range batches {
		if err := enqueue.Run(ctx, o.pipe, o.parts[p].all(), args...).Err(); err != nil {
			return fmt.Errorf("queue a message: %w", err)
		}
	}
	o.nudge()
	return nil
}

// nudge has the sender look again at what is due: something was queued, or a chat's turn may have come.
func (o *Outbox) nudge() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Depth is how many messages wait or are on their way.
func (o *Outbox) Depth(ctx context.Context) (int64, error) {
	cmds := make([]*redis.IntCmd, len(o.parts))
	_, err := o.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, k := range o.parts {
			cmds[i] = p.HLen(ctx, k.items)
		}
		return nil
	})
	var n int64
	for _, c := range cmds {
		n += c.Val()
	}
	return n, err
}

// Drained waits until nothing waits or is on its way.
func (o *Outbox) Drained(ctx context.Context) error {
	for {
		progress := *o.progress.Load()
		n, err := o.Depth(ctx)
		if err != nil || n == 0 {
			return err
		}
		select {
		case <-progress:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// tick lets those who wait in Drained look again.
func (o *Outbox) tick() {
	next := make(chan struct{})
	if old := o.progress.Swap(&next); old != nil {
		close(*old)
	}
}

// Keys are remembered for longer than Telegram repeats an update, handles for as long as a correction may come.
const (
	keepKeys    = 72 * time.Hour
	keepHandles = 90 * 24 * time.Hour
)

// Trim forgets keys and handles that are old enough. It is for a schedule to call.
func (o *Outbox) Trim(ctx context.Context) error {
	const batch = 1000
	now := o.clock.Now()
	for _, k := range o.parts {
		for n := batch; n >= batch; {
			var err error
			n, err = trim.Run(ctx, o.redis, k.all(), now.Add(-keepKeys).UnixMilli(), now.Add(-keepHandles).UnixMilli(), batch).Int()
			if err != nil {
				return fmt.Errorf("trim the outbox: %w", err)
			}
		}
	}
	return nil
}
