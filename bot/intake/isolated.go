package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

// A quarantine entry has the fields n (its number within the partition), kind, why, times and at, which reveal nothing about anybody;
// chat, a pseudonym; and u, the update sealed for the quarantine, or sealed, the stored bytes of an update that could not be opened.

// The reasons why an update is quarantined.
const (
	whyDeadly     = "ended the process"
	whyUnreadable = "cannot be read"
	whySealed     = "cannot be opened"
	whySlow       = "took too long"
	whyPanicked   = "panicked"
	whyRefused    = "Telegram refused a call"
	whyRedis      = "Redis refused a command"
	whyOther      = "failed"
)

// whyOf returns the class of a failure, without any content of the update.
func whyOf(e entry, cause error) string {
	var refused redis.Error
	why, isRefused := errors.AsType[*bot.DeliveryError](cause)
	switch {
	case errors.Is(cause, errDeadly):
		return whyDeadly
	case e.raw == nil:
		return whySealed
	case e.err != nil:
		return whyUnreadable
	case errors.Is(cause, errTooSlow):
		return whySlow
	case errors.Is(cause, errPanicked):
		return whyPanicked
	case isRefused && why.Code != 0:
		return whyRefused + " with " + strconv.Itoa(why.Code)
	case isRefused:
		return whyRefused
	case errors.As(cause, &refused):
		return whyRedis
	}
	return whyOther
}

// kindOf returns the kind of an update, without any of its content.
func kindOf(e entry) string {
	u := e.update
	switch {
	case e.raw == nil || e.err != nil && !errors.Is(e.err, errDeadly):
		return "update"
	case u.Press != nil:
		return kindIn("press", u.Press.Chat)
	case u.Membership != nil:
		return kindIn("membership", u.Membership.Chat)
	case u.Inline != nil:
		return "search"
	case u.Message != nil:
		return kindIn(kindOfMessage(u.Message), u.Message.Chat)
	}
	return "update"
}

func kindOfMessage(m *bot.Message) string {
	kind := "message"
	switch {
	case m.Command != nil:
		kind = "command"
	case m.Album != "":
		kind = "album"
	case m.Unsupported != "":
		kind = m.Unsupported
	case len(m.Media) > 0:
		kind = string(m.Media[0].Kind)
	}
	if m.Origin != nil {
		kind = "forwarded " + kind
	}
	if m.Edited {
		kind = "edited " + kind
	}
	return kind
}

func kindIn(kind string, chat bot.Chat) string {
	if chat.Kind == "" {
		return kind
	}
	return kind + " in a " + strings.Replace(string(chat.Kind), string(bot.Private), "private chat", 1)
}

// isolated is a quarantine entry.
type isolated struct {
	bot.Isolated
	partition int
	entry     redis.XMessage
}

// Isolated returns the quarantined updates, oldest first.
func (in *Intake) Isolated(ctx context.Context) ([]bot.Isolated, error) {
	all, err := in.listIsolated(ctx)
	list := make([]bot.Isolated, len(all))
	for i, one := range all {
		list[i] = one.Isolated
	}
	return list, err
}

func (in *Intake) listIsolated(ctx context.Context) (all []isolated, err error) {
	for p, k := range in.parts {
		err := eachEntry(ctx, in.Redis, k.quarantine, func(m redis.XMessage) error {
			kind, _ := m.Values["kind"].(string)
			why, _ := m.Values["why"].(string)
			one := isolated{partition: p, entry: m, Isolated: bot.Isolated{
				Kind: cmp.Or(kind, "update"), Why: cmp.Or(why, whyOther), Times: max(1, intOf(m.Values["times"])),
			}}
			added, _, _ := strings.Cut(m.ID, "-")
			at := cmp.Or(intOf(m.Values["at"]), intOf(added))
			one.At = time.UnixMilli(int64(at)).UTC()
			// Entries of earlier versions have no number.
			one.Number = int64(cmp.Or(intOf(m.Values["n"]), intOf(added))*len(in.parts) + p)
			all = append(all, one)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("list the quarantine: %w", err)
		}
	}
	slices.SortStableFunc(all, func(a, b isolated) int { return a.At.Compare(b.At) })
	return all, nil
}

// retry: KEYS quarantine, updates; ARGV the entry, the resealed update, how often it was quarantined. Repeating it has no effect.
var retry = redis.NewScript(`
if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[2], '*', 'u', ARGV[2], 'times', ARGV[3])
return 1`)

// Retry moves the chosen updates back from quarantine, to be handled by the replica that works on their partition, and returns how
// many it moved. Updates that cannot be opened stay.
func (in *Intake) Retry(ctx context.Context, chosen func(number int64) bool) (n int, err error) {
	ctx = in.Barrier.Begin(ctx)
	all, err := in.listIsolated(ctx)
	if err != nil {
		return 0, err
	}
	for _, one := range all {
		if !chosen(one.Number) {
			continue
		}
		k := in.parts[one.partition]
		sealed, ok := in.sealedForUpdates(k, one.entry)
		if !ok {
			continue
		}
		done, err := retry.Run(ctx, in.Redis, []string{k.quarantine, k.stream}, one.entry.ID, sealed, one.Times).Int()
		if err != nil {
			return n, fmt.Errorf("retry a quarantined update: %w", err)
		}
		n += done
	}
	return n, in.Barrier.Confirm(ctx)
}

// sealedForUpdates returns a quarantined update sealed for the stream.
func (in *Intake) sealedForUpdates(k keys, m redis.XMessage) (sealed []byte, ok bool) {
	if kept, there := m.Values["sealed"].(string); there { // as it was
		_, err := in.Sealer.Open(k.stream, "update", []byte(kept))
		return []byte(kept), err == nil
	}
	kept, _ := m.Values["u"].(string)
	raw, err := in.Sealer.Open(k.quarantine, "update", []byte(kept))
	if err != nil {
		return nil, false
	}
	return in.Sealer.Seal(k.stream, "update", raw), true
}

// Drop deletes the chosen updates from quarantine and returns how many it deleted.
func (in *Intake) Drop(ctx context.Context, chosen func(number int64) bool) (n int, err error) {
	ctx = in.Barrier.Begin(ctx)
	all, err := in.listIsolated(ctx)
	if err != nil {
		return 0, err
	}
	for _, one := range all {
		if !chosen(one.Number) {
			continue
		}
		gone, err := in.Redis.XDel(ctx, in.parts[one.partition].quarantine, one.entry.ID).Result()
		if err != nil {
			return n, fmt.Errorf("drop a quarantined update: %w", err)
		}
		n += int(gone)
	}
	return n, in.Barrier.Confirm(ctx)
}

// OldestIsolated returns when the oldest quarantined update was put there, or the zero time if there is none.
func (in *Intake) OldestIsolated(ctx context.Context) (oldest time.Time, err error) {
	for _, k := range in.parts {
		first, err := in.Redis.XRangeN(ctx, k.quarantine, "-", "+", 1).Result()
		if err != nil {
			return oldest, fmt.Errorf("read the quarantine: %w", err)
		}
		for _, m := range first {
			added, _, _ := strings.Cut(m.ID, "-")
			if at := time.UnixMilli(int64(intOf(added))); oldest.IsZero() || at.Before(oldest) {
				oldest = at
			}
		}
	}
	return oldest, nil
}

func intOf(v any) int {
	text, _ := v.(string)
	n, _ := strconv.Atoi(text)
	return n
}
