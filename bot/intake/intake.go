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

// Source provides updates. GetUpdates waits up to timeout for updates from offset on, and returns them undecoded.
type Source interface {
	GetUpdates(ctx context.Context, offset int64, limit int, timeout time.Duration) ([]json.RawMessage, error)
}

// Codec decodes updates. Peek cheaply returns the update's id and the chat (or person) within which its order matters; ok is false
// if raw is not an update.
type Codec struct {
	Decode func(raw []byte) (bot.Update, error)
	Peek   func(raw []byte) (id, chat int64, ok bool)
	// Stands returns a checksum of the message as of this update, different for each message, or 0 if the update is about no message;
	// edited reports whether it is an edit. Edits that change nothing are dropped. It may be nil; then none are.
	Stands func(raw []byte) (sum int64, edited bool)
}

// guarded returns a codec that turns panics into errors, because its input comes from outside.
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

// Options configure an Intake. Pipeline, Barrier, Metrics, OnIsolated and the numbers are optional.
type Options struct {
	Redis      redis.UniversalClient
	Pipeline   redis.Cmdable // for commands that do not block; Redis if nil
	Sealer     bot.Sealer
	Codec      Codec
	Handler    bot.Handler
	Barrier    *durable.Barrier // waits until what is acknowledged is durable; no waiting if nil
	Clock      clockwork.Clock
	Log        *slog.Logger
	Metrics    prometheus.Registerer // none if nil
	Partitions int                   // default 8; the same on all replicas, and never changed
	Workers    int                   // concurrent updates in a partition, default 64
	Attempts   int                   // attempts before quarantine, default 6
	Quiet      time.Duration         // how long to wait for more parts of an album, or of another action of several messages; default 1 s
	// Asks reports whether a text only asks about another message, which may be about to arrive. If nil, no text does.
	Asks func(text string) bool
	// OnIsolated is called with each quarantined update. The update is empty if it could not be decoded.
	OnIsolated func(ctx context.Context, u bot.Update) error
}

// Intake stores updates and passes them to the handler.
type Intake struct {
	Options
	parts    []keys
	metrics  *metrics
	progress atomic.Pointer[chan struct{}]
	others   sync.RWMutex // read-locked while an update is handled beside others
	// gathering counts the chats that wait for more parts.
	gathering atomic.Int64
	// held counts the updates that are in a line or being handled.
	held atomic.Int64
}

// New returns an Intake. It does nothing until Poll or Work is called.
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

// Depth returns the number of stored updates that have not been handled.
func (in *Intake) Depth(ctx context.Context) (int64, error) {
	cmds := make([]*redis.IntCmd, len(in.parts))
	_, err := in.Redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, k := range in.parts {
			cmds[i] = p.XLen(ctx, k.stream)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("read the depth of the intake: %w", err)
	}
	var n int64
	for _, c := range cmds {
		n += c.Val()
	}
	return n, nil
}

// Gathering reports whether any chat waits for more parts of an action although every stored update has been read. Tests then
// advance the clock: all parts have been sent.
func (in *Intake) Gathering(ctx context.Context) (bool, error) {
	if in.gathering.Load() == 0 {
		return false, nil
	}
	held := in.held.Load()
	stored, err := in.Depth(ctx)
	return err == nil && stored == held, err
}

// Drained waits until every stored update has been handled.
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

// tick wakes those who wait in Drained.
func (in *Intake) tick() {
	next := make(chan struct{})
	if old := in.progress.Swap(&next); old != nil {
		close(*old)
	}
}
