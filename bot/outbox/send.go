package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rastau/rastau/bot"
)

// outcome is the result of sending a message.
type outcome struct {
	claimed
	action  bot.Action // what was done in the end
	calls   int
	receipt bot.Receipt
	err     error  // of the last call
	hookErr error  // of what follows from a chat being gone, moved or closed to the bot, or from a file that cannot be sent
	moved   string // the last item that was queued under the chat's new id
	unfit   bool   // its file cannot be sent, and nothing else may go instead
	allowed bool   // the bot may write to the chat, where it might not have been allowed to
	closed  bool   // a topic did not take it, being closed or gone
}

// try makes the call, and another one if there is nothing to edit or to reply to, or if the file has to be sent in another form. It runs
// concurrently with the sender and does not touch its state.
func (s *sender) try(ctx context.Context, t claimed) outcome {
	out := outcome{claimed: t, action: t.delivery.Action}
	if t.unreadable || t.moot || t.deadly {
		return out
	}
	d := t.delivery
	switch {
	case t.spent:
		out.unfit = true
	case d.Action == bot.Move:
		out.err = &bot.DeliveryError{Failure: bot.Moved, MovedTo: d.MovedTo}
		out.moved, out.hookErr = s.move(ctx, t, out.err)
		return out
	case d.Action == bot.Delete && d.Target == 0:
		return out // there is nothing to delete
	case d.Action == bot.Edit && d.Target == 0:
		d.Action = bot.Send // there is nothing to edit: the message never existed, or its id has expired
	}
	forAll := false
	if !t.spent {
		s.call(ctx, &out, d)
		d = s.without(ctx, &out, d)
		d = s.inAnotherTopic(ctx, &out, d)
		forAll = s.inAnotherForm(ctx, &out, d)
	}
	s.follow(ctx, &out, forAll)
	return out
}

// without makes the call again without the message that it refers to, if that is missing.
func (s *sender) without(ctx context.Context, out *outcome, d bot.Delivery) bot.Delivery {
	if bot.FailureOf(out.err) != bot.Missing {
		return d
	}
	switch {
	case d.Action == bot.Edit:
		d.Action, d.Target = bot.Send, 0
		s.call(ctx, out, d)
	case d.Action == bot.Send && d.Replies != 0:
		d.Replies = 0
		s.call(ctx, out, d)
	}
	return d
}

// inAnotherForm sends a file in the remaining forms until Telegram accepts one. It reports whether nobody can be sent the file.
func (s *sender) inAnotherForm(ctx context.Context, out *outcome, d bot.Delivery) (forAll bool) {
	if d.Action != bot.Send || len(d.Media) != 1 {
		return false
	}
	here := false // it is this chat that does not take it
	for isRefused(out.err) {
		here = here || bot.FailureOf(out.err) == bot.Unfit
		why, _ := errors.AsType[*bot.DeliveryError](out.err)
		forAll = forAll || why.ForAll && !here
		tried := d.Form
		if why.ForAll {
			tried = bot.AsAFile // which has to be fetched as well
		}
		next, more := nextForm(d, tried)
		if !more {
			out.unfit = d.News != nil && d.News.Whole
			break
		}
		d.Form = next
		s.call(ctx, out, d)
	}
	return forAll
}

// isRefused reports whether Telegram refuses the message, in this form or in any.
func isRefused(err error) bool {
	f := bot.FailureOf(err)
	return f == bot.Rejected || f == bot.Unfit
}

// follow calls the hooks that the outcome requires.
func (s *sender) follow(ctx context.Context, out *outcome, forAll bool) {
	d := out.delivery
	if out.tries >= triesForm { // its chat does not wait longer for what only that chat does not answer
		ctx = bot.WithPatience(ctx, time.Time{})
	}
	switch failure := bot.FailureOf(out.err); {
	case out.unfit:
		out.hookErr = s.onUnfit(ctx, d.Outgoing, forAll)
	case failure == bot.Gone:
		out.hookErr = s.onGone(ctx, d.Chat)
	case failure == bot.Moved:
		out.moved, out.hookErr = s.move(ctx, out.claimed, out.err)
	case failure == bot.Forbidden && out.closed:
		out.hookErr = s.onClosed(ctx, d.Chat)
	case failure == bot.Forbidden:
		out.hookErr = s.onForbidden(ctx, d.Chat)
	case out.err == nil && out.closed:
		s.elsewhere(ctx, out.claimed)
		s.mayWrite(ctx, out)
	case out.err == nil:
		s.mayWrite(ctx, out)
	}
}

// mayWrite records that the bot may write to a chat that was held up.
func (s *sender) mayWrite(ctx context.Context, out *outcome) {
	if !out.held || out.calls == 0 || out.delivery.Action == bot.Leave {
		return
	}
	if err := s.onAllowed(ctx, out.delivery.Chat); err != nil {
		s.log.Warn("cannot record yet that the bot may write to a chat again", "error", err)
		return // the next message does it
	}
	out.allowed = true
}

func (s *sender) call(ctx context.Context, out *outcome, d bot.Delivery) {
	out.action = d.Action
	out.calls++
	out.receipt, out.err = s.guarded(ctx, d)
	if out.err != nil {
		s.metrics.failed.WithLabelValues(string(bot.FailureOf(out.err))).Inc()
	}
}

// guarded makes the call, and turns a panic into a rejected message, because its content came from outside.
func (s *sender) guarded(ctx context.Context, d bot.Delivery) (r bot.Receipt, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.log.Error("a delivery panicked", "stack", bot.Stack())
			err = &bot.DeliveryError{Failure: bot.Rejected, Reason: fmt.Sprintf("the delivery panicked (%T)", v)}
		}
	}()
	return s.deliver.Deliver(ctx, d)
}
