package process

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestDoctorTakesItsOwnRedisForNoBot: to look at the data of a bot that does not run, doctor starts the private Redis itself.
func TestDoctorTakesItsOwnRedisForNoBot(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New()
	t.Cleanup(tg.Close)
	data := filepath.Join(t.TempDir(), "data")
	p := start(t, tg.URL(), tg.Token(), data)
	until(t, "it runs", func() bool { return strings.Contains(p.log.String(), "running") })
	require.Equal(t, 0, p.stop(t))
	for range 12 {
		code, said := command(t, []string{
			"RASTAU_TELEGRAM_TOKEN=" + tg.Token(), "RASTAU_TELEGRAM_URL=" + tg.URL(), "RASTAU_DATA=" + data,
			"RASTAU_LISTEN=off", "RASTAU_METRICS_LISTEN=off", "RASTAU_OPERATORS=4411",
		}, "doctor")
		require.Equal(t, 0, code, said)
		require.Contains(t, said, "no bot runs in "+data)
	}
	_, said := command(t, []string{"REDIS_URL=redis://10.0.0.1", "RASTAU_TELEGRAM_TOKEN=" + tg.Token(), "RASTAU_TELEGRAM_URL=" + tg.URL(), "RASTAU_DATA=" + data}, "doctor")
	require.Contains(t, said, "set RASTAU_REDIS_URL")
}

// TestTheStartWaitsForARedisThatTakesNothing: as it does for one that is down; doctor says what is wrong.
func TestTheStartWaitsForARedisThatTakesNothing(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New()
	t.Cleanup(tg.Close)
	for word, c := range map[string]struct{ spoil, mend, says string }{
		"READONLY":   {"REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE", "is a replica"},
		"OOM":        {"CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0", "is full (maxmemory)"},
		"NOREPLICAS": {"CONFIG SET min-replicas-to-write 1", "CONFIG SET min-replicas-to-write 0", "fewer replicas than its min-replicas-to-write"},
	} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			server, data := redistest.Server(t, redisserver.Options{TCP: true}), filepath.Join(t.TempDir(), "data")
			client := server.Client()
			t.Cleanup(func() { _ = client.Close() })
			do := func(line string) {
				var args []any
				for word := range strings.FieldsSeq(line) {
					args = append(args, word)
				}
				require.NoError(t, client.Do(t.Context(), args...).Err())
			}
			do(c.spoil)
			code, said := command(t, []string{
				"RASTAU_TELEGRAM_TOKEN=" + tg.Token(), "RASTAU_TELEGRAM_URL=" + tg.URL(), "RASTAU_DATA=" + data,
				"RASTAU_LISTEN=off", "RASTAU_METRICS_LISTEN=off", "RASTAU_OPERATORS=4411", "RASTAU_REDIS_URL=" + server.URL(),
			}, "doctor")
			require.Equal(t, 1, code, said)
			require.Contains(t, said, c.says)
			require.Contains(t, said, c.mend)
			p := start(t, tg.URL(), tg.Token(), data, "RASTAU_REDIS_URL="+server.URL())
			until(t, "it says what it waits for", func() bool {
				return strings.Contains(p.log.String(), "Redis takes nothing yet") && strings.Contains(p.log.String(), word)
			})
			do(c.mend)
			until(t, "it runs", func() bool { return strings.Contains(p.log.String(), "running") })
			require.Equal(t, 1, strings.Count(p.log.String(), "Redis takes nothing"), "one line")
			require.Equal(t, 0, p.stop(t))
		})
	}
}
