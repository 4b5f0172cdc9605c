package outbox

import (
	"math"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestNothingFollowsTheLastMessage: what waits, what is on its way and fails, and what comes later, of every kind.
func TestNothingFollowsTheLastMessage(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{Partitions: 1})
		news := func(version int) *bot.News {
			return &bot.News{Subject: "claim", Version: version, Line: "line", Heading: "heading"}
		}
		flush(t, client)
		r.send(bot.Outgoing{Chat: aida, Text: "card", MessageKey: "h"})
		r.drain()
		r.send(
			bot.Outgoing{Chat: aida, Text: "waits", Priority: bot.Notice},
			bot.Outgoing{Chat: aida, Text: "news", Priority: bot.Notice, News: news(1)},
		)
		r.send(bot.Outgoing{Chat: aida, Text: "erased", Silence: bot.Begins}, bot.Outgoing{Chat: bek, Text: "for another"})
		r.send(
			bot.Outgoing{Chat: aida, Text: "a result", Priority: bot.Notice, News: news(2)},
			bot.Outgoing{Chat: aida, Text: "an edit", Action: bot.Edit, MessageKey: "h", Coalesce: true},
			bot.Outgoing{Chat: aida, Text: "an answer"},
			bot.Outgoing{Key: "deleted", Chat: aida, Action: bot.Delete, MessageKey: "h"},
		)
		require.NoError(t, r.Forget(t.Context(), bek)) // says nothing of anybody else's silence
		r.drain()
		require.Equal(t, []string{"card", "erased"}, r.texts())

		require.NoError(t, r.Forget(t.Context(), aida))
		r.send(bot.Outgoing{Chat: aida, Text: "a year later"})
		r.drain()
		require.Empty(t, r.texts(), "erasing does not end the silence")

		r.send(bot.Outgoing{Chat: aida, Text: "hello again", Silence: bot.Ends}, bot.Outgoing{Chat: aida, Text: "a result again"})
		r.drain()
		require.Equal(t, []string{"hello again", "a result again"}, r.texts())
	})
}

// TestWhatIsOnItsWayIsNotTriedAgain: it was sent before the chat fell silent, and fails after.
func TestWhatIsOnItsWayIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	for name, silence := range map[string]func(r *rig){
		"with a last message": func(r *rig) { r.send(bot.Outgoing{Chat: aida, Text: "last", Silence: bot.Begins}) },
		"without one":         func(r *rig) { require.NoError(r.t, r.Silence(r.t.Context(), aida)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, redistest.Mini(t), Options{Partitions: 1})
			r.tg.answer = func(d bot.Delivery, nth int) error {
				if d.Text == "on its way" && nth == 1 {
					silence(r)
					return &bot.DeliveryError{Failure: bot.Unavailable}
				}
				return nil
			}
			r.send(bot.Outgoing{Chat: aida, Text: "on its way"}, bot.Outgoing{Chat: aida, Text: "behind it"})
			r.drain()
			want := []string{"on its way"}
			if name == "with a last message" {
				want = append(want, "last")
			}
			require.Equal(t, want, r.texts())
		})
	}
}

// TestRepeatedUpdatesDoNotEndTheSilence: an update that Telegram repeats is answered under the keys of before.
func TestRepeatedUpdatesDoNotEndTheSilence(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), Options{Partitions: 1})
	before := bot.Outgoing{Key: "update 1", Chat: aida, Text: "an answer", Silence: bot.Ends}
	panics := bot.Outgoing{Key: "update 2", Chat: aida, Text: "erased", Silence: bot.Begins}
	r.send(before, panics, before, panics)
	r.drain()
	silent, err := r.Silent(t.Context(), aida)
	require.NoError(t, err)
	require.True(t, silent)
	r.send(bot.Outgoing{Key: "update 3", Chat: aida, Text: "hello", Silence: bot.Ends}, panics)
	r.drain()
	silent, err = r.Silent(t.Context(), aida)
	require.NoError(t, err)
	require.False(t, silent, "the last of before was said before")
}

// TestTheLastMessageDoesNotComeLate: neither hours later nor twice.
func TestTheLastMessageDoesNotComeLate(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]bot.Failure{"it was not sent": bot.Unavailable, "it may have been sent": bot.Uncertain} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, redistest.Mini(t), Options{Partitions: 1})
			r.tg.answer = func(bot.Delivery, int) error { return &bot.DeliveryError{Failure: failure} }
			r.send(bot.Outgoing{Chat: aida, Text: "erased", Silence: bot.Begins})
			r.step()
			r.tg.answer = nil
			require.NotEmpty(t, r.texts())
			if failure == bot.Unavailable {
				r.clock.Advance(lastWordFor + time.Second)
			}
			r.drain()
			require.Empty(t, r.texts())
		})
	}
}

// TestSilence: whatever is sent, and whenever it fails, after a last message nothing reaches a chat that was queued before it,
// and nothing of what was queued until the silence ended.
func TestSilence(t *testing.T) {
	t.Parallel()
	client := redistest.Mini(t)
	rapid.Check(t, func(rt *rapid.T) {
		require.NoError(t, client.FlushAll(t.Context()).Err())
		r := newRig(t, client, Options{Partitions: 1})
		r.tg.answer = func(bot.Delivery, int) error {
			if rapid.IntRange(0, 3).Draw(rt, "fails") == 0 {
				return &bot.DeliveryError{Failure: bot.Unavailable, Reason: "down"}
			}
			return nil
		}
		silent, over := map[int64]bool{}, map[string]int{} // over: from which call on a text may not be sent any more
		texts := map[int64][]string{}
		for i := range rapid.IntRange(1, 20).Draw(rt, "steps") {
			chat := rapid.SampledFrom([]int64{aida, bek}).Draw(rt, "chat")
			out := bot.Outgoing{Chat: chat, Text: string(rune('a' + i)), Silence: rapid.SampledFrom([]bot.Silence{bot.Kept, bot.Kept, bot.Ends, bot.Begins}).Draw(rt, "silence")}
			r.send(out)
			switch {
			case out.Silence == bot.Begins:
				silent[chat] = true
				for _, text := range texts[chat] {
					over[text] = min(len(r.tg.calls), over[text])
				}
			case out.Silence == bot.Ends:
				silent[chat] = false
			case silent[chat]:
				over[out.Text] = 0
			}
			if _, dropped := over[out.Text]; !dropped {
				over[out.Text] = math.MaxInt
			}
			texts[chat] = append(texts[chat], out.Text)
			if rapid.Bool().Draw(rt, "deliver") {
				r.step()
			}
		}
		r.tg.answer = nil
		r.drain()
		for i, call := range r.tg.calls {
			require.Less(rt, i, over[call.Text], call.Text)
		}
	})
}
