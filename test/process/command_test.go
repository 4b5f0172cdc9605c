package process

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// command runs the binary to its end and gives its exit code and all that it printed.
func command(t *testing.T, settings []string, args ...string) (int, string) {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Dir, cmd.Env = t.TempDir(), append([]string{"PATH=/usr/local/bin:/usr/bin:/bin"}, settings...)
	out, _ := cmd.CombinedOutput()
	return cmd.ProcessState.ExitCode(), string(out)
}

func TestWrongSettingsAreNamedAllAtOnce(t *testing.T) {
	t.Parallel()
	code, said := command(t, []string{"RASTAU_LOGG=debug", "RASTAU_POLICY_CONFIDENCE=2", "RASTAU_OPERATORS=me"}, "run")
	require.Equal(t, 2, code)
	for _, setting := range []string{"RASTAU_TELEGRAM_TOKEN", "RASTAU_LOGG", "RASTAU_LOG?", "RASTAU_POLICY_CONFIDENCE", "RASTAU_OPERATORS"} {
		require.Contains(t, said, setting)
	}
}

func TestVersionAndHelp(t *testing.T) {
	t.Parallel()
	code, said := command(t, nil, "version")
	require.Equal(t, 0, code)
	require.Equal(t, "rastau dev\n", said)
	code, said = command(t, nil, "run", "--help")
	require.Equal(t, 0, code)
	require.Contains(t, said, "--telegram-token")
	code, said = command(t, nil, "dance")
	require.Equal(t, 1, code)
	require.Contains(t, said, "dance")
	code, said = command(t, nil, "run", "--token", "1:a")
	require.Equal(t, 1, code)
	require.Contains(t, said, "Did you mean --telegram-token?")
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New()
	t.Cleanup(tg.Close)
	redis := redistest.Server(t, redisserver.Options{Extra: []string{"--maxmemory-policy", "allkeys-lru"}})
	settings := []string{"RASTAU_TELEGRAM_TOKEN=" + tg.Token(), "RASTAU_TELEGRAM_URL=" + tg.URL(), "RASTAU_DATA=" + t.TempDir() + "/data"}

	code, said := command(t, append(settings, "RASTAU_OPERATORS=4411"), "doctor")
	require.Equal(t, 0, code, said)
	require.Contains(t, said, "@rastau_bot")
	require.Contains(t, said, "All is well")

	code, said = command(t, append(settings, "RASTAU_REDIS_URL="+redis.URL()), "doctor")
	require.Equal(t, 1, code, said)
	require.Contains(t, said, "noeviction", "what to do is said")
	require.Contains(t, said, "RASTAU_OPERATORS")

	code, said = command(t, append(settings, "RASTAU_TELEGRAM_TOKEN=1:wrong"), "doctor")
	require.Equal(t, 1, code, said)
	require.Contains(t, said, "@BotFather")
	require.NotContains(t, said, "1:wrong")
}

// TestDemoIsAsExpected plays the demonstration without pauses.
func TestDemoIsAsExpected(t *testing.T) {
	t.Parallel()
	code, said := command(t, nil, "demo", "--headless")
	require.Equal(t, 0, code, said)
	require.Equal(t, 4, strings.Count(said, " as expected"))
}

// TestShutdownIsAsExpected plays 36 hours without internet without pauses.
func TestShutdownIsAsExpected(t *testing.T) {
	t.Parallel()
	code, said := command(t, nil, "demo", "shutdown", "--headless")
	require.Equal(t, 0, code, said)
	require.Equal(t, 19, strings.Count(said, " as expected"))
}
