package outbox

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

// Depth returns the number of messages that are waiting or being sent.
func (o *Outbox) Depth(ctx context.Context) (int64, error) {
	cmds := make([]*redis.IntCmd, len(o.parts))
	_, err := o.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, k := range o.parts {
			cmds[i] = p.HLen(ctx, k.items)
		}
		return nil
	})
	var n int64
	for _, c := range cmds {
		n += c.Val()
	}
	return n, err
}

// Drained waits until no message is waiting or being sent, except in chats where the bot may not write now.
func (o *Outbox) Drained(ctx context.Context) error {
	for {
		progress := *o.progress.Load()
		n, err := o.Depth(ctx)
		if err != nil || n == 0 {
			return err
		}
		if held, err := o.heldBack(ctx); err != nil || n == held {
			return err
		}
		timer := o.clock.NewTimer(longestWait) // another replica may be the one that delivers
		select {
		case <-progress:
		case <-timer.Chan():
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// tick wakes those who wait in Drained.
func (o *Outbox) tick() {
	next := make(chan struct{})
	if old := o.progress.Swap(&next); old != nil {
		close(*old)
	}
}

// turns returns for how long the oldest due turn has been overdue, and how many chats have a turn in the future.
func (o *Outbox) turns(ctx context.Context) (overdue time.Duration, waiting int64, err error) {
	now := o.clock.Now()
	after := "(" + ms(now)
	var first []*redis.ZSliceCmd
	var later []*redis.IntCmd
	_, err = o.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, k := range o.parts {
			for _, due := range k.due {
				first = append(first, p.ZRangeWithScores(ctx, due, 0, 0))
				later = append(later, p.ZCount(ctx, due, after, "+inf"))
			}
		}
		return nil
	})
	for i := range first {
		for _, z := range first[i].Val() {
			overdue = max(overdue, now.Sub(time.UnixMilli(int64(z.Score))))
		}
		waiting += later[i].Val()
	}
	return overdue, waiting, err
}

// Behind returns the number of chats with a message that is due now and waits only for other chats' messages.
func (o *Outbox) Behind(ctx context.Context) (int64, error) {
	now := ms(o.clock.Now())
	var cmds []*redis.IntCmd
	_, err := o.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, k := range o.parts {
			for _, due := range k.due {
				cmds = append(cmds, p.ZCount(ctx, due, "-inf", now))
			}
		}
		return nil
	})
	var n int64
	for _, c := range cmds {
		n += c.Val()
	}
	return n, err
}
