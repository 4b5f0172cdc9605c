package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// mostDeaths is how many senders a message may end before it is set aside.
const mostDeaths = 2

const (
	// quarantineKept bounds each partition's quarantine.
	quarantineKept = 1000
	// keepIsolated is for how long a message that was set aside is kept.
	keepIsolated = 14 * 24 * time.Hour
)

// A message that was on its way when its sender died may be why. So it is sent again while no other is on its way, and before
// that it is noted of how many deaths it is guilty if this sender dies as well: two, and the next sets it aside. Of one that
// was alone on its way at the first death that is known to be guilty of it.

// inherit looks what was on its way when the sender before ended.
func (s *sender) inherit(ctx context.Context) {
	var chats []string
	for _, k := range s.parts {
		some, err := s.redis.ZRange(ctx, k.flight, 0, 1).Result()
		if err != nil {
			return // nothing is blamed
		}
		chats = append(chats, some...)
	}
	if len(chats) == 1 {
		s.only = chats[0]
	}
}

// suspects leaves, of what is due, only what was on its way when its sender died, if there is any.
func suspects(due []ready) (some []ready) {
	for _, d := range due {
		if d.urgency < 0 {
			some = append(some, d)
		}
	}
	return some
}

// accuse notes of how many deaths a message will be guilty if this sender ends while it is on its way, or finds that there
// were enough. It fails when that cannot be noted.
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

// acquit forgets what was noted of messages whose sender lives.
func (s *sender) acquit(ctx context.Context, all []record) {
	for _, r := range all {
		if r.again {
			s.solo = false
			if err := s.redis.HDel(ctx, s.parts[r.partition].deaths, r.item).Err(); err != nil {
				s.log.Warn("that a message is harmless cannot be noted", "error", err)
			}
		}
	}
}

// Quarantined is how many messages are set aside.
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

// forgetIsolated erases what is set aside of a chat.
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
