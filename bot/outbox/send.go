package outbox

import (
	"context"
	"fmt"

	"github.com/rastau/rastau/bot"
)

// outcome is how sending a message went.
type outcome struct {
	taken
	action  bot.Action // what was done in the end
	calls   int
	receipt bot.Receipt
	err     error  // of the last call
	hookErr error  // of what follows from a chat being gone or moved
	moved   string // the last item that was queued under the chat's new id
}

// try makes the call, and another one when there is nothing to edit or to reply to. It runs beside the sender and touches
// nothing of it.
func (s *sender) try(ctx context.Context, t taken) outcome {
	out := outcome{taken: t, action: t.delivery.Action}
	if t.unreadable || t.moot || t.deadly {
		return out
	}
	d := t.delivery
	switch {
	case d.Action == bot.Delete && d.Target == 0:
		return out // there is nothing to delete
	case d.Action == bot.Edit && d.Target == 0:
		d.Action = bot.Send // there is nothing to change: the message never was, or is forgotten
	}
	s.call(ctx, &out, d)
	if bot.FailureOf(out.err) == bot.Missing {
		switch {
		case d.Action == bot.Edit:
			d.Action, d.Target = bot.Send, 0
			s.call(ctx, &out, d)
		case d.Action == bot.Send && d.Replies != 0:
			d.Replies = 0
			s.call(ctx, &out, d)
		}
	}
	switch bot.FailureOf(out.err) {
	case bot.Gone:
		out.hookErr = s.onGone(ctx, d.Chat)
	case bot.Moved:
		out.moved, out.hookErr = s.move(ctx, t, out.err)
	}
	return out
}

func (s *sender) call(ctx context.Context, out *outcome, d bot.Delivery) {
	out.action = d.Action
	out.calls++
	out.receipt, out.err = s.guarded(ctx, d)
	if out.err != nil {
		s.metrics.failed.WithLabelValues(string(bot.FailureOf(out.err))).Inc()
	}
}

// guarded makes the call. A panic is a message that will never be taken: what it is made of came from outside.
func (s *sender) guarded(ctx context.Context, d bot.Delivery) (r bot.Receipt, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.log.Error("a delivery panicked", "stack", bot.Stack())
			err = &bot.DeliveryError{Failure: bot.Rejected, Reason: fmt.Sprintf("the delivery panicked (%T)", v)}
		}
	}()
	return s.deliver.Deliver(ctx, d)
}
