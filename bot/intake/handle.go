package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"time"

	"github.com/redis/go-redis/v9"
)

// quarantineKept bounds each partition's quarantine.
const quarantineKept = 1000

// handle tries until the update is done with, or is in quarantine, or ctx ends; it tells whether it is off our hands.
func (p *partition) handle(ctx context.Context, e entry) bool {
	for tries := 0; ; tries++ {
		err := e.err
		if err == nil {
			err = p.try(ctx, e)
		}
		if err == nil {
			p.metrics.handled.Inc()
			return true
		}
		p.metrics.failed.Inc()
		hopeless := e.err != nil || tries+1 >= p.Attempts
		if hopeless && !isOutage(err) && p.isolate(e, err) {
			return true
		}
		wait := min(100*time.Millisecond<<min(tries, 8), 15*time.Second)
		p.Log.Warn("an update could not be handled", "error", err, "try", tries+1, "wait", wait)
		select {
		case <-p.Clock.After(wait):
		case <-ctx.Done():
			return false
		}
	}
}

// try calls the handler once. A stop does not interrupt it.
func (p *partition) try(ctx context.Context, e entry) (err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handlerTime)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			// The value may hold what a person wrote; the place where it happened does not.
			p.Log.Error("the handler panicked", "stack", string(debug.Stack()))
			err = fmt.Errorf("the handler panicked (%T)", v)
		}
	}()
	return p.Handler.Handle(ctx, e.update)
}

// isolate puts an update where it no longer holds up its chat, and where an operator finds it.
func (p *partition) isolate(e entry, cause error) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := p.Pipeline.XAdd(ctx, &redis.XAddArgs{
		Stream: p.quarantine, MaxLen: quarantineKept, Approx: true,
		Values: []any{"u", p.Sealer.Seal(p.quarantine, "update", e.raw)},
	}).Err()
	if err != nil {
		return false
	}
	p.metrics.quarantined.Inc()
	p.Log.Error("an update cannot be handled and is in quarantine", "error", cause)
	return true
}

// isOutage tells errors that say nothing about the update: whatever it needed was out of reach.
func isOutage(err error) bool {
	var network net.Error
	switch {
	case errors.As(err, &network), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, redis.ErrClosed),
		errors.Is(err, context.DeadlineExceeded), errors.Is(err, net.ErrClosed):
		return true
	}
	for _, reply := range []string{"LOADING", "READONLY", "CLUSTERDOWN", "TRYAGAIN", "MASTERDOWN", "MISCONF", "OOM"} {
		if redis.HasErrorPrefix(err, reply) {
			return true
		}
	}
	return false
}
