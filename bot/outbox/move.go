package outbox

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// move queues everything that waits for a group under the group's new id, and gives the last item that it queued. The
// keys stay the same, so that a second try queues nothing twice.
func (s *sender) move(ctx context.Context, t taken, why error) (last string, err error) {
	from := t.delivery.Chat
	moved, ok := errors.AsType[*bot.DeliveryError](why)
	if !ok || moved.MovedTo == 0 || moved.MovedTo == from {
		return "", errors.New("no word where the group moved")
	}
	if err := s.onMoved(ctx, from, moved.MovedTo); err != nil {
		return "", err
	}
	k := s.parts[t.partition]
	items, err := s.redis.ZRangeByLex(ctx, k.queue, &redis.ZRangeBy{Min: "[" + t.chat + ":", Max: "(" + t.chat + ";"}).Result()
	if err != nil || len(items) == 0 {
		return t.item, err
	}
	values, err := s.redis.HMGet(ctx, k.items, items...).Result()
	if err != nil {
		return "", err
	}
	var all []bot.Outgoing
	for _, v := range values {
		value, _ := v.(string) // an edit may just have been replaced; what replaced it stays behind and moves later
		if out, err := s.decode(t.chat, value); err == nil {
			out.Chat = moved.MovedTo
			all = append(all, out)
		}
	}
	if err := s.Send(ctx, all...); err != nil {
		return "", err
	}
	return items[len(items)-1], s.barrier.Confirm(ctx) // before it is taken off the old queue
}
