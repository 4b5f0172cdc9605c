package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// mostDeaths is how many senders a message may crash before it is quarantined.
const mostDeaths = 2

const (
	// quarantineKept is the most entries that a partition's quarantine keeps.
	quarantineKept = 1000
	// keepIsolated is how long quarantined messages are kept.
	keepIsolated = 14 * 24 * time.Hour
)

// A message that was being sent when its sender died may be the cause. So it is sent again on its own, and before that the number of
// crashes is stored that it will have caused if this sender dies too: after two, the next sender quarantines it. A message that was the
// only one being sent at the first crash is known to have caused it.

// inherit reads what the previous sender was sending when it ended.
func (s *sender) inherit(ctx context.Context) {
	var chats []string
	for _, k := range s.parts {
		some, err := s.redis.ZRange(ctx, k.flight, 0, 1).Result()
		if err != nil {
			return // no message is blamed
		}
		chats = append(chats, some...)
	}
	if len(chats) == 1 {
		s.only = chats[0]
	}
}

// suspects returns those of the due messages that were being sent when their sender died.
func suspects(due []ready) (some []ready) {
	for _, d := range due {
		if d.urgency < 0 {
			some = append(some, d)
		}
	}
	return some
}

// accuse stores the number of crashes that the message will have caused if this sender dies while sending it, or marks the message as
// deadly if there were enough. It fails if the number cannot be stored.
func (s *sender) accuse(ctx context.Context, t *claimed) error {
	k := s.parts[t.partition]
	deaths, err := s.redis.HGet(ctx, k.deaths, t.item).Int()
	if err != nil && err != redis.Nil { //nolint:errorlint // it is never wrapped
		return err
	}
	if deaths == 0 && s.only == t.chat {
		deaths = 1
	}
	s.only = ""
	if deaths >= mostDeaths {
		t.deadly = true
		return nil
	}
	return s.redis.HSet(ctx, k.deaths, t.item, deaths+1).Err()
}

// acquit deletes that number for messages that their sender survived.
func (s *sender) acquit(ctx context.Context, all []record) {
	for _, r := range all {
		if r.again {
			s.solo = false
			if err := s.redis.HDel(ctx, s.parts[r.partition].deaths, r.item).Err(); err != nil {
				s.log.Warn("cannot record that a message is harmless", "error", err)
			}
		}
	}
}

// Quarantined returns the number of quarantined messages.
func (o *Outbox) Quarantined(ctx context.Context) (n int64, err error) {
	for _, k := range o.parts {
		one, err := o.redis.XLen(ctx, k.quarantine).Result()
		if err != nil {
			return 0, fmt.Errorf("count the quarantine: %w", err)
		}
		n += one
	}
	return n, nil
}

// forgetIsolated deletes a chat's messages from quarantine.
func (o *Outbox) forgetIsolated(ctx context.Context, k keys, chat string) error {
	all, err := o.redis.XRange(ctx, k.quarantine, "-", "+").Result()
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Values["chat"] == chat {
			if err := o.redis.XDel(ctx, k.quarantine, m.ID).Err(); err != nil {
				return err
			}
		}
	}
	return nil
}
