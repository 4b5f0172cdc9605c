package process

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
)

// TestTheStartWaitsForRedis: as it does for Telegram. Whoever watches it is told, it ends at once when it is told to, and it goes on by
// itself.
func TestTheStartWaitsForRedis(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New()
	t.Cleanup(tg.Close)
	address, watched := harness.FreePort(t), harness.FreePort(t)
	data := t.TempDir()
	begin := func() *process {
		p := start(t, tg.URL(), tg.Token(), data, "RASTAU_REDIS_URL=redis://"+address, "RASTAU_METRICS_LISTEN="+watched)
		until(t, "it says what it waits for", func() bool {
			code, why := answers(t, "http://"+watched+"/readyz")
			return code == http.StatusServiceUnavailable && strings.Contains(why, "starting: Redis does not answer")
		})
		code, _ := answers(t, "http://"+watched+"/healthz")
		require.Equal(t, http.StatusOK, code)
		until(t, "it logs that", func() bool { return strings.Contains(p.log.String(), "Redis does not answer yet") })
		return p
	}
	p := begin()
	began := time.Now()
	require.Equal(t, 0, p.stop(t), "it ends when it is told to")
	require.Less(t, time.Since(began), 10*time.Second)

	p = begin()
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	redistest.Server(t, redisserver.Options{Extra: []string{"--port", port}})
	until(t, "it runs", func() bool {
		code, _ := answers(t, "http://"+watched+"/readyz")
		return code == http.StatusOK
	})
	require.Equal(t, 1, strings.Count(p.log.String(), "Redis does not answer yet"), "one line")
	require.Equal(t, 0, p.stop(t))
}

// TestTheStartThatWaitsForTelegramEndsAtOnce when it is told to.
func TestTheStartThatWaitsForTelegramEndsAtOnce(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New()
	t.Cleanup(tg.Close)
	tg.Unreachable(true)
	watched := harness.FreePort(t)
	p := start(t, tg.URL(), tg.Token(), t.TempDir(), "RASTAU_METRICS_LISTEN="+watched)
	until(t, "it says what it waits for", func() bool {
		code, why := answers(t, "http://"+watched+"/readyz")
		return code == http.StatusServiceUnavailable && strings.Contains(why, "starting: Telegram does not answer")
	})
	require.Equal(t, 0, p.stop(t))
}

// redisOf gives the process ids of the redis-servers that work in a folder.
func redisOf(t *testing.T, data string) []int {
	t.Helper()
	out, _ := exec.Command("pgrep", "-x", "redis-server").Output()
	var ids []int
	for word := range strings.FieldsSeq(string(out)) {
		id, err := strconv.Atoi(word)
		require.NoError(t, err)
		if where, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", id)); err == nil && strings.HasPrefix(where, data) {
			ids = append(ids, id)
		}
	}
	return ids
}

// TestThePrivateRedisIsStartedAgain: it is killed three times, and what was asked before is answered after.
func TestThePrivateRedisIsStartedAgain(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)
	data, watched := filepath.Join(t.TempDir(), "data"), harness.FreePort(t)
	ready := func() {
		t.Helper()
		until(t, "it is ready", func() bool {
			code, _ := answers(t, "http://"+watched+"/readyz")
			return code == http.StatusOK
		})
	}
	p := start(t, tg.URL(), tg.Token(), data, "RASTAU_METRICS_LISTEN="+watched)
	ready()
	u := tg.User(telegramtest.Profile{FirstName: "U", Language: "en"})
	u.Says("They say that the bridge is closed for a month.")
	asked, err := u.Waits(ctx, telegramtest.Containing("What do you want to know"))
	require.NoError(t, err)
	for range 3 {
		until(t, "there is one", func() bool { return len(redisOf(t, data)) == 1 })
		old := redisOf(t, data)[0]
		require.NoError(t, syscall.Kill(old, syscall.SIGKILL))
		until(t, "there is another", func() bool { now := redisOf(t, data); return len(now) == 1 && now[0] != old })
		ready()
	}
	u.Presses(asked, "Is it true?")
	_, err = u.Waits(ctx, telegramtest.Containing("Your code"))
	require.NoError(t, err)

	// The bot itself is killed: its Redis goes on, and the next start takes it over.
	p.kill()
	require.Len(t, redisOf(t, data), 1, "it writes what it has")
	settings := []string{"RASTAU_TELEGRAM_TOKEN=" + tg.Token(), "RASTAU_TELEGRAM_URL=" + tg.URL(), "RASTAU_DATA=" + data, "RASTAU_LISTEN=off", "RASTAU_METRICS_LISTEN=off"}
	code, said := command(t, settings, "doctor")
	require.Equal(t, 0, code, said)
	p = start(t, tg.URL(), tg.Token(), data, "RASTAU_METRICS_LISTEN="+watched)
	ready()
	code, said = command(t, settings, "doctor")
	require.Equal(t, 1, code, said)
	require.Contains(t, said, "a bot is already running in the folder "+data)
	code, said = command(t, settings, "run")
	require.Equal(t, 1, code, said)
	require.Contains(t, said, "a bot is already running in this folder")
	require.Equal(t, 0, p.stop(t))
	require.Empty(t, redisOf(t, data))
}

