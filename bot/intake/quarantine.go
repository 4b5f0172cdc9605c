package intake

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// quarantineKept bounds each partition's quarantine.
const quarantineKept = 1000

// errDeadly is why an update is set aside that would end the process again.
var errDeadly = errors.New("it ended the process again and again")

// isolate puts an update where it no longer holds up its chat, and where an operator finds it, and has its sender told. What
// could not be opened is kept as it is, for a key that may turn up.
func (p *partition) isolate(ctx context.Context, e entry, cause error) bool {
	ctx = context.WithoutCancel(ctx)
	values := []any{"sealed", e.sealed}
	if e.raw != nil {
		_, chat, _ := p.Codec.Peek(e.raw)
		values = []any{"u", p.Sealer.Seal(p.quarantine, "update", e.raw), "chat", p.Sealer.Pseudonym("chat", chat)}
	}
	_, err := p.Redis.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.XAdd(ctx, &redis.XAddArgs{Stream: p.quarantine, MaxLen: quarantineKept, Approx: true, Values: values})
		pipe.XDel(ctx, p.stream, e.ids...)
		pipe.HDel(ctx, p.begun, e.ids...)
		return nil
	})
	if err != nil {
		return false
	}
	p.metrics.quarantined.Inc()
	p.Log.Error("an update cannot be handled and is in quarantine", "error", cause)
	p.tellIsolated(ctx, e.update)
	return true
}

// tellIsolated has the sender told. It is tried once: what ended the process is not to end it here.
func (p *partition) tellIsolated(ctx context.Context, u bot.Update) {
	if p.OnIsolated == nil {
		return
	}
	defer func() {
		if recover() != nil {
			p.Log.Error("to tell of an isolated update panicked", "stack", bot.Stack())
		}
	}()
	if err := p.OnIsolated(ctx, u); err != nil {
		p.Log.Warn("nobody could be told of an isolated update", "error", err)
	}
}

// Quarantined is how many updates are in quarantine.
func (in *Intake) Quarantined(ctx context.Context) (n int64, err error) {
	for _, k := range in.parts {
		one, err := in.Redis.XLen(ctx, k.quarantine).Result()
		if err != nil {
			return 0, fmt.Errorf("count the quarantine: %w", err)
		}
		n += one
	}
	return n, nil
}

// Forget erases what is in quarantine of a chat.
func (in *Intake) Forget(ctx context.Context, chat int64) error {
	name, k := in.Sealer.Pseudonym("chat", chat), in.parts[in.partitionOf(chat)]
	err := eachEntry(ctx, in.Redis, k.quarantine, func(m redis.XMessage) error {
		if m.Values["chat"] != name {
			return nil
		}
		return in.Redis.XDel(ctx, k.quarantine, m.ID).Err()
	})
	if err != nil {
		return fmt.Errorf("forget what is in quarantine: %w", err)
	}
	return nil
}
