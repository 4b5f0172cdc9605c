package outbox

import (
	"context"
	"log/slog"
	"os"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestMain(m *testing.M) {
	if mortal, ok := redistest.BeMortal(); ok {
		deliver(mortal)
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// deliverer is a function as a [bot.Deliverer].
type deliverer func(ctx context.Context, d bot.Delivery) (bot.Receipt, error)

func (f deliverer) Deliver(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	return f(ctx, d)
}

// deliver delivers until all is delivered that can be.
func deliver(m *redistest.Mortal) {
	// Rather than wait until the marks and the lease of the one that died run out.
	m.Client.Del(m.Ctx, leaseKey)
	for _, chat := range m.Client.ZRange(m.Ctx, keysOf(0).flight, 0, -1).Val() {
		m.Client.ZAdd(m.Ctx, keysOf(0).flight, redis.Z{Score: 1, Member: chat})
	}
	box := New(Options{
		Redis: m.Client, Sealer: sealer{}, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler), Partitions: 1,
		Deliver: deliverer(func(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
			m.Do(d.Key, d.Text)
			return bot.Receipt{MessageID: 1}, nil
		}),
	})
	_ = box.Run(m.Ctx)
}

// TestWhatKillsItsSenderTwiceIsSetAside kills a process by what it is to deliver. Two restarts later it goes on.
func TestWhatKillsItsSenderTwiceIsSetAside(t *testing.T) {
	t.Parallel()
	say := func(key string, chat int64, text string) bot.Outgoing {
		return bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Text: text}
	}
	news := say("1", 5, "poison")
	news.News = &bot.News{Subject: "result", Version: 1}
	for name, test := range map[string]struct {
		sent   []bot.Outgoing
		deaths int
	}{
		"alone": {[]bot.Outgoing{say("1", 5, "poison"), say("2", 5, "after it")}, 2},
		"news":  {[]bot.Outgoing{news, say("2", 5, "after it")}, 2},
		// At the first death nobody can tell which of them it was.
		"beside others": {[]bot.Outgoing{say("1", 5, "wait"), say("2", 6, "wait"), say("3", 7, "poison++"), say("4", 7, "after it")}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Server(t, redisserver.Options{})
			client := server.Client()
			t.Cleanup(func() { _ = client.Close() })
			box := New(Options{Redis: client, Sealer: sealer{}, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler), Partitions: 1})
			require.NoError(t, box.Send(t.Context(), test.sent...))
			require.Equal(t, test.deaths, redistest.Deaths(t, server.Addr(), len(test.sent)-1))
			set, err := box.Quarantined(t.Context())
			require.NoError(t, err)
			require.EqualValues(t, 1, set)
			require.EqualValues(t, len(test.sent)-1, client.SCard(t.Context(), "done").Val(), "all others are delivered")
			require.Zero(t, client.Exists(t.Context(), keysOf(0).deaths).Val())
			require.NoError(t, box.Forget(t.Context(), 99))
			set, err = box.Quarantined(t.Context())
			require.NoError(t, err)
			require.EqualValues(t, 1, set, "it is another chat's")
			for _, m := range test.sent {
				require.NoError(t, box.Forget(t.Context(), m.Chat))
			}
			set, err = box.Quarantined(t.Context())
			require.NoError(t, err)
			require.Zero(t, set)
		})
	}
}

// TestASuspectIsSentAlone: what was on its way when the sender died goes again by itself, and everything else waits for it.
func TestASuspectIsSentAlone(t *testing.T) {
	t.Parallel()
	client := redistest.Mini(t)
	dead := newRig(t, client, Options{})
	dead.send(bot.Outgoing{Key: "1", Chat: 5, Action: bot.Send, Text: "first"}, bot.Outgoing{Key: "2", Chat: 6, Action: bot.Send, Text: "second"})
	due, _, err := dead.findDue(t.Context(), dead.clock.Now())
	require.NoError(t, err)
	require.Len(t, dead.claimBatch(t.Context(), dead.clock.Now(), due, 9), 2, "both are on their way, and it dies")

	next := newRig(t, client, Options{})
	next.clock.Advance(dead.clock.Since(next.clock.Now()) + markFor)
	next.inherit(t.Context())
	next.send(bot.Outgoing{Key: "3", Chat: 7, Action: bot.Send, Text: "third"})
	for range 2 {
		next.turn(t.Context())
		require.Len(t, next.busy, 1)
		require.Equal(t, longestWait, next.turn(t.Context()))
		require.Len(t, next.busy, 1, "nothing goes beside it")
		next.records = append(next.records, next.judge(<-next.outcomes))
		next.record(t.Context())
	}
	next.drain()
	require.ElementsMatch(t, []string{"first", "second", "third"}, next.texts())
}
