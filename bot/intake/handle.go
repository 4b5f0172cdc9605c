package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

const (
	// quarantineKept bounds each partition's quarantine.
	quarantineKept = 1000
	// handlerTime is how long one try may take; a stop waits for it.
	handlerTime = 30 * time.Second
)

// errTooSlow takes the place of what the handler says when its time is over.
var errTooSlow = errors.New("the handler took too long")

// handle tries until the update is done with, or is in quarantine, or ctx ends; it tells whether it is off our hands.
func (p *partition) handle(ctx context.Context, e entry) bool {
	for tries := 1; ctx.Err() == nil; tries++ {
		err := e.err
		if err == nil {
			select {
			case p.slots <- struct{}{}:
			case <-ctx.Done():
				return false
			}
			err = p.try(ctx, e.update)
			<-p.slots // others need not wait while this one does
		}
		if err == nil {
			p.metrics.handled.Inc()
			return true
		}
		p.metrics.failed.Inc()
		if hopeless := e.err != nil || tries >= p.Attempts; hopeless && !isOutage(err) && p.isolate(ctx, e, err) {
			return true
		}
		wait := min(50*time.Millisecond<<min(tries, 10), 15*time.Second)
		p.Log.Warn("an update could not be handled", "error", err, "try", tries, "wait", wait)
		p.pause(ctx, wait)
	}
	return false
}

// try calls the handler once. A stop does not interrupt it.
func (p *partition) try(ctx context.Context, u bot.Update) (err error) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	late := p.Clock.AfterFunc(handlerTime, func() { cancel(errTooSlow) })
	defer late.Stop()
	defer func() {
		if v := recover(); v != nil {
			// The value may hold what a person wrote; the place where it happened does not.
			p.Log.Error("the handler panicked", "stack", bot.Stack())
			err = fmt.Errorf("the handler panicked (%T)", v)
		}
	}()
	err = p.Handler.Handle(ctx, u)
	if err != nil && ctx.Err() != nil {
		return errTooSlow
	}
	return err
}

// isolate puts an update where it no longer holds up its chat, and where an operator finds it. What could not be opened is
// kept as it is, for a key that may turn up.
func (p *partition) isolate(ctx context.Context, e entry, cause error) bool {
	values := []any{"sealed", e.sealed}
	if e.raw != nil {
		values = []any{"u", p.Sealer.Seal(p.quarantine, "update", e.raw)}
	}
	err := p.Pipeline.XAdd(context.WithoutCancel(ctx), &redis.XAddArgs{
		Stream: p.quarantine, MaxLen: quarantineKept, Approx: true, Values: values,
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
	if why, ok := errors.AsType[*bot.DeliveryError](err); ok {
		return why.Failure == bot.Unavailable || why.Failure == bot.TooFast || why.Failure == bot.Uncertain
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	for _, away := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, redis.ErrClosed, redis.ErrPoolTimeout} {
		if errors.Is(err, away) {
			return true
		}
	}
	for _, reply := range []string{"LOADING", "READONLY", "CLUSTERDOWN", "TRYAGAIN", "MASTERDOWN", "MISCONF", "OOM", "NOREPLICAS"} {
		if redis.HasErrorPrefix(err, reply) {
			return true
		}
	}
	return false
}
