package outbox

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/recall"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestWhatIsRecalledIsNotSent: in no chat, whether it waits, failed before, comes later, or is a line of a digest; what says the
// newest version is.
func TestWhatIsRecalledIsNotSent(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		flush(t, client)
		r := newRig(t, client, Options{Partitions: 2})
		r.clock.Advance(300 * time.Millisecond) // what is recalled within a second holds back nothing that is said later in that second
		about := func(version int) []bot.About { return []bot.About{{Subject: "claim", Version: version}} }
		line := func(subject, text string) *bot.News {
			return &bot.News{Subject: subject, Version: 1, Line: text, Heading: "meanwhile"}
		}
		r.tg.answer = func(d bot.Delivery, nth int) error {
			if d.Text == "fails at first" && nth == 1 {
				require.NoError(t, r.Recall(t.Context(), about(3)[0]))
				return &bot.DeliveryError{Failure: bot.Unavailable}
			}
			return nil
		}
		r.send(bot.Outgoing{Chat: aida, Text: "fails at first", About: about(2)})
		r.send(bot.Outgoing{Chat: aida, Text: "waits behind it", About: about(2)})
		r.drain()
		require.Equal(t, []string{"fails at first"}, r.texts())

		r.send(
			bot.Outgoing{Chat: bek, Text: "comes too late", About: about(2)},
			bot.Outgoing{Chat: bek, Text: "withdrawn", About: about(3)},
			bot.Outgoing{Chat: bek, Text: "another", About: []bot.About{{Subject: "another", Version: 1}}},
			bot.Outgoing{Chat: bek, Text: "about nothing"},
			bot.Outgoing{Chat: bek, Text: "made before", About: []bot.About{{Subject: "other"}, {Subject: "claim", At: r.clock.Now().Add(-time.Minute)}}},
			bot.Outgoing{Chat: bek, Text: "made after", About: []bot.About{{Subject: "claim", At: r.clock.Now()}}},
		)
		require.NoError(t, r.Recall(t.Context(), about(1)[0]), "an earlier recall that is repeated")
		r.drain()
		require.Equal(t, []string{"withdrawn", "another", "about nothing", "made after"}, r.texts())

		r.send(
			bot.Outgoing{Chat: channel, Key: "1", News: line("a", "recalled"), About: about(2)},
			bot.Outgoing{Chat: channel, Key: "2", News: line("b", "one")},
			bot.Outgoing{Chat: channel, Key: "3", News: line("c", "two")},
		)
		r.clock.Advance(2 * lateAfter)
		r.drain()
		require.Equal(t, []string{"meanwhile\n\none\n\ntwo"}, r.texts())

		r.clock.Advance(recall.Keep + time.Hour)
		require.NoError(t, r.Trim(t.Context()))
		require.Zero(t, client.Exists(t.Context(), "{outbox}:recalled", "{outbox}:recalled:when").Val())
	})
}
