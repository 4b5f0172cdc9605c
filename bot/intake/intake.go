package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/durable"
)

// Source is where updates come from. Get waits up to timeout for updates from offset on, and gives them as they came.
type Source interface {
	GetUpdates(ctx context.Context, offset int64, limit int, timeout time.Duration) ([]json.RawMessage, error)
}

// Codec reads updates. Peek finds the update's id and the chat (or person) within which it must keep its place, cheaply;
// ok is false for what is no update at all.
type Codec struct {
	Decode func(raw []byte) (bot.Update, error)
	Peek   func(raw []byte) (id, chat int64, ok bool)
	// Stands gives a sum of what a message says once the update has come, different for each message, 0 when the update is about
	// none; edited says that it was changed. An edit that changes nothing comes to nobody. nil when nobody looks.
	Stands func(raw []byte) (sum int64, edited bool)
}

// guarded has a panic be an update that cannot be read: what it is made of came from outside.
func (c Codec) guarded(log *slog.Logger) Codec {
	return Codec{
		Decode: func(raw []byte) (u bot.Update, err error) {
			defer func() {
				if v := recover(); v != nil {
					log.Error("the codec panicked", "stack", bot.Stack())
					err = fmt.Errorf("the codec panicked (%T)", v)
				}
			}()
			return c.Decode(raw)
		},
		Peek: func(raw []byte) (id, chat int64, ok bool) {
			defer func() {
				if recover() != nil {
					log.Error("the codec panicked", "stack", bot.Stack())
					id, chat, ok = 0, 0, false
				}
			}()
			return c.Peek(raw)
		},
		Stands: func(raw []byte) (sum int64, edited bool) {
			defer func() {
				if recover() != nil {
					log.Error("the codec panicked", "stack", bot.Stack())
					sum, edited = 0, false
				}
			}()
			if c.Stands == nil {
				return 0, false
			}
			return c.Stands(raw)
		},
	}
}

// Options are what an Intake works with. All but Pipeline, Barrier, Metrics, OnIsolated and the numbers are needed.
type Options struct {
	Redis      redis.UniversalClient
	Pipeline   redis.Cmdable // for commands that do not block; Redis when nil
	Sealer     bot.Sealer
	Codec      Codec
	Handler    bot.Handler
	Barrier    *durable.Barrier // confirms what is acknowledged; nothing is confirmed when nil
	Clock      clockwork.Clock
	Log        *slog.Logger
	Metrics    prometheus.Registerer // none when nil
	Partitions int                   // default 8; the same on every replica, always
	Workers    int                   // updates handled at once in a partition, default 64
	Attempts   int                   // tries before quarantine, default 6
	Quiet      time.Duration         // how long nothing more comes of an album, or of another act of several messages; default 1 s
	// Asks tells of a text that it only asks about something else, which may be about to come; of none when nil.
	Asks func(text string) bool
	// OnIsolated is told of an update that went to quarantine. It has no message and no press when it could not be read.
	OnIsolated func(ctx context.Context, u bot.Update) error
}

// Intake stores and hands on.
type Intake struct {
	Options
	parts    []keys
	metrics  *metrics
	progress atomic.Pointer[chan struct{}]
	others   sync.RWMutex // held for reading by who handles an update beside others
	// gathering counts the chats of which more is waited for.
	gathering atomic.Int64
	// held counts the updates that stand in a line or are being handled.
	held atomic.Int64
}

// New makes an Intake. It does nothing until Poll and Work.
func New(o Options) *Intake {
	if o.Pipeline == nil {
		o.Pipeline = o.Redis
	}
	o.Partitions = orElse(o.Partitions, 8)
	o.Workers = orElse(o.Workers, 64)
	o.Attempts = orElse(o.Attempts, 6)
	o.Quiet = orElse(o.Quiet, time.Second)
	o.Codec = o.Codec.guarded(o.Log)
	in := &Intake{Options: o}
	for p := range o.Partitions {
		in.parts = append(in.parts, keysOf(p))
	}
	in.metrics = newMetrics(o.Metrics, in)
	in.tick()
	return in
}

func orElse[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

// Depth is how many updates are stored and not done with.
func (in *Intake) Depth(ctx context.Context) (int64, error) {
	cmds := make([]*redis.IntCmd, len(in.parts))
	_, err := in.Redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, k := range in.parts {
			cmds[i] = p.XLen(ctx, k.stream)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("depth of the intake: %w", err)
	}
	var n int64
	for _, c := range cmds {
		n += c.Val()
	}
	return n, nil
}

// Gathering reports whether more is waited for of an act that comes as several updates, in any chat, though every update that is
// stored has been read. A test moves the clock on then: whatever belongs together has been sent.
func (in *Intake) Gathering(ctx context.Context) (bool, error) {
	if in.gathering.Load() == 0 {
		return false, nil
	}
	held := in.held.Load()
	stored, err := in.Depth(ctx)
	return err == nil && stored == held, err
}

// Drained waits until every update that is stored is done with.
func (in *Intake) Drained(ctx context.Context) error {
	for {
		progress := *in.progress.Load()
		n, err := in.Depth(ctx)
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
func (in *Intake) tick() {
	next := make(chan struct{})
	if old := in.progress.Swap(&next); old != nil {
		close(*old)
	}
}
