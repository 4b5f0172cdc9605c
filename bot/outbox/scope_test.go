package outbox

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// What concerns one message, one file or one chat is no outage, and nobody else waits for it.
func TestAFailureHoldsUpOnlyWhatItConcerns(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		for _, c := range scopeCases {
			t.Run(c.name, func(t *testing.T) { // one after the other: they share a Redis
				flush(t, client)
				c.run(t, client)
			})
		}
	})
}

// ofItem is why a file could not be fetched.
func ofItem() error {
	return &bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfItem, Code: 404, Reason: "because"}
}

// probed is a rig whose probes get through, unless the way is dark.
func probed(t *testing.T, client redis.UniversalClient, o Options, dark *bool) *rig {
	t.Helper()
	o.Partitions = 1
	o.Probe = func(context.Context) error {
		if *dark {
			return errors.New("no network")
		}
		return nil
	}
	return newRig(t, client, o)
}

// picture is a message with a file; pictured one of the two parts of a question that is nothing without it.
func picture(chat int64, text string) bot.Outgoing {
	return bot.Outgoing{Chat: chat, Text: text, Media: []bot.Media{{Kind: bot.Photo, FileID: "f"}}}
}

func question(chat int64, name string) (file, card bot.Outgoing) {
	file, card = picture(chat, name+" file"), bot.Outgoing{Chat: chat, Text: name + " card", MessageKey: name}
	file.News = &bot.News{Subject: name, Version: 2, Part: 1, Whole: true}
	card.News = &bot.News{Subject: name, Version: 2, Whole: true}
	return file, card
}

// pass lets time pass while the sender works.
func (r *rig) pass(d time.Duration) {
	atLeast := time.Millisecond
	if d > time.Hour {
		atLeast = 5 * second
	}
	for until := r.clock.Now().Add(d); r.clock.Now().Before(until); {
		r.clock.Advance(min(max(r.step(), atLeast), until.Sub(r.clock.Now())))
	}
	r.step()
}