// TestReadinessTellsOfARevokedToken: while it runs, whichever way updates come, and it is ready again once the token counts.
func TestReadinessTellsOfARevokedToken(t *testing.T) {
	t.Parallel()
	for name, hook := range map[string]bool{"polling": false, "webhook": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
			defer cancel()
			tg := telegramtest.New()
			t.Cleanup(tg.Close)
			watched, door := harness.FreePort(t), harness.FreePort(t)
			settings := []string{"RASTAU_METRICS_LISTEN=" + watched}
			if hook {
				settings = append(settings, "RASTAU_LISTEN="+door, "RASTAU_WEBHOOK_URL=http://"+door+"/hook", "RASTAU_WEBHOOK_SECRET=secret")
			}
			start(t, tg.URL(), tg.Token(), t.TempDir(), settings...)
			becomes := func(code int, words string) {
				t.Helper()
				require.Eventually(t, func() bool {
					is, why := answers(t, "http://"+watched+"/readyz")
					return is == code && strings.Contains(why, words)
				}, harness.Longest, 50*time.Millisecond, words)
			}
			becomes(http.StatusOK, "ok")
			u := tg.User(telegramtest.Profile{FirstName: "U", Language: "en"})
			u.Says("/start")
			_, err := u.Waits(ctx, telegramtest.Containing("check"))
			require.NoError(t, err)
			u.Says("/help")
			tg.Revoke(true)
			becomes(http.StatusServiceUnavailable, "Telegram does not know the token any more")
			tg.Revoke(false)
			becomes(http.StatusOK, "ok")
		})
	}
}

// TestForgetPromisesNoWordThatNeverComes: where a host lets nobody write Redis's files anew.
func TestForgetPromisesNoWordThatNeverComes(t *testing.T) {
	t.Parallel()
	for name, extra := range map[string][]string{
		"renamed":   {"--rename-command", "CONFIG", "", "--rename-command", "BGREWRITEAOF", "", "--rename-command", "BGSAVE", ""},
		"forbidden": {"--user", "default", "on", "nopass", "~*", "&*", "+@all", "-@admin", "-@dangerous", "+info"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
			defer cancel()
			server := redistest.Server(t, redisserver.Options{TCP: true, Extra: extra})
			tg := telegramtest.New(telegramtest.Options{NoLimits: true})
			t.Cleanup(tg.Close)
			data := filepath.Join(t.TempDir(), "data")
			code, said := command(t, []string{
				"RASTAU_TELEGRAM_TOKEN=" + tg.Token(), "RASTAU_TELEGRAM_URL=" + tg.URL(), "RASTAU_DATA=" + data, "RASTAU_REDIS_URL=" + server.URL(),
				"RASTAU_LISTEN=off", "RASTAU_METRICS_LISTEN=off", "RASTAU_OPERATORS=4411",
			}, "doctor")
			require.Equal(t, 0, code, said)
			require.NotContains(t, said, "All is well")
			require.Contains(t, said, "BGREWRITEAOF and BGSAVE")
			p := start(t, tg.URL(), tg.Token(), data, "RASTAU_REDIS_URL="+server.URL())
			u := tg.User(telegramtest.Profile{FirstName: "U", Language: "en"})
			u.Says("They say that the bridge is closed for a month.")
			_, err := u.Waits(ctx, telegramtest.Containing("What do you want to know"))
			require.NoError(t, err)
			require.Contains(t, p.log.String(), "BGREWRITEAOF and BGSAVE", "the start says it, too")
			u.Says("/forget")
			sure, err := u.Waits(ctx, telegramtest.WithButton("Yes, delete"))
			require.NoError(t, err)
			u.Presses(sure, "Yes, delete")
			done, err := u.Waits(ctx, telegramtest.Containing("I no longer know you"))
			require.NoError(t, err)
			require.Contains(t, done.Text, "I can't delete those")
			require.NotContains(t, done.Text, "minutes")
			u.Says("/panic")
			done, err = u.Waits(ctx, telegramtest.Containing("Deleted."))
			require.NoError(t, err)
			require.Contains(t, done.Text, "I can't delete those")
			client := redis.NewClient(&redis.Options{Addr: server.Addr()})
			t.Cleanup(func() { _ = client.Close() })
			until(t, "what waits for the chat is dropped", func() bool {
				keys, err := client.Keys(ctx, "{out:*}:chat:*").Result()
				return err != nil || len(keys) == 0 // KEYS may be forbidden
			})
			require.Equal(t, 0, p.stop(t))
		})
	}
}
