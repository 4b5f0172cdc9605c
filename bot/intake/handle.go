package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/backoff"
	"github.com/rastau/rastau/internal/durable"
)

const (
	// handlerTime is how long one attempt may take. Stopping waits for it.
	handlerTime = 30 * time.Second
	// firstWait is the shortest wait between two attempts.
	firstWait = 50 * time.Millisecond
	// lastOutageWait is the longest wait during an outage: everything can go on as soon as it is over.
	lastOutageWait = time.Second
)

// errTooSlow replaces the handler's error when handlerTime has passed.
var errTooSlow = errors.New("the handler took too long")

// errPanicked is returned for a panic of the handler.
var errPanicked = errors.New("the handler panicked")

// handle retries the update until it has been handled, is in quarantine, or ctx is done. It reports whether the entry can be deleted.
func (p *partition) handle(ctx context.Context, e entry) bool {
	deaths, suspect := p.left[e.ids[0]]
	if deaths >= mostDeaths {
		e.err = errDeadly
		p.metrics.deadly.Inc()
	}
	begun, waits, own := false, 0, ownFailures{}
	for tries := 1; ctx.Err() == nil; tries++ {
		op := p.Barrier.Begin(ctx)
		err := e.err
		if err == nil {
			select {
			case p.slots <- struct{}{}:
			case <-ctx.Done():
				return false
			}
			op = own.begin(op, p.Clock.Now())
			if suspect {
				begun, err = p.alone(op, e, deaths)
			} else if begun = begun || p.begin(ctx, e, 0); begun {
				p.others.RLock()
				err = p.try(op, e.update)
				p.others.RUnlock()
			}
			<-p.slots // others need not wait while this one does
			switch {
			case !begun:
				return false
			case err == nil:
				err = p.Barrier.Confirm(op)
			}
		}
		if err == nil {
			p.metrics.handled.Inc()
			return true
		}
		if errors.Is(err, bot.ErrBusy) {
			tries--
			p.metrics.busy.Inc()
			p.pause(ctx, busyWait(&waits))
			continue
		}
		p.metrics.failed.Inc()
		wait := own.left(err, p.Clock.Now())
		if hopeless := e.err != nil || tries >= p.Attempts; hopeless && wait == 0 && !isOutage(err) && p.Barrier.Trouble() == "" && p.isolate(op, e, err) {
			return true
		}
		if wait == 0 {
			wait = pauseAfter(err, tries)
		}
		p.Log.Warn("an update could not be handled", "error", err, "try", tries, "wait", wait)
		p.pause(ctx, wait)
	}
	return false
}

// pauseAfter returns how long to wait after the given number of failed attempts.
func pauseAfter(err error, tries int) time.Duration {
	wait := backoff.Double(firstWait, 15*time.Second, tries)
	if isOutage(err) {
		wait = min(wait, lastOutageWait)
	}
	return wait
}

// lastBusyWait is the longest wait after [bot.ErrBusy].
const lastBusyWait = 2 * time.Second

// busyWait returns how long to wait after [bot.ErrBusy], and counts the wait. The wait grows and is random, so that updates that
// collided do not collide again.
func busyWait(waits *int) time.Duration {
	most := backoff.Double(firstWait, lastBusyWait, *waits)
	*waits++
	return most/2 + rand.N(most/2)
}

// try calls the handler once. A stop does not interrupt it.
func (p *partition) try(ctx context.Context, u bot.Update) (err error) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	late := p.Clock.AfterFunc(handlerTime, func() { cancel(errTooSlow) })
	defer late.Stop()
	defer func() {
		if v := recover(); v != nil {
			// The value may contain what a person wrote; the stack does not.
			p.Log.Error("the handler panicked", "stack", bot.Stack())
			err = fmt.Errorf("%w (%T)", errPanicked, v)
		}
	}()
	err = p.Handler.Handle(ctx, u)
	if err != nil && ctx.Err() != nil {
		return errTooSlow
	}
	return err
}

// isOutage reports whether err says nothing about the update: something that it needs could not be reached.
func isOutage(err error) bool {
	if why, ok := errors.AsType[*bot.DeliveryError](err); ok {
		return why.Failure.Passes() && !concernsOne(err)
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	for _, away := range []error{durable.ErrLost, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, redis.ErrClosed, redis.ErrPoolTimeout} {
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