var scopeCases = []struct {
	name string
	run  func(t *testing.T, client redis.UniversalClient)
}{
	{"files that cannot be fetched stop nobody, not even in their own chat", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if len(d.Media) > 0 {
				return ofItem()
			}
			return nil
		}
		for i := range int64(20) {
			r.send(picture(100+i, "p"), bot.Outgoing{Chat: 100 + i, Text: "behind"})
		}
		r.send(bot.Outgoing{Chat: bek, Text: "for another"})
		r.pass(2 * second)
		require.False(t, r.cut.is)
		require.InDelta(t, 0, testutil.ToFloat64(r.metrics.cut), 0)
		said := map[string]int{}
		for _, c := range r.heard() {
			said[c.Text]++
		}
		require.Equal(t, 20, said["behind"], "what is behind it goes first")
		require.Equal(t, 1, said["for another"])
	}},
	{"it goes when it can be fetched again", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		r.tg.answer = func(d bot.Delivery, nth int) error {
			if len(d.Media) > 0 && nth <= 4 {
				return ofItem()
			}
			return nil
		}
		r.send(picture(aida, "p"), bot.Outgoing{Chat: aida, Text: "behind"})
		r.drain()
		require.Equal(t, []string{"p", "behind", "p", "p", "p", "p"}, r.texts())
		require.Less(t, r.clock.Since(r.tg.start), 20*second)
		require.Empty(t, whole(t, client, r.parts[0]))
	}},
	{"what changes or answers it waits with it", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		r.tg.answer = func(d bot.Delivery, nth int) error {
			if d.Text == "p" && nth <= 3 {
				return ofItem()
			}
			return nil
		}
		p := picture(aida, "p")
		p.MessageKey = "h"
		r.send(p, bot.Outgoing{Chat: aida, Action: bot.Edit, MessageKey: "h", Text: "changed"}, bot.Outgoing{Chat: aida, ReplyToMessageKey: "h", Text: "answer"},
			bot.Outgoing{Chat: aida, Text: "other"})
		r.drain()
		require.Equal(t, []string{"p", "other", "p", "p", "p", "changed", "answer"}, r.texts())
	}},
	{"an upload that Telegram stumbles over is told from an outage, and tried in another form", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		var forms []bot.Form
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Text != "p" {
				return nil
			}
			if forms = append(forms, d.Form); d.Form == bot.AsItIs {
				return refuse(bot.Uncertain, 504)
			}
			return nil
		}
		r.send(picture(aida, "p"), bot.Outgoing{Chat: aida, Text: "behind"})
		for i := range int64(5) {
			r.send(picture(100+i, "p"))
		}
		r.drain()
		require.Zero(t, testutil.ToFloat64(r.metrics.cut))
		require.Contains(t, forms, bot.AsAFile)
		require.Less(t, r.clock.Since(r.tg.start), time.Minute)
	}},
	{"in an outage nothing is blamed", func(t *testing.T, client redis.UniversalClient) {
		dark := true
		r := probed(t, client, Options{}, &dark)
		r.tg.answer = func(d bot.Delivery, _ int) error {
			require.Equal(t, bot.AsItIs, d.Form)
			if dark {
				return refuse(bot.Unavailable, 0)
			}
			return nil
		}
		for i := range int64(6) {
			r.send(picture(100+i, fmt.Sprint("p", i)))
		}
		r.pass(3 * time.Hour)
		require.InDelta(t, 1, testutil.ToFloat64(r.metrics.cut), 0)
		dark = false
		r.drain()
		require.InDelta(t, 0, testutil.ToFloat64(r.metrics.cut), 0)
	}},
	{"words by which Telegram stumbles for hours are set aside, and hold up nobody", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Text == "bad" {
				return refuse(bot.Unavailable, 500)
			}
			return nil
		}
		r.send(bot.Outgoing{Chat: aida, Text: "bad"}, bot.Outgoing{Chat: aida, Text: "good"})
		r.pass(10 * second)
		require.Contains(t, r.texts(), "good")
		r.pass(5 * time.Hour)
		n, err := r.Quarantined(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, n)
		require.Empty(t, whole(t, client, r.parts[0]))
	}},
	{"what a chat takes in no form goes in words, or is dropped", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		var forms []bot.Form
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if forms = append(forms, d.Form); len(d.Media) > 0 && d.Form != bot.InWords {
				return refuse(bot.Unfit, 400)
			}
			return nil
		}
		r.send(picture(aida, "p"), bot.Outgoing{Chat: aida, Text: "behind"})
		r.drain()
		require.Equal(t, []bot.Form{bot.AsItIs, bot.AsAFile, bot.InWords, bot.AsItIs}, forms)
	}},
	{"a question does not go out without its file", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		type unfitted struct {
			handle string
			forAll bool
		}
		var told []unfitted
		fail := 2
		r := probed(t, client, Options{OnUnfit: func(_ context.Context, out bot.Outgoing, forAll bool) error {
			if fail--; fail >= 0 {
				return errors.New("not now")
			}
			told = append(told, unfitted{out.News.Subject, forAll})
			return nil
		}}, &dark)
		why := map[string]error{
			"here file": refuse(bot.Unfit, 400), "gone file": &bot.DeliveryError{Failure: bot.Rejected, ForAll: true}, "away file": ofItem(),
		}
		r.tg.answer = func(d bot.Delivery, _ int) error { return why[d.Text] }
		for _, name := range []string{"here", "gone", "away", "good"} {
			file, card := question(aida, name)
			r.send(file, card)
		}
		r.drain()
		require.Equal(t, []unfitted{{"here", false}, {"gone", true}, {"away", false}}, told)
		for _, text := range r.texts() {
			require.NotContains(t, []string{"here card", "gone card", "away card"}, text)
		}
		require.Less(t, r.clock.Since(r.tg.start), 5*time.Minute)
		require.Len(t, whole(t, client, r.parts[0]), 4, "the handle of the good one, and that it was told")
	}},
	{"a chat where the bot may not write waits, and hears what it missed as soon as it may", func(t *testing.T, client redis.UniversalClient) {
		dark, may := false, false
		var hooks []string
		r := probed(t, client, Options{
			OnForbidden: func(context.Context, int64) error { hooks = append(hooks, "forbidden"); return nil },
			OnAllowed:   func(context.Context, int64) error { hooks = append(hooks, "allowed"); return nil },
		}, &dark)
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Chat == channel && !may {
				return refuse(bot.Forbidden, 400)
			}
			return nil
		}
		to := func(m *bot.Outgoing) { m.Chat = channel }
		r.send(version("a", 1, to))
		r.pass(3 * time.Hour)
		tries := len(r.heard())
		require.Less(t, tries, 7, "ever more rarely")
		for i := range 5 {
			r.send(version(fmt.Sprint("b", i), 1, to))
		}
		r.send(version("a", 2, to), bot.Outgoing{Chat: bek, Text: "for another"})
		r.pass(10 * second)
		require.Equal(t, []string{"for another"}, r.texts(), "what is new does not try it sooner")
		held, err := r.Held(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, held)
		r.pass(lateAfter)
		may = true
		require.NoError(t, r.Resume(t.Context(), channel))
		r.sender = newSender(r.Outbox) // another replica
		r.pass(second)
		got := of(channel, r.heard())
		require.Len(t, got, 1)
		require.Contains(t, got[0].Text, "b4")
		require.Contains(t, got[0].Text, "a2")
		require.NotContains(t, got[0].Text, "a1")
		require.Equal(t, "allowed", hooks[len(hooks)-1])
		held, err = r.Held(t.Context())
		require.NoError(t, err)
		require.Zero(t, held)
	}},
	{"nothing waits for ever for a right", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		r.tg.answer = func(bot.Delivery, int) error { return refuse(bot.Forbidden, 400) }
		r.send(bot.Outgoing{Chat: channel, Text: "a"})
		r.pass(keepHeld + longestHold)
		depth, err := r.Depth(t.Context())
		require.NoError(t, err)
		require.Zero(t, depth)
	}},
	{"a right that comes back is found without a word", func(t *testing.T, client redis.UniversalClient) {
		dark := false
		r := probed(t, client, Options{}, &dark)
		r.tg.answer = func(_ bot.Delivery, nth int) error {
			if nth <= 2 {
				return refuse(bot.Forbidden, 400)
			}
			return nil
		}
		r.send(bot.Outgoing{Chat: channel, Text: "a"})
		r.drain()
		require.Equal(t, []string{"a", "a", "a"}, r.texts())
		require.InDelta(t, 5*time.Minute, r.clock.Since(r.tg.start), float64(second))
	}},
}
