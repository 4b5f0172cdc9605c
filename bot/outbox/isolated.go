package outbox

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// An entry of the quarantine has the fields n, its number within the partition; chat, a pseudonym; and m, the message as it was
// queued.

// whyDeadly is why messages are set aside.
const whyDeadly = "ended the sender"

// againMark stands in the key of a message that came out of the quarantine, once for each time.
const againMark = "~"

// isolated is an entry of a quarantine. The message is nil when it cannot be opened.
type isolated struct {
	bot.Isolated
	quarantine string
	id         string
	message    *bot.Outgoing
}

// Isolated lists the messages that were set aside, the oldest first.
func (o *Outbox) Isolated(ctx context.Context) ([]bot.Isolated, error) {
	all, err := o.listIsolated(ctx)
	list := make([]bot.Isolated, len(all))
	for i, one := range all {
		list[i] = one.Isolated
	}
	return list, err
}

func (o *Outbox) listIsolated(ctx context.Context) (all []isolated, err error) {
	for p, k := range o.parts {
		entries, err := o.redis.XRange(ctx, k.quarantine, "-", "+").Result()
		if err != nil {
			return nil, fmt.Errorf("list what was set aside: %w", err)
		}
		for _, m := range entries {
			all = append(all, o.isolated(p, m))
		}
	}
	slices.SortStableFunc(all, func(a, b isolated) int { return a.At.Compare(b.At) })
	return all, nil
}

func (o *Outbox) isolated(partition int, m redis.XMessage) isolated {
	one := isolated{quarantine: o.parts[partition].quarantine, id: m.ID, Isolated: bot.Isolated{Kind: "message", Why: whyDeadly, Times: 1}}
	at := addedAt(m.ID)
	one.At = at.UTC()
	text, _ := m.Values["n"].(string)
	number, _ := strconv.ParseInt(text, 10, 64)
	// Those of earlier versions have no number of their own.
	one.Number = cmp.Or(number, at.UnixMilli())*int64(len(o.parts)) + int64(partition)
	chat, _ := m.Values["chat"].(string)
	value, _ := m.Values["m"].(string)
	if out, err := o.decode(chat, value); err == nil {
		one.message, one.Kind, one.Times = &out, kindOf(out), 1+strings.Count(out.Key, againMark)
	}
	return one
}

// addedAt is when an entry of a stream was added.
func addedAt(id string) time.Time {
	ms, _, _ := strings.Cut(id, "-")
	at, _ := strconv.ParseInt(ms, 10, 64)
	return time.UnixMilli(at)
}

// kindOf names what a message is in words that hold nothing of what it says.
func kindOf(out bot.Outgoing) string {
	what := "text"
	if len(out.Media) > 0 {
		what = string(out.Media[0].Kind)
	}
	to := "person"
	if out.Chat < 0 {
		to = "group or channel"
	}
	return fmt.Sprintf("%s %s to a %s", out.Action, what, to)
}

// Retry queues messages that were set aside again, those that are chosen, and returns how many that are; what cannot be opened
// stays. Cut short and repeated it queues nothing twice.
func (o *Outbox) Retry(ctx context.Context, chosen func(number int64) bool) (n int, err error) {
	all, err := o.listIsolated(ctx)
	if err != nil {
		return 0, err
	}
	for _, one := range all {
		if one.message == nil || !chosen(one.Number) {
			continue
		}
		out := *one.message
		out.Key += againMark
		if err := o.Send(ctx, out); err != nil {
			return n, err
		}
		gone, err := o.redis.XDel(ctx, one.quarantine, one.id).Result()
		if err != nil {
			return n, fmt.Errorf("take a message out of the quarantine: %w", err)
		}
		n += int(gone)
	}
	return n, nil
}

// Drop erases messages that were set aside, those that are chosen, and returns how many that are.
func (o *Outbox) Drop(ctx context.Context, chosen func(number int64) bool) (n int, err error) {
	all, err := o.listIsolated(ctx)
	if err != nil {
		return 0, err
	}
	for _, one := range all {
		if !chosen(one.Number) {
			continue
		}
		gone, err := o.redis.XDel(ctx, one.quarantine, one.id).Result()
		if err != nil {
			return n, fmt.Errorf("drop a message: %w", err)
		}
		n += int(gone)
	}
	return n, nil
}

// OldestIsolated returns when the message was set aside that is for longest, zero when there is none.
func (o *Outbox) OldestIsolated(ctx context.Context) (oldest time.Time, err error) {
	for _, k := range o.parts {
		first, err := o.redis.XRangeN(ctx, k.quarantine, "-", "+", 1).Result()
		if err != nil {
			return oldest, fmt.Errorf("look at what was set aside: %w", err)
		}
		for _, m := range first {
			if at := addedAt(m.ID); oldest.IsZero() || at.Before(oldest) {
				oldest = at
			}
		}
	}
	return oldest, nil
}
