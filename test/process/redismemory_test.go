package process

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
)

// TestWhenMemoryIsFullNothingIsLost has a redis-server with a bound on its memory fill up: a new claim is refused with a word to its
// sender, one that is at hand goes on, those who watch the bot read it, and when there is room again new claims are taken.
func TestWhenMemoryIsFullNothingIsLost(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()
	server := redistest.Server(t, redisserver.Options{Extra: []string{"--maxmemory", "40mb", "--maxmemory-policy", "noeviction"}})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)
	watched := harness.FreePort(t)
	operator := tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	operator.Says("/start")
	start(t, tg.URL(), tg.Token(), t.TempDir(), "RASTAU_REDIS_URL="+server.URL(), "RASTAU_METRICS_LISTEN="+watched)
	u := tg.User(telegramtest.Profile{FirstName: "U", Language: "en"})
	u.Says("They say that the bridge is closed for a month.")
	asked, err := u.Waits(ctx, telegramtest.Containing("What do you want to know"))
	require.NoError(t, err)

	ready := "http://" + watched + "/readyz"
	require.Eventually(t, func() bool { // what Redis uses for a moment comes and goes
		for memory(ctx, t, client, "used_memory")*100 < 97*memory(ctx, t, client, "maxmemory") {
			require.NoError(t, client.RPush(ctx, "fill", strings.Repeat("x", 200_000)).Err())
		}
		return strings.Contains(get(t, ready), "no new claims are taken")
	}, harness.Longest, 50*time.Millisecond)
	require.Contains(t, get(t, ready), "ok")
	_, err = operator.Waits(ctx, telegramtest.Containing("I take no new questions"))
	require.NoError(t, err)
	u.Says("Is it so that schools stay shut on Monday?")
	_, err = u.Waits(ctx, telegramtest.Containing("no room for new questions"))
	require.NoError(t, err)
	u.Presses(asked, "Is it true?")
	_, err = u.Waits(ctx, telegramtest.Containing("Your code"))
	require.NoError(t, err)

	require.NoError(t, client.Del(ctx, "fill").Err())
	require.Eventually(t, func() bool { return !strings.Contains(get(t, ready), "warning") }, harness.Longest, 50*time.Millisecond)
	later := tg.User(telegramtest.Profile{FirstName: "Later", Language: "en"})
	later.Says("Is it so that schools stay shut on Monday?")
	_, err = later.Waits(ctx, telegramtest.Containing("What do you want to know"))
	require.NoError(t, err)
}

// memory reads a line of what Redis says of its memory.
func memory(ctx context.Context, tb testing.TB, client redis.UniversalClient, name string) int {
	tb.Helper()
	info, err := client.Info(ctx, "memory").Result()
	require.NoError(tb, err)
	_, rest, _ := strings.Cut(info, "\n"+name+":")
	value, _, _ := strings.Cut(rest, "\r")
	n, err := strconv.Atoi(value)
	require.NoError(tb, err)
	return n
}
