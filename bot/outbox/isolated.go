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

// A quarantine entry has the fields n, its number within the partition; chat, a pseudonym; and m, the message as it was queued.

// whyDeadly is the reason why messages are quarantined.
const whyDeadly = "ended the sender"

// againMark is appended to the key of a message each time that it leaves the quarantine.
const againMark = "~"

// isolated is a quarantine entry. The message is nil if it cannot be opened.
type isolated struct {
	bot.Isolated
	quarantine string
	id         string
	message    *bot.Outgoing
}

// Isolated returns the quarantined messages, oldest first.
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
			return nil, fmt.Errorf("list the quarantine: %w", err)
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
	// Entries of earlier versions have no number.
	one.Number = cmp.Or(number, at.UnixMilli())*int64(len(o.parts)) + int64(partition)
	chat, _ := m.Values["chat"].(string)
	value, _ := m.Values["m"].(string)
	if out, err := o.decode(chat, value); err == nil {
		one.message, one.Kind, one.Times = &out, kindOf(out), 1+strings.Count(out.Key, againMark)
	}
	return one
}

// addedAt returns when a stream entry was added.
func addedAt(id string) time.Time {
	ms, _, _ := strings.Cut(id, "-")
	at, _ := strconv.ParseInt(ms, 10, 64)
	return time.UnixMilli(at)
}

// kindOf returns the kind of a message, without any of its content.
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

// Retry queues the chosen quarantined messages again and returns how many it queued. Messages that cannot be opened stay. It is safe to
// repeat after an error.
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
			return n, fmt.Errorf("retry a quarantined message: %w", err)
		}
		n += int(gone)
	}
	return n, nil
}

// Drop deletes the chosen quarantined messages and returns how many it deleted.
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
			return n, fmt.Errorf("drop a quarantined message: %w", err)
		}
		n += int(gone)
	}
	return n, nil
}

// OldestIsolated returns when the oldest quarantined message was put there, or the zero time if there is none.
func (o *Outbox) OldestIsolated(ctx context.Context) (oldest time.Time, err error) {
	for _, k := range o.parts {
		first, err := o.redis.XRangeN(ctx, k.quarantine, "-", "+", 1).Result()
		if err != nil {
			return oldest, fmt.Errorf("read the quarantine: %w", err)
		}
		for _, m := range first {
			if at := addedAt(m.ID); oldest.IsZero() || at.Before(oldest) {
				oldest = at
			}
		}
	}
	return oldest, nil
}
