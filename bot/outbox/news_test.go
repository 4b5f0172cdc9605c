package outbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestNews(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		for _, c := range newsCases {
			t.Run(c.name, func(t *testing.T) { // one after the other: they share a Redis
				flush(t, client)
				c.run(t, newRig(t, client, Options{Partitions: 1}))
			})
		}
	})
}

// version is news of a subject in aida's chat.
func version(subject string, v int, change ...func(*bot.Outgoing)) bot.Outgoing {
	what := fmt.Sprint(subject, v)
	m := bot.Outgoing{
		Key: fmt.Sprint(what, len(change)), Chat: aida, Action: bot.Send, Priority: bot.Broadcast, Text: "full " + what,
		News: &bot.News{Subject: subject, Version: v, Mark: "!", Line: what, Heading: "News"},
	}
	for _, f := range change {
		f(&m)
	}
	return m
}

func own(m *bot.Outgoing)      { m.Priority = bot.Notice }
func edit(m *bot.Outgoing)     { m.Action, m.MessageKey = bot.Edit, m.News.Subject }
func ifTold(m *bot.Outgoing)   { m.News.IfTold, m.News.Part = true, 1 }
func withdraw(m *bot.Outgoing) { m.Action, m.Text, m.News.Line = bot.Withdraw, "", "" }
func ask(m *bot.Outgoing)      { m.News.Line, m.Priority = "", bot.Notice }
func repeats(m *bot.Outgoing)  { m.News.Repeats, m.News.Line = true, "" }
func together(m *bot.Outgoing) { m.News.Together, m.Text = true, "" }
func keyed(key string) func(*bot.Outgoing) {
	return func(m *bot.Outgoing) { m.Key = key }
}

func (r *rig) late() { r.clock.Advance(lateAfter) }

