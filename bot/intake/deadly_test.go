package intake_test

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// childOf is set in a process that stands for the program: it works on the intake at that Redis until it dies.
const childOf = "RASTAU_TEST_INTAKE"

func TestMain(m *testing.M) {
	if address := os.Getenv(childOf); address != "" {
		child(address)
	}
	goleak.VerifyTestMain(m)
}

// child handles updates until none is left. One that says poison kills it, as the kernel kills what takes all memory. One that
// says wait is begun and not done with until it is killed, the first time.
func child(address string) {
	client := redis.NewClient(&redis.Options{Addr: address})
	ctx, stop := context.WithCancel(context.Background())
	first := client.SetNX(ctx, "first", 1, 0).Val()
	client.Del(ctx, "{intake}:workers", "{in:0}:lease") // rather than wait until the one that died is forgotten
	waiting := make(chan struct{}, 99)
	in := intake.New(intake.Options{
		Redis: client, Sealer: sealer{}, Codec: codec, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler), Partitions: 1,
		OnIsolated: func(ctx context.Context, u bot.Update) error {
			return client.RPush(ctx, "told", u.Message.Text).Err()
		},
		Handler: bot.HandlerFunc(func(_ context.Context, u bot.Update) error {
			switch {
			case u.Message.Text == "wait" && first:
				waiting <- struct{}{}
				select {}
			case strings.HasPrefix(u.Message.Text, "poison"):
				for range strings.Count(u.Message.Text, "+") * map[bool]int{true: 1}[first] {
					<-waiting
				}
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
			client.SAdd(ctx, "done", u.ID) // one that was done with a moment before a death comes again
			return nil
		}),
	})
	go func() {
		for n := int64(1); n > 0; time.Sleep(10 * time.Millisecond) {
			n, _ = in.Depth(ctx)
		}
		stop()
	}()
	_ = in.Work(ctx)
	os.Exit(0)
}

// deaths starts the process again and again until it ends by itself, and tells how often it was killed.
func deaths(t *testing.T, address string) int {
	t.Helper()
	for n := range 9 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), childOf+"="+address)
		if cmd.Run() == nil {
			return n
		}
	}
	t.Fatal("it dies for ever")
	return 0
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
			require.Equal(t, test.deaths, deaths(t, server.Addr()))
			poisons := 0
			for _, s := range test.sent {
				if strings.HasPrefix(s.Text, "poison") {
					poisons++
				}
			}
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
