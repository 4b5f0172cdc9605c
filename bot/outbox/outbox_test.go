package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

const (
	aida, bek, channel = 4411, 4412, -1001
	second             = time.Second
)

func TestOutbox(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) { // one after the other: they share a Redis
				flush(t, client)
				c.run(t, client)
			})
		}
	})
}

func flush(t *testing.T, client redis.UniversalClient) {
	t.Helper()
	if cluster, ok := client.(*redis.ClusterClient); ok {
		require.NoError(t, cluster.ForEachMaster(t.Context(), func(ctx context.Context, c *redis.Client) error {
			return c.FlushAll(ctx).Err()
		}))
		return
	}
	require.NoError(t, client.FlushAll(t.Context()).Err())
}

var cases = []struct {
	name string
	run  func(t *testing.T, client redis.UniversalClient)
}{
	{"in order within a chat, each key once", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		for i := range 5 {
			r.send(bot.Outgoing{Chat: aida, Text: fmt.Sprint("a", i)}, bot.Outgoing{Chat: aida, Text: "a0"})
		}
		r.drain()
		r.send(bot.Outgoing{Chat: aida, Text: "a3"})
		r.drain()
		require.Equal(t, []string{"a0", "a1", "a2", "a3", "a4"}, r.texts())
	}},
	{"the same key in another chat is another", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Partitions: 1})
		r.send(bot.Outgoing{Key: "k", Chat: aida, Text: "x"}, bot.Outgoing{Key: "k", Chat: bek, Text: "x"})
		r.drain()
		require.Len(t, r.heard(), 2)
	}},
	{"a message a second to a person, twenty a minute to a channel", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Limits: Limits{Private: second, Group: 3 * second}})
		for i := range 3 {
			r.send(bot.Outgoing{Chat: aida, Text: fmt.Sprint("a", i)})
		}
		r.drain()
		r.send(bot.Outgoing{Chat: aida, Text: "a3"}) // when nothing waited any more
		r.drain()
		for i := range 2 {
			r.send(bot.Outgoing{Chat: channel, Text: fmt.Sprint("c", i)})
		}
		r.drain()
		r.clock.Advance(time.Minute)
		r.send(bot.Outgoing{Chat: channel, Text: "c2"})
		r.drain()
		require.Equal(t, []said{
			{0, aida, bot.Send, "a0", 0, 0}, {1 * second, aida, bot.Send, "a1", 0, 0}, {2 * second, aida, bot.Send, "a2", 0, 0},
			{3 * second, aida, bot.Send, "a3", 0, 0},
			{3 * second, channel, bot.Send, "c0", 0, 0}, {6 * second, channel, bot.Send, "c1", 0, 0},
			{66 * second, channel, bot.Send, "c2", 0, 0},
		}, r.heard())
	}},
	{"never more than so many in any second", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Limits: Telegram})
		for i := range 100 {
			r.send(bot.Outgoing{Chat: int64(1 + i), Text: fmt.Sprint(i), Priority: bot.Broadcast})
		}
		r.send(bot.Outgoing{Chat: 500, Text: "album", Media: make([]bot.Media, 10), Priority: bot.Broadcast})
		r.send(bot.Outgoing{Chat: 501, Text: "last", Priority: bot.Broadcast})
		r.drain()
		calls := r.heard()
		require.Len(t, calls, 102)
		for i := range calls[:72] {
			require.GreaterOrEqual(t, calls[i+30].At-calls[i].At, second)
		}
		for i, c := range calls[:101] {
			if c.Text == "album" {
				require.Greater(t, calls[i+1].At-c.At, second*3/10, "an album counts as its messages")
			}
		}
		require.Less(t, calls[101].At, 3800*time.Millisecond, "the limit is used")
	}},
	{"the more urgent first", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Limits: Limits{PerSecond: 1}})
		for i := range 20 {
			r.send(bot.Outgoing{Chat: int64(100 + i), Text: "news", Key: fmt.Sprint(i), Priority: bot.Broadcast})
		}
		require.Less(t, r.step(), 2*second)
		r.send(bot.Outgoing{Chat: bek, Text: "notice", Priority: bot.Notice})
		// An answer hurries what is before it in its chat along.
		r.send(bot.Outgoing{Chat: aida, Text: "before", Priority: bot.Broadcast}, bot.Outgoing{Chat: aida, Text: "answer"})
		r.drain()
		require.Equal(t, []string{"news", "before", "answer", "notice", "news"}, r.texts()[:5])
	}},
	{"handles lead to messages", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Partitions: 1})
		r.send(
			bot.Outgoing{Chat: aida, MessageKey: "card", Text: "card"},
			bot.Outgoing{Chat: aida, MessageKey: "card", Text: "changed", Action: bot.Edit},
			bot.Outgoing{Chat: aida, ReplyToMessageKey: "card", Text: "reply"},
			bot.Outgoing{Chat: aida, ReplyTo: 7, Text: "reply to theirs"},
			bot.Outgoing{Chat: aida, ReplyToMessageKey: "never", Text: "reply to nothing"},
			bot.Outgoing{Chat: aida, MessageKey: "new", Text: "edit of nothing", Action: bot.Edit},
			bot.Outgoing{Chat: aida, MessageKey: "new", Text: "edit of that", Action: bot.Edit},
			bot.Outgoing{Chat: aida, MessageKey: "card", Text: "card again"},
			bot.Outgoing{Chat: aida, MessageKey: "card", Action: bot.Delete, Key: "d1"},
			bot.Outgoing{Chat: aida, MessageKey: "card", Action: bot.Delete, Key: "d2"},
			bot.Outgoing{Chat: bek, MessageKey: "new", Text: "another's", Action: bot.Edit},
			bot.Outgoing{Chat: aida, Action: bot.Leave, Key: "l"},
		)
		r.drain()
		require.Equal(t, []said{
			{0, aida, bot.Send, "card", 0, 0},
			{0, aida, bot.Edit, "changed", 101, 0},
			{0, aida, bot.Send, "reply", 0, 101},
			{0, aida, bot.Send, "reply to theirs", 0, 7},
			{0, aida, bot.Send, "reply to nothing", 0, 0},
			{0, aida, bot.Send, "edit of nothing", 0, 0},
			{0, aida, bot.Edit, "edit of that", 105, 0},
			{0, aida, bot.Send, "card again", 0, 0},
			{0, aida, bot.Delete, "", 106, 0},
			{0, aida, bot.Leave, "", 0, 0},
		}, of(aida, r.heard()))
		a, b := sealer{}.Pseudonym("chat", aida), sealer{}.Pseudonym("chat", bek)
		require.ElementsMatch(t, []string{
			"{out:0}:named " + a + ":" + r.messageKeyOf(aida, "new"), "{out:0}:handles " + a + ":" + r.messageKeyOf(aida, "new"),
			"{out:0}:named " + b + ":" + r.messageKeyOf(bek, "new"), "{out:0}:handles " + b + ":" + r.messageKeyOf(bek, "new"),
		}, whole(t, client, r.parts[0]))
	}},
	{"the latest state of an edit wins", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		edit := func(text string) bot.Outgoing {
			return bot.Outgoing{Chat: aida, MessageKey: "h", Action: bot.Edit, Coalesce: true, Text: text}
		}
		r.send(bot.Outgoing{Chat: aida, MessageKey: "h", Text: "first"}, edit("e1"), edit("e2"))
		r.send(bot.Outgoing{Chat: aida, Text: "between"}, edit("e3"), edit("e2")) // e2 is known
		// Not over what gives the handle another message.
		r.send(bot.Outgoing{Chat: aida, MessageKey: "h", Text: "second"}, edit("e4"), edit("e5"))
		// Another handle, another chat, and an edit that is not to be replaced are left alone.
		r.send(bot.Outgoing{Chat: aida, MessageKey: "i", Action: bot.Edit, Coalesce: true, Text: "i1"})
		r.send(bot.Outgoing{Chat: bek, MessageKey: "h", Action: bot.Edit, Coalesce: true, Text: "b1"})
		r.send(bot.Outgoing{Chat: aida, MessageKey: "i", Action: bot.Edit, Text: "i2"})
		r.send(bot.Outgoing{Chat: aida, MessageKey: "i", Action: bot.Edit, Coalesce: true, Text: "i3"})
		r.drain()
		var texts []string
		for _, c := range of(aida, r.heard()) {
			texts = append(texts, c.Text)
		}
		require.Equal(t, []string{"first", "between", "e3", "second", "e5", "i1", "i2", "i3"}, texts)
	}},
	{"an edit on its way is not replaced, and if it fails the later one still comes last", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		edit := func(text string) bot.Outgoing {
			return bot.Outgoing{Chat: aida, MessageKey: "h", Action: bot.Edit, Coalesce: true, Text: text}
		}
		r.tg.answer = func(d bot.Delivery, nth int) error {
			if d.Text == "e1" && nth == 1 {
				r.send(edit("e2"))
				return refuse(bot.Unavailable, 502)
			}
			return nil
		}
		r.send(edit("e1"))
		r.step()
		r.send(edit("e3")) // now e1 waits as well
		r.drain()
		require.Equal(t, []string{"e1", "e3"}, r.texts())
	}},
	{"what is gone is dropped with what waits behind it", func(t *testing.T, client redis.UniversalClient) {
		var gone []int64
		r := newRig(t, client, Options{Partitions: 1, OnGone: func(_ context.Context, chat int64) error {
			if gone = append(gone, chat); len(gone) < 3 {
				return errors.New("not now")
			}
			return nil
		}})
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Chat == aida {
				return refuse(bot.Gone, 403)
			}
			return nil
		}
		for i := range 3 {
			r.send(bot.Outgoing{Chat: aida, Text: fmt.Sprint("a", i)}, bot.Outgoing{Chat: bek, Text: fmt.Sprint("b", i)})
		}
		r.drain()
		require.Equal(t, []int64{aida, aida, aida}, gone, "until it is noted")
		require.Len(t, of(bek, r.tg.calls), 3)
		require.Equal(t, []said{
			{0, aida, bot.Send, "a0", 0, 0}, {1 * second, aida, bot.Send, "a0", 0, 0}, {3 * second, aida, bot.Send, "a0", 0, 0},
		}, of(aida, r.heard()))
		require.Empty(t, whole(t, client, r.parts[0]))
	}},
	{"a group that moved is written to where it is now", func(t *testing.T, client redis.UniversalClient) {
		const group, super = -77, -100077
		var moved [][2]int64
		r := newRig(t, client, Options{OnMoved: func(_ context.Context, from, to int64) error {
			if moved = append(moved, [2]int64{from, to}); len(moved) == 1 {
				return errors.New("not now")
			}
			return nil
		}})
		r.tg.answer = func(d bot.Delivery, nth int) error {
			if d.Chat != group {
				return nil
			}
			if nth == 2 { // comes after it was read what is to be moved
				defer r.send(bot.Outgoing{Chat: group, Text: "late"})
			}
			return &bot.DeliveryError{Failure: bot.Moved, Code: 400, MovedTo: super}
		}
		r.send(bot.Outgoing{Chat: group, Text: "one"}, bot.Outgoing{Chat: group, Text: "two"}, bot.Outgoing{Chat: group, Text: "three"})
		r.drain()
		r.send(bot.Outgoing{Chat: super, Text: "one"}) // by somebody who knows by now
		r.drain()
		require.Equal(t, [][2]int64{{group, super}, {group, super}}, moved[:2])
		var texts []string
		for _, c := range of(super, r.heard()) {
			texts = append(texts, c.Text)
		}
		require.Equal(t, []string{"one", "two", "three", "late"}, texts)
	}},
	{"what Telegram will never take does not hold up the rest", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Text == "bad" {
				return refuse(bot.Rejected, 400)
			}
			return nil
		}
		r.send(bot.Outgoing{Chat: aida, Text: "bad"}, bot.Outgoing{Chat: aida, Text: "good"})
		r.drain()
		require.Equal(t, []string{"bad", "good"}, r.texts())
	}},
	{"while Telegram is away it is tried again for ever, ever more slowly, in order", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		r.tg.answer = func(d bot.Delivery, nth int) error {
			if d.Text == "a0" && nth <= 12 {
				return refuse(bot.Unavailable, 502)
			}
			return nil
		}
		r.send(bot.Outgoing{Chat: aida, Text: "a0"}, bot.Outgoing{Chat: aida, Text: "a1"})
		r.drain()
		var gaps []time.Duration
		calls := r.heard()
		for i := range calls[1:] {
			gaps = append(gaps, calls[i+1].At-calls[i].At)
		}
		require.Equal(t, []time.Duration{
			second, 2 * second, 4 * second, 8 * second, 16 * second, 32 * second, 64 * second, 128 * second, 256 * second,
			300 * second, 300 * second, 300 * second, 0,
		}, gaps)
		require.Equal(t, "a1", calls[13].Text)
		require.Empty(t, r.attempts)
	}},
	{"a 429 parks the chat that it names, or everything", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		r.tg.answer = func(d bot.Delivery, nth int) error {
			switch {
			case d.Text == "chat" && nth == 1:
				return &bot.DeliveryError{Failure: bot.TooFast, Code: 429, RetryAfter: 17 * second}
			case d.Text == "all" && nth == 1:
				return &bot.DeliveryError{Failure: bot.TooFast, Code: 429, RetryAfter: 40 * second, Global: true}
			}
			return nil
		}
		r.send(bot.Outgoing{Chat: aida, Text: "chat"})
		require.Positive(t, r.step())
		r.send(bot.Outgoing{Chat: bek, Text: "other"})
		require.Positive(t, r.step())
		r.clock.Advance(2 * second)
		r.send(bot.Outgoing{Chat: bek, Text: "all"})
		r.drain()
		require.Equal(t, []said{
			{0, aida, bot.Send, "chat", 0, 0}, {0, bek, bot.Send, "other", 0, 0}, {2 * second, bek, bot.Send, "all", 0, 0},
		}, r.tg.calls[:3])
		require.ElementsMatch(t, []said{
			{42 * second, bek, bot.Send, "all", 0, 0}, {42 * second, aida, bot.Send, "chat", 0, 0},
		}, r.tg.calls[3:])
	}},
	{"without an answer it is sent again, and counted", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		r.tg.answer = func(_ bot.Delivery, nth int) error {
			if nth < 3 {
				return errors.New("no answer")
			}
			return nil
		}
		r.send(bot.Outgoing{Chat: aida, Text: "a"})
		r.drain()
		require.Equal(t, []said{
			{0, aida, bot.Send, "a", 0, 0}, {second, aida, bot.Send, "a", 0, 0}, {3 * second, aida, bot.Send, "a", 0, 0},
		}, r.heard())
		require.InDelta(t, 2, testutil.ToFloat64(r.metrics.uncertain), 0)
	}},
	{"what to edit or reply to may be missing", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Limits: Limits{Private: second}})
		r.send(bot.Outgoing{Chat: aida, Text: "card", MessageKey: "h"})
		r.drain()
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Target == 101 || d.Replies == 101 {
				return refuse(bot.Missing, 400)
			}
			return nil
		}
		r.send(
			bot.Outgoing{Chat: aida, Text: "reply", ReplyToMessageKey: "h"},
			bot.Outgoing{Chat: aida, Text: "edit", MessageKey: "h", Action: bot.Edit},
			bot.Outgoing{Chat: aida, Text: "again", MessageKey: "h", Action: bot.Edit},
		)
		r.drain()
		require.Equal(t, []said{
			{0, aida, bot.Send, "card", 0, 0},
			{1 * second, aida, bot.Send, "reply", 0, 101}, {1 * second, aida, bot.Send, "reply", 0, 0},
			{3 * second, aida, bot.Edit, "edit", 101, 0}, {3 * second, aida, bot.Send, "edit", 0, 0},
			{5 * second, aida, bot.Edit, "again", 103, 0},
		}, r.heard(), "two calls count as two")
		r.tg.answer = func(bot.Delivery, int) error { return refuse(bot.Missing, 400) }
		r.send(bot.Outgoing{Chat: aida, MessageKey: "h", Action: bot.Delete, Key: "d"}, bot.Outgoing{Chat: aida, MessageKey: "h", Action: bot.Delete, Key: "e"})
		r.drain()
		require.Len(t, r.heard(), 1, "what is missing is deleted")
	}},
	{"after a crash it is sent again, and counted", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		r.send(bot.Outgoing{Chat: aida, Text: "a"}, bot.Outgoing{Chat: aida, Text: "b"})
		r.turn(t.Context())
		<-r.outcomes // delivered, not recorded
		r.sender = newSender(r.Outbox)
		require.Positive(t, r.step(), "its sender may still live")
		require.Equal(t, []string{"a"}, r.texts())
		r.drain()
		require.Equal(t, []said{{markFor, aida, bot.Send, "a", 0, 0}, {markFor, aida, bot.Send, "b", 0, 0}}, r.heard())
		require.InDelta(t, 1, testutil.ToFloat64(r.metrics.resent), 0)
	}},
	{"a mark is renewed while the call lasts", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		r.send(bot.Outgoing{Chat: aida, Text: "slow"}, bot.Outgoing{Chat: aida, Text: "next"})
		r.turn(t.Context())
		other := newSender(r.Outbox)
		for range 10 {
			r.clock.Advance(markFor / 4)
			r.renewMarks(t.Context())
			require.Positive(t, other.turn(t.Context()))
		}
		require.Empty(t, other.busy)
		// And even if the clock jumps, the one who sends it does not send it again.
		r.clock.Advance(time.Hour)
		require.Positive(t, r.turn(t.Context()))
		r.drain()
		require.Equal(t, []string{"slow", "next"}, r.texts())
	}},
	{"keys and handles are forgotten in time", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Partitions: 1})
		r.send(bot.Outgoing{Chat: aida, Text: "a", MessageKey: "h"}, bot.Outgoing{Chat: aida, Text: "b", MessageKey: "i"})
		r.drain()
		r.clock.Advance(keepKeys)
		require.NoError(t, r.Trim(t.Context()))
		require.Zero(t, client.ZCard(t.Context(), r.parts[0].seen).Val())
		r.send(bot.Outgoing{Chat: aida, Text: "c", MessageKey: "h", Action: bot.Edit}) // keeps it for longer
		r.drain()
		r.send(bot.Outgoing{Chat: channel, Text: "d", MessageKey: "h"})
		r.drain()
		r.clock.Advance(keepPrivate - keepKeys)
		require.NoError(t, r.Trim(t.Context()))
		person, public := sealer{}.Pseudonym("chat", aida)+":"+r.messageKeyOf(aida, "h"), sealer{}.Pseudonym("chat", channel)+":"+r.messageKeyOf(channel, "h")
		require.ElementsMatch(t, []string{
			"{out:0}:named " + person, "{out:0}:handles " + person, "{out:0}:named " + public, "{out:0}:handles " + public,
		}, without(whole(t, client, r.parts[0]), "seen"))
		r.clock.Advance(keepPrivate)
		require.NoError(t, r.Trim(t.Context()))
		require.ElementsMatch(t, []string{"{out:0}:named " + public, "{out:0}:handles " + public},
			without(whole(t, client, r.parts[0]), "seen"), "a person's chat is forgotten sooner than a channel")
	}},
	{"a chat that is to be forgotten leaves nothing", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Partitions: 1})
		r.send(bot.Outgoing{Chat: aida, Text: "a", MessageKey: "h"}, bot.Outgoing{Chat: bek, Text: "b", MessageKey: "h"})
		r.drain()
		r.send(bot.Outgoing{Chat: aida, Text: "c", MessageKey: "i"}, bot.Outgoing{Chat: bek, Text: "d"})
		n, err := r.Waiting(t.Context(), aida)
		require.NoError(t, err)
		require.Equal(t, 1, n)
		require.NoError(t, r.Forget(t.Context(), aida))
		name := sealer{}.Pseudonym("chat", aida)
		for _, each := range whole(t, client, r.parts[0]) {
			require.NotContains(t, each, name)
		}
		r.drain()
		require.ElementsMatch(t, []string{"a", "b", "d"}, r.texts(), "others get what is theirs, in no order among chats")
	}},
	{"what cannot be read is dropped", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Partitions: 1})
		r.send(bot.Outgoing{Chat: aida, Text: "a"}, bot.Outgoing{Chat: aida, Text: "b"}, bot.Outgoing{Chat: aida, Text: "c"})
		k := r.parts[0]
		items, err := client.ZRange(t.Context(), k.queue, 0, -1).Result()
		require.NoError(t, err)
		require.NoError(t, client.HSet(t.Context(), k.items, items[0], "0", items[1], "0"+noMessageKey+noMessageKey+"altered").Err())
		r.drain()
		require.Equal(t, []string{"c"}, r.texts())
	}},
	{"metrics", func(t *testing.T, client redis.UniversalClient) {
		reg := prometheus.NewRegistry()
		r := newRig(t, client, Options{Metrics: reg, Limits: Limits{Private: second}})
		r.send(bot.Outgoing{Chat: aida, Text: "a"}, bot.Outgoing{Chat: aida, Text: "b"}, bot.Outgoing{Chat: bek, Text: "c"})
		r.step()
		r.send(bot.Outgoing{Chat: channel, Text: "d"})
		r.clock.Advance(second / 2)
		require.Equal(t, map[string]float64{
			"rastau_outbox_depth": 2, "rastau_outbox_overdue_seconds": 0.5, "rastau_outbox_waiting_chats": 1,
			"rastau_outbox_delivered_total": 2, "rastau_outbox_resent_total": 0, "rastau_outbox_uncertain_total": 0,
			"rastau_outbox_folded_total": 0, "rastau_outbox_cut": 0, "rastau_outbox_deadly_total": 0,
		}, gathered(t, reg))
	}},
	{"nobody is named in Redis", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Partitions: 1})
		r.send(bot.Outgoing{
			Chat: aida, Key: "key-words", MessageKey: "handle-words", ReplyToMessageKey: "other-words", Text: "text-words",
			Media: []bot.Media{{FileID: "file-words"}}, Buttons: [][]bot.Button{{{Text: "button-words", Data: "data-words"}}},
		})
		all := whole(t, client, r.parts[0])
		require.Len(t, all, 3)
		all = append(all, client.HVals(t.Context(), r.parts[0].items).Val()...)
		all = append(all, client.ZRange(t.Context(), r.parts[0].seen, 0, -1).Val()...)
		require.Len(t, all, 5)
		for _, each := range all {
			require.NotContains(t, each, "words")
			require.NotContains(t, each, "4411")
		}
	}},
	{"needs a key and a chat", func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		require.Error(t, r.Send(t.Context(), bot.Outgoing{Chat: aida}))
		require.Error(t, r.Send(t.Context(), bot.Outgoing{Key: "k"}))
		require.NoError(t, r.Send(t.Context()))
	}},
}

func of(chat int64, calls []said) []said {
	var out []said
	for _, c := range calls {
		if c.Chat == chat {
			out = append(out, c)
		}
	}
	return out
}

func gathered(t *testing.T, reg *prometheus.Registry) map[string]float64 {
	t.Helper()
	families, err := reg.Gather()
	require.NoError(t, err)
	out := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			out[f.GetName()] += m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
	}
	return out
}

// without leaves out what belongs to a key.
func without(all []string, key string) []string {
	return slices.DeleteFunc(all, func(each string) bool { return strings.Contains(each, ":"+key+" ") })
}
