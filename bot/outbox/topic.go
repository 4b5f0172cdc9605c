package outbox

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/bot"
)

// inAnotherTopic sends a message whose topic is closed to the topic for the chat's results or, if that is closed too, to General. If none
// is open, the chat is held up like one where the bot may not write: nothing is dropped.
func (s *sender) inAnotherTopic(ctx context.Context, out *outcome, d bot.Delivery) bot.Delivery {
	if bot.FailureOf(out.err) != bot.Closed {
		return d
	}
	tried := d.Topic
	switch d.Action {
	case bot.Delete: // it stands where nobody writes any more
		out.err = &bot.DeliveryError{Failure: bot.Missing}
		return d
	case bot.Edit: // the change is sent as a new message, where people can read it
		d.Action, d.Target, tried = bot.Send, 0, -1
	}
	out.closed = true
	next := []int{0}
	if s.topic != nil {
		if topic, err := s.topic(ctx, d.Chat); err == nil && topic != 0 {
			next = []int{topic, 0}
		}
	}
	for _, topic := range next {
		if topic == tried || bot.FailureOf(out.err) != bot.Closed {
			continue
		}
		// A message of another topic cannot be answered there.
		d.Topic, d.Replies = topic, 0
		s.call(ctx, out, d)
	}
	if why, ok := errors.AsType[*bot.DeliveryError](out.err); ok && why.Failure == bot.Closed {
		out.err = &bot.DeliveryError{Failure: bot.Forbidden, Code: why.Code, Reason: why.Reason}
	}
	return d
}

// elsewhere reports that a message went to another topic than it was meant for.
func (s *sender) elsewhere(ctx context.Context, t claimed) {
	queued := s.clock.Now()
	if len(t.news) > 0 {
		queued = time.UnixMilli(int64(queuedAt(t.item)))
	}
	if err := s.onElsewhere(ctx, t.delivery.Chat, queued); err != nil {
		s.log.Warn("that a topic is closed cannot be said yet", "error", err) // the next message does it
	}
}
