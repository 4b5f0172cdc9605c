package outbox

import (
	"context"
	"errors"

	"github.com/rastau/rastau/bot"
)

// inAnotherTopic sends what a closed topic does not take in the next one that is open: where the chat's results go, then in General.
// When none is open, the chat is one in which the bot may not write for now: nothing is dropped.
func (s *sender) inAnotherTopic(ctx context.Context, out *outcome, d bot.Delivery) bot.Delivery {
	if bot.FailureOf(out.err) != bot.Closed {
		return d
	}
	next := []int{0}
	if s.topic != nil {
		if topic, err := s.topic(ctx, d.Chat); err == nil && topic != 0 {
			next = []int{topic, 0}
		}
	}
	tried := d.Topic
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
