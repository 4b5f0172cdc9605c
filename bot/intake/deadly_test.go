package intake_test

import (
	"context"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestMain(m *testing.M) {
	if mortal, ok := redistest.BeMortal(); ok {
		handle(mortal)
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// handle handles updates until all are that can be.
func handle(m *redistest.Mortal) {
	m.Client.Del(m.Ctx, "{intake}:workers", "{in:0}:lease") // rather than wait until the one that died is forgotten
	in := intake.New(intake.Options{
		Redis: m.Client, Sealer: sealer{}, Codec: codec, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler), Partitions: 1,
		OnIsolated: func(ctx context.Context, u bot.Update) error {
			return m.Client.RPush(ctx, "told", u.Message.Text).Err()
		},
		Handler: bot.HandlerFunc(func(_ context.Context, u bot.Update) error {
			m.Do(strconv.FormatInt(u.ID, 10), u.Message.Text)
			return nil
		}),
	})
	_ = in.Work(m.Ctx)
}

// TestWhatKillsTheProcessTwiceIsSetAside kills a process by what it is sent. Two restarts later it goes on.
func TestWhatKillsTheProcessTwiceIsSetAside(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		sent   []said
		deaths int
	}{
		"alone": {[]said{{ID: 1, Chat: 5, Text: "poison"}, {ID: 2, Chat: 5, Text: "after it"}}, 2},
		// At the first death nobody can tell which of them it was.
		"beside others": {[]said{
			{ID: 1, Chat: 5, Text: "wait"}, {ID: 2, Chat: 6, Text: "wait"}, {ID: 3, Chat: 7, Text: "poison++"}, {ID: 4, Chat: 7, Text: "after it"},
		}, 3},
		"two of them": {[]said{{ID: 1, Chat: 5, Text: "poison"}, {ID: 2, Chat: 5, Text: "poison"}, {ID: 3, Chat: 5, Text: "after it"}}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Server(t, redisserver.Options{})
			client := server.Client()
			t.Cleanup(func() { _ = client.Close() })
			in := intake.New(intake.Options{
				Redis: client, Sealer: sealer{}, Codec: codec, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler), Partitions: 1,
			})
			_, err := in.Store(t.Context(), raw(test.sent...))
			require.NoError(t, err)
			poisons := 0
			for _, s := range test.sent {
				if strings.HasPrefix(s.Text, "poison") {
					poisons++
				}
			}
			require.Equal(t, test.deaths, redistest.Deaths(t, server.Addr(), len(test.sent)-poisons))
			set, err := in.Quarantined(t.Context())
			require.NoError(t, err)
			require.EqualValues(t, poisons, set)
			require.EqualValues(t, poisons, client.LLen(t.Context(), "told").Val(), "who sent it is told")
			require.EqualValues(t, len(test.sent)-poisons, client.SCard(t.Context(), "done").Val(), "all others are done with")
			require.Zero(t, client.Exists(t.Context(), "{in:0}:begun").Val())

			require.NoError(t, in.Forget(t.Context(), 99))
			left, err := in.Quarantined(t.Context())
			require.NoError(t, err)
			require.EqualValues(t, poisons, left, "it is another chat's")
			for _, s := range test.sent {
				require.NoError(t, in.Forget(t.Context(), s.Chat))
			}
			left, err = in.Quarantined(t.Context())
			require.NoError(t, err)
			require.Zero(t, left)
		})
	}
}