var newsCases = []struct {
	name string
	run  func(t *testing.T, r *rig)
}{
	{"a newer version takes the place of one that waits, and corrects nothing", func(t *testing.T, r *rig) {
		r.send(version("a", 1), version("b", 1), version("a", 3), version("a", 2), version("a", 3, keyed("again")))
		r.drain()
		require.Equal(t, []string{"full b1", "full a3"}, r.texts())
		r.send(version("a", 2, keyed("late")), version("a", 3, keyed("late again")))
		r.drain()
		require.Empty(t, r.texts(), "what is known is not told")
		r.send(version("a", 5))
		r.drain()
		require.Equal(t, []string{"!full a5"}, r.texts())
		require.ElementsMatch(t, []string{"3.5", "1.1"}, r.redis.HVals(t.Context(), r.parts[0].told).Val(), "first and last versions")
	}},
	{"what may have been told is corrected", func(t *testing.T, r *rig) {
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Text == "full a1" {
				return errors.New("no answer")
			}
			return nil
		}
		r.send(version("a", 1))
		r.step()
		r.send(version("a", 2))
		r.drain()
		require.Equal(t, []string{"full a1", "!full a2"}, r.texts())
	}},
	{"a version that is on its way is followed by the newer one", func(t *testing.T, r *rig) {
		first := true
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if first {
				first = false
				r.send(version("a", 2), version("a", 3))
			}
			return nil
		}
		r.send(version("a", 1))
		r.drain()
		require.Equal(t, []string{"full a1", "!full a3"}, r.texts())
	}},
	{"one that did not get through gives way", func(t *testing.T, r *rig) {
		r.tg.answer = func(d bot.Delivery, nth int) error {
			if d.Text == "full a1" {
				r.send(version("a", 2))
				return refuse(bot.Unavailable, 502)
			}
			return nil
		}
		r.send(version("a", 1))
		r.drain()
		require.Equal(t, []string{"full a1", "full a2"}, r.texts())
	}},
	{"a post that was not delivered comes once, in its latest form", func(t *testing.T, r *rig) {
		post := func(v int) []bot.Outgoing {
			return []bot.Outgoing{version("p", v, edit), version("p", v, edit, ifTold, reply)}
		}
		r.send(version("p", 1, func(m *bot.Outgoing) { m.MessageKey = "p" }))
		r.send(post(2)...)
		r.drain()
		require.Equal(t, []said{{0, aida, bot.Send, "full p2", 0, 0}}, r.heard())
		r.send(post(3)...)
		r.drain()
		require.Equal(t, []said{{0, aida, bot.Edit, "!full p3", 101, 0}, {0, aida, bot.Send, "!full p3", 0, 101}}, r.heard())
	}},
	{"a post that was told in a digest is corrected by one message", func(t *testing.T, r *rig) {
		r.send(version("p", 1, together), version("q", 1, together))
		r.drain()
		r.send(version("p", 2, edit), version("p", 2, edit, ifTold, reply))
		r.drain()
		require.Equal(t, []string{"News\n\np1\n\nq1", "!full p2"}, r.texts())
	}},
	{"what was asked and is not needed any more is not put", func(t *testing.T, r *rig) {
		r.send(version("ask", 1, ask, ifTold, func(m *bot.Outgoing) { m.News.IfTold = false }), version("ask", 1, ask))
		r.send(version("ask", 2, withdraw))
		r.drain()
		require.Empty(t, r.texts())
		r.send(version("ask", 3, ask))
		r.drain()
		r.send(version("ask", 4, withdraw), version("ask", 5, ask, func(m *bot.Outgoing) { m.News.IfTold = true }))
		r.drain()
		require.Equal(t, []string{"full ask3", "!full ask5"}, r.texts(), "who got it hears of its end")
		require.Empty(t, without(without(whole(t, r.redis, r.parts[0]), "named"), "told"))
	}},
	{"what is withdrawn while it is on its way is not put again", func(t *testing.T, r *rig) {
		r.tg.answer = func(bot.Delivery, int) error {
			r.send(version("ask", 2, withdraw))
			return refuse(bot.Unavailable, 502)
		}
		r.send(version("ask", 1, ask))
		r.drain()
		require.Equal(t, []string{"full ask1"}, r.texts())
	}},
	{"a reminder repeats what was told, once", func(t *testing.T, r *rig) {
		r.send(version("r", 1, repeats))
		r.drain()
		r.send(version("r", 1, repeats, keyed("day 2")), version("r", 1, repeats, keyed("day 3")))
		r.drain()
		require.Equal(t, []string{"full r1", "full r1"}, r.texts())
	}},
	{"late news are one message: corrections, what was asked, the rest, the newest first", func(t *testing.T, r *rig) {
		r.send(version("c1", 1), version("c2", 1))
		r.drain()
		r.heard()
		for _, m := range []bot.Outgoing{
			version("ask", 1, ask), version("n1", 1), version("o1", 1, own), version("c1", 2), version("n2", 1), version("o2", 1, own), version("c2", 2),
		} {
			r.send(m)
			r.clock.Advance(second)
		}
		r.late()
		r.drain()
		require.Equal(t, []string{"News\n\n!c22\n\n!c12\n\no21\n\no11\n\nn21\n\nn11", "full ask1"}, r.texts())
		require.InDelta(t, 6, testutil.ToFloat64(r.metrics.folded), 0)
	}},
	{"news that are not late come one by one, and one that is alone comes in full", func(t *testing.T, r *rig) {
		r.send(version("a", 1), version("b", 1))
		r.drain()
		r.send(version("c", 1))
		r.late()
		r.drain()
		require.Equal(t, []string{"full a1", "full b1", "full c1"}, r.texts())
	}},
	{"what does not fit goes into a second digest", func(t *testing.T, r *rig) {
		long := func(m *bot.Outgoing) { m.News.Line += strings.Repeat("ә", 1000) }
		for i := range 6 {
			r.send(version(fmt.Sprint("s", i, "-"), 1, long))
			r.clock.Advance(second)
		}
		r.send(version("huge", 1, func(m *bot.Outgoing) { m.News.Line = strings.Repeat("😀", 2048) }))
		r.late()
		r.drain()
		texts := r.texts()
		require.Len(t, texts, 3)
		require.Equal(t, "full huge1", texts[0], "what no digest holds")
		require.Equal(t, []int{4, 2}, []int{strings.Count(texts[1], "\n\n"), strings.Count(texts[2], "\n\n")})
		require.True(t, strings.HasPrefix(texts[1], "News\n\ns5-1ә"))
		for _, text := range texts {
			require.LessOrEqual(t, length(text), mostUnits)
		}
	}},
	{"when Telegram refuses a digest each piece goes by itself", func(t *testing.T, r *rig) {
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if strings.Contains(d.Text, "bad") {
				return refuse(bot.Rejected, 400)
			}
			return nil
		}
		r.send(version("good", 1), version("bad", 1), version("fine", 1), version("last", 1))
		r.late()
		r.drain()
		require.Equal(t, []string{"News\n\ngood1\n\nbad1\n\nfine1\n\nlast1", "full good1", "full bad1", "News\n\nfine1\n\nlast1"}, r.texts())
	}},
	{"a sender that dies with a digest on its way sends the latest again, and it is counted", func(t *testing.T, r *rig) {
		r.send(version("a", 1), version("b", 1))
		r.late()
		r.turn(t.Context())
		<-r.outcomes // delivered, not recorded
		r.sender = newSender(r.Outbox)
		r.send(version("b", 2), version("c", 1))
		r.drain()
		require.Equal(t, []string{"News\n\na1\n\nb1", "News\n\n!b2\n\nc1\n\na1"}, r.texts())
		require.InDelta(t, 1, testutil.ToFloat64(r.metrics.resent), 0)
	}},
	{"an unreadable piece spoils nothing", func(t *testing.T, r *rig) {
		r.send(version("a", 1), version("b", 1), version("c", 1))
		k := r.parts[0]
		items := r.redis.ZRange(t.Context(), k.queue, 0, -1).Val()
		require.NoError(t, r.redis.HSet(t.Context(), k.items, items[0], "0"+noMessageKey+noMessageKey+"altered").Err())
		r.late()
		r.drain()
		require.Equal(t, []string{"News\n\nb1\n\nc1"}, r.texts())
	}},
	{"what a chat was told is forgotten with it, and in time", func(t *testing.T, r *rig) {
		r.send(version("a", 1))
		r.drain()
		require.NoError(t, r.Forget(t.Context(), aida))
		require.Empty(t, whole(t, r.redis, r.parts[0]))
		r.send(version("b", 1))
		r.drain()
		r.clock.Advance(keepPrivate)
		require.NoError(t, r.Trim(t.Context()))
		require.Empty(t, whole(t, r.redis, r.parts[0]))
		r.send(version("b", 2))
		require.NoError(t, r.Forget(t.Context(), aida))
		require.Empty(t, whole(t, r.redis, r.parts[0]))
	}},
	{"news need a subject and a version", func(t *testing.T, r *rig) {
		require.Error(t, r.Send(t.Context(), version("", 1)))
		require.Error(t, r.Send(t.Context(), version("a", 0)))
		require.Error(t, r.Send(t.Context(), bot.Outgoing{Key: "k", Chat: aida, Action: bot.Withdraw}))
	}},
	{"nobody can read what news are about", func(t *testing.T, r *rig) {
		r.send(version("subject-words", 1, func(m *bot.Outgoing) { m.News.Mark, m.News.Heading = "mark-words", "heading-words" }))
		all := append(whole(t, r.redis, r.parts[0]), r.redis.HVals(t.Context(), r.parts[0].items).Val()...)
		r.drain()
		all = append(all, whole(t, r.redis, r.parts[0])...)
		for _, each := range all {
			require.NotContains(t, each, "words")
		}
	}},
}

