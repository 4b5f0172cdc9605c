package process

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
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

// until waits for something for as long as a busy machine may need.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	require.Eventually(t, ok, harness.Longest, 20*time.Millisecond, what)
}

// answers is the status and the text that an address gives; 0 while nobody answers.
func answers(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		return 0, ""
	}
	defer func() { _ = resp.Body.Close() }()
	text := make([]byte, 4096)
	n, _ := resp.Body.Read(text)
	return resp.StatusCode, string(text[:n])
}

// used makes a folder and a Redis with which a bot has run, and gives a function that copies both.
func used(t *testing.T, tg *telegramtest.Server) func(t *testing.T) (data string, server *redisserver.Server) {
	t.Helper()
	data, server := filepath.Join(t.TempDir(), "data"), redistest.Server(t, redisserver.Options{TCP: true})
	p := start(t, tg.URL(), tg.Token(), data, "RASTAU_REDIS_URL="+server.URL())
	until(t, "it runs", func() bool { return strings.Contains(p.log.String(), "running") })
	require.Equal(t, 0, p.stop(t))
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	noted := map[string]string{}
	for _, key := range client.Keys(t.Context(), "{keys}:*").Val() {
		noted[key] = client.Get(t.Context(), key).Val()
	}
	require.Len(t, noted, 2, "whose keys the data are sealed with, and who signs")
	return func(t *testing.T) (string, *redisserver.Server) {
		t.Helper()
		other, server := filepath.Join(t.TempDir(), "data"), redistest.Server(t, redisserver.Options{TCP: true})
		require.NoError(t, os.CopyFS(other, os.DirFS(data)))
		require.NoError(t, os.Chmod(other, 0o700))
		for _, name := range []string{"keys", "bulletin-key"} {
			require.NoError(t, os.Chmod(filepath.Join(other, name), 0o600))
		}
		client := server.Client()
		t.Cleanup(func() { _ = client.Close() })
		for key, value := range noted {
			require.NoError(t, client.Set(t.Context(), key, value, 0).Err())
		}
		return other, server
	}
}

// TestDoctorAndRunRefuseTheSame: with each of these faults the bot does not start, and doctor says so in the same words.
func TestDoctorAndRunRefuseTheSame(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New()
	t.Cleanup(tg.Close)
	must := func(err error) {
		t.Helper()
		require.NoError(t, err)
	}
	write := func(name, text string) func(data string, _ *redis.Client) []string {
		return func(data string, _ *redis.Client) []string {
			must(os.WriteFile(filepath.Join(data, name), []byte(text), 0o600))
			return nil
		}
	}
	gone := func(name string) func(data string, _ *redis.Client) []string {
		return func(data string, _ *redis.Client) []string {
			must(os.Remove(filepath.Join(data, name)))
			return nil
		}
	}
	set := func(name, value string) func(_ string, c *redis.Client) []string {
		return func(_ string, c *redis.Client) []string {
			must(c.ConfigSet(t.Context(), name, value).Err())
			return nil
		}
	}
	may := func(rule string) func(_ string, c *redis.Client) []string {
		return func(_ string, c *redis.Client) []string {
			must(c.Do(t.Context(), "ACL", "SETUSER", "default", rule).Err())
			return nil
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	t.Cleanup(func() { _ = l.Close() })
	busy := l.Addr().String()
	like := used(t, tg)
	for name, c := range map[string]struct {
		spoil func(data string, c *redis.Client) (settings []string)
		says  []string
	}{
		"a key file that is garbage":      {write("keys", "garbage\n"), []string{"not a key file", "Put the copy"}},
		"an empty key file":               {write("keys", ""), []string{"key file", "Put the copy"}},
		"a key file that others can read": {func(d string, _ *redis.Client) []string { must(os.Chmod(filepath.Join(d, "keys"), 0o644)); return nil }, []string{"chmod 600"}},
		"keys that are missing":           {gone("keys"), []string{"there is data encrypted with them", "empty Redis"}},
		"keys of another installation":    {write("keys", harness.Keys), []string{"not those that the data in Redis was encrypted with"}},
		"a signing key that is missing":   {gone("bulletin-key"), []string{"NOT GENUINE", "Put back the copy of that file", "rastau bulletin keys new --lost"}},
		"a signing key of another bot":    {write("bulletin-key", harness.SigningKey), []string{"NOT GENUINE", "rastau bulletin keys new --lost"}},
		"a signing key that is garbage":   {write("bulletin-key", "garbage"), []string{"bulletin-key", "Put the copy"}},
		"a port that is taken":            {func(string, *redis.Client) []string { return []string{"RASTAU_LISTEN=" + busy} }, []string{"RASTAU_LISTEN: " + busy + " is in use"}},
		"the other port":                  {func(string, *redis.Client) []string { return []string{"RASTAU_METRICS_LISTEN=" + busy} }, []string{"RASTAU_METRICS_LISTEN: " + busy + " is in use"}},
		"a Redis that evicts":             {set("maxmemory-policy", "allkeys-lru"), []string{"throws data away", "noeviction"}},
		"one that evicts what expires":    {set("maxmemory-policy", "volatile-ttl"), []string{"throws data away", "noeviction"}},
		"a Redis that forgets":            {set("appendonly", "no"), []string{"keeps no append-only file", "appendonly yes"}},
		"a Redis that refuses scripts":    {may("-evalsha"), []string{"EVALSHA (forbidden)", "ACL SETUSER"}},
		"a Redis without EXEC":            {may("-exec"), []string{"EXEC (forbidden)", "ACL SETUSER"}},
		"a Redis without DISCARD":         {may("-discard"), []string{"DISCARD (forbidden)", "ACL SETUSER"}},
		"a Redis without MULTI":           {may("-multi"), []string{"MULTI (forbidden)", "ACL SETUSER"}},
		"a Redis that tells nothing":      {may("-info"), []string{"INFO (forbidden)", "ACL SETUSER"}},
		"a Redis that hides keys":         {may("resetkeys"), []string{"(no keys)", "'~*'"}},
		"a wrong password": {func(_ string, c *redis.Client) []string {
			return []string{"RASTAU_REDIS_URL=redis://x:wrong@" + c.Options().Addr}
		}, []string{"WRONGPASS"}},
		"a token that was revoked": {func(string, *redis.Client) []string { return []string{"RASTAU_TELEGRAM_TOKEN=110201543:AAother"} }, []string{"does not know this token", "@BotFather"}},
		"several": {func(d string, c *redis.Client) []string {
			write("keys", "garbage")(d, c)
			set("maxmemory-policy", "allkeys-random")(d, c)
			return []string{"RASTAU_LISTEN=" + busy}
		}, []string{"not a key file", "throws data away", "is in use"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, server := like(t)
			client := server.Client()
			t.Cleanup(func() { _ = client.Close() })
			settings := append([]string{
				"RASTAU_TELEGRAM_TOKEN=" + tg.Token(), "RASTAU_TELEGRAM_URL=" + tg.URL(), "RASTAU_DATA=" + data,
				"RASTAU_LISTEN=off", "RASTAU_METRICS_LISTEN=off", "RASTAU_OPERATORS=4411", "RASTAU_REDIS_URL=" + server.URL(),
			}, c.spoil(data, client)...)
			for _, verb := range []string{"doctor", "run"} {
				code, said := command(t, settings, verb)
				require.Equal(t, 1, code, "%s: %s", verb, said)
				for _, words := range c.says {
					require.Contains(t, said, words, verb)
				}
				require.NotContains(t, said, tg.Token())
			}
		})
	}
}
