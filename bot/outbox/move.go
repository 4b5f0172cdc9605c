package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// A group that becomes a supergroup gets a new id. The record of the news that reached it moves along, so that a correction is marked as
// one there. Its message ids do not: in the new chat they belong to other messages. Edits of and replies to the old messages are sent
// as new messages.

// carry stores which news reached a chat under its old name.
//
//	ARGV[1] until when it is kept in ms; then for each subject four: chat, keyed name of the subject, the first and the last version
var carry = newsScript(`
for i = 2, #ARGV, 4 do
  note_told(ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[1])
  note_told(ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 3]), ARGV[1])
end
return 1`)

// Moved copies the record of which news on the subjects reached a group to its supergroup; see [bot.Sender]. It is safe to repeat.
func (o *Outbox) Moved(ctx context.Context, from, to int64, subjects []string) error {
	old, name := o.sealer.Pseudonym("chat", from), o.sealer.Pseudonym("chat", to)
	const atOnce = 256
	for some := range slices.Chunk(subjects, atOnce) {
		fields := make([]string, len(some))
		for i, subject := range some {
			fields[i] = old + ":" + o.subjectOf(from, subject)
		}
		told, err := o.redis.HMGet(ctx, o.parts[o.partition(old)].told, fields...).Result()
		if err != nil {
			return fmt.Errorf("read which news reached a group: %w", err)
		}
		args := []any{ms(o.keptUntil(to))}
		for i, v := range told {
			var first, last int
			versions, _ := v.(string)
			if n, _ := fmt.Sscanf(versions, "%d.%d", &first, &last); n == 2 {
				args = append(args, name, o.subjectOf(to, some[i]), first, last)
			}
		}
		if len(args) == 1 {
			continue
		}
		if err := o.runAll(ctx, carry, []call{{o.partition(name), args}})[0].Err(); err != nil {
			return fmt.Errorf("store which news reached a group: %w", err)
		}
	}
	return nil
}

// move queues everything that waits for a group under the group's new id, and returns the last item that it moved. The keys stay the
// same, so that a second attempt queues nothing twice. Nothing else of the old chat remains.
func (s *sender) move(ctx context.Context, t claimed, why error) (last string, err error) {
	from := t.delivery.Chat
	moved, ok := errors.AsType[*bot.DeliveryError](why)
	if !ok || moved.MovedTo == 0 || moved.MovedTo == from {
		return "", errors.New("the group moved, and Telegram did not say where")
	}
	if err := s.onMoved(ctx, from, moved.MovedTo); err != nil {
		return "", err
	}
	last, err = s.requeue(ctx, t, moved.MovedTo)
	if err != nil {
		return "", err
	}
	k := s.parts[t.partition]
	for _, table := range []string{k.messages, k.told} {
		if err := s.forgetNamed(ctx, k, table, t.chat); err != nil {
			return "", err
		}
	}
	if err := s.moveIsolated(ctx, k, t.chat, moved.MovedTo); err != nil {
		return "", err
	}
	return last, s.barrier.Confirm(ctx) // before it is removed from the old queue
}

// requeue queues the messages that wait for a chat for another chat, and returns the last item.
func (s *sender) requeue(ctx context.Context, t claimed, to int64) (last string, err error) {
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
		if out, err := s.decode(t.chat, value); err == nil && out.Action != bot.Move {
			all = append(all, inChat(out, to))
		}
	}
	return items[len(items)-1], s.Send(ctx, all...)
}

// moveIsolated moves a chat's quarantined messages to the chat that it became. If it is interrupted, a message may be there twice, with
// the same key.
func (s *sender) moveIsolated(ctx context.Context, k keys, chat string, to int64) error {
	entries, err := s.redis.XRange(ctx, k.quarantine, "-", "+").Result()
	if err != nil {
		return err
	}
	name := s.sealer.Pseudonym("chat", to)
	for _, m := range entries {
		value, _ := m.Values["m"].(string)
		out, err := s.decode(chat, value)
		if m.Values["chat"] != chat || err != nil {
			continue
		}
		again, err := s.encode(name, inChat(out, to))
		if err != nil {
			return err
		}
		m.Values["chat"], m.Values["m"] = name, again
		if err := s.redis.XAdd(ctx, &redis.XAddArgs{Stream: s.parts[s.partition(name)].quarantine, Values: m.Values}).Err(); err != nil {
			return err
		}
		if err := s.redis.XDel(ctx, k.quarantine, m.ID).Err(); err != nil {
			return err
		}
	}
	return nil
}

// inChat is a message for the chat that its own has become, where it answers nothing by number.
func inChat(out bot.Outgoing, chat int64) bot.Outgoing {
	out.Chat, out.ReplyTo, out.Topic = chat, 0, 0
	return out
}