func reply(m *bot.Outgoing) {
	m.Action, m.MessageKey, m.ReplyToMessageKey = bot.Send, "", m.News.Subject
}

func TestNothingIsSentWhileNoCallGetsThrough(t *testing.T) {
	t.Parallel()
	dark, probes := true, 0
	r := newRig(t, redistest.Mini(t), Options{Probe: func(context.Context) error {
		if probes++; dark {
			return errors.New("no network")
		}
		return nil
	}})
	r.tg.answer = func(bot.Delivery, int) error {
		if dark {
			return refuse(bot.Unavailable, 0)
		}
		return nil
	}
	for chat := range int64(50) {
		r.send(bot.Outgoing{Chat: 1 + chat, Text: fmt.Sprint("m", chat)})
	}
	r.step()
	tried := len(r.heard())
	require.Less(t, tried, 51, "each chat was tried once at the most")
	require.True(t, r.cut.is)
	require.InDelta(t, 1, testutil.ToFloat64(r.metrics.cut), 0)
	var waits []time.Duration
	for range 60 {
		wait := r.step()
		if wait > 0 {
			r.clock.Advance(wait)
		}
		waits = append(waits, wait)
	}
	require.Empty(t, r.heard(), "nothing is tried in vain")
	require.LessOrEqual(t, probes, 60)
	for _, wait := range waits {
		require.LessOrEqual(t, wait, lastProbe, "a window is noticed soon")
	}
	dark = false
	r.clock.Advance(lastProbe)
	begin := r.clock.Now()
	r.drain()
	require.Len(t, r.heard(), 50)
	require.Less(t, r.clock.Since(begin), 5*second, "nobody has to wait for what failed while it was dark")
	require.InDelta(t, 0, testutil.ToFloat64(r.metrics.cut), 0)
}

// One message that fails for ever does not keep the others from going: the probe gets through.
func TestOneMessageThatFailsCutsNothingOff(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), Options{Probe: func(context.Context) error { return nil }})
	r.tg.answer = func(d bot.Delivery, _ int) error {
		if d.Text == "bad" {
			return refuse(bot.Unavailable, 502)
		}
		return nil
	}
	r.send(bot.Outgoing{Chat: aida, Text: "bad"})
	for range 20 {
		r.clock.Advance(max(r.step(), second))
	}
	r.send(bot.Outgoing{Chat: bek, Text: "good"})
	for range 5 {
		r.clock.Advance(r.step())
	}
	require.Len(t, of(bek, r.heard()), 1)
}
