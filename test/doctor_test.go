package test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
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
}
