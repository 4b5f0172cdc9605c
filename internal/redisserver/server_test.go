package redisserver_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// programDir makes this test binary a program that starts a server in the folder and waits to be killed.
const programDir = "REDISSERVER_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(programDir); dir != "" {
		program(dir)
		return
	}
	goleak.VerifyTestMain(m)
}

func program(dir string) {
	s, err := redisserver.Start(context.Background(), redisserver.Options{Dir: dir, Fsync: "no"})
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	if err := s.Client().Set(context.Background(), "k", "v", 0).Err(); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println("ready")
	<-s.Dead()
}

// killedProgram is a program that was killed after its server had stored k.
func killedProgram(t *testing.T, dir string, meanwhile func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), programDir+"="+dir)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\n", line)
	meanwhile()
	require.NoError(t, cmd.Process.Kill())
	_ = cmd.Wait()
}

func value(t *testing.T, s *redisserver.Server) string {
	t.Helper()
	client := s.Client()
	defer func() { _ = client.Close() }()
	return client.Get(t.Context(), "k").Val()
}

func set(t *testing.T, s *redisserver.Server) {
	t.Helper()
	client := s.Client()
	defer func() { _ = client.Close() }()
	require.NoError(t, client.Set(t.Context(), "k", "v", 0).Err())
}

func TestEachGivesAnEmptyRedisOfItsOwn(t *testing.T) {
	t.Parallel()
	for range 2 { // whatever the first left, the second does not see
		redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
			require.ErrorIs(t, client.Get(t.Context(), "k").Err(), redis.Nil)
			require.NoError(t, client.Set(t.Context(), "k", "v", 0).Err())
			require.Equal(t, "v", client.Get(t.Context(), "k").Val())
		})
	}
}

func TestClusterRefusesStepsAcrossSlots(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		err := client.Eval(t.Context(), "return 1", []string{"{a}", "{b}"}).Err()
		if strings.HasSuffix(t.Name(), "/cluster") {
			require.ErrorContains(t, err, "slot")
		} else {
			require.NoError(t, err)
		}
	})
}

func TestServerIsConfiguredForDurability(t *testing.T) {
	t.Parallel()
	s := redistest.Server(t, redisserver.Options{Fsync: "always", Extra: []string{"--timeout", "77"}})
	client := s.Client()
	defer func() { _ = client.Close() }()
	for name, want := range map[string]string{
		"appendonly": "yes", "appendfsync": "always", "save": "", "maxmemory-policy": "noeviction", "port": "0", "timeout": "77",
	} {
		got, err := client.ConfigGet(t.Context(), name).Result()
		require.NoError(t, err)
		require.Equal(t, map[string]string{name: want}, got)
	}
}

func TestKilledServerComesBackWithItsData(t *testing.T) {
	t.Parallel()
	url := map[string]string{"socket": "unix://", "tcp": "redis://", "cluster": "redis://"}
	query := map[string]string{"cluster": "?cluster=true"}
	for name, options := range map[string]redisserver.Options{
		"socket": {}, "tcp": {TCP: true}, "cluster": {Cluster: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.Fsync = "always"
			s := redistest.Server(t, options)
			set(t, s)
			addr := s.Addr()
			s.Kill()
			<-s.Dead()
			require.Empty(t, value(t, s))
			require.NoError(t, s.Restart(t.Context()))
			require.Equal(t, addr, s.Addr())
			require.Equal(t, "v", value(t, s))
			require.Equal(t, url[name]+addr+query[name], s.URL())
		})
	}
}

func TestServerLeftBehindByAKilledProgramIsReplacedWithoutLoss(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	killedProgram(t, dir, func() {
		_, err := redisserver.Start(t.Context(), redisserver.Options{Dir: dir})
		require.ErrorContains(t, err, "another program uses the folder")
	})
	var log bytes.Buffer
	s := redistest.Server(t, redisserver.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))})
	require.Equal(t, "v", value(t, s))
	require.NoError(t, s.Stop(t.Context()))
	require.Contains(t, log.String(), "of an earlier run")
}

func TestServerLeftBehindThatDoesNotEndIsNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	killedProgram(t, dir, func() {})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := redisserver.Start(ctx, redisserver.Options{Dir: dir})
	require.ErrorContains(t, err, "holds the folder "+dir)
	require.Equal(t, "v", value(t, redistest.Server(t, redisserver.Options{Dir: dir})))
}

func TestRunStopsTheServerWithItsContext(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := redistest.Server(t, redisserver.Options{Dir: dir, Fsync: "no"})
	set(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	cancel()
	require.NoError(t, <-done)
	<-s.Dead()
	require.NoError(t, s.Stop(t.Context()), "twice does no harm")

	require.NoError(t, s.Restart(t.Context()), "what was stopped can be started")
	require.Equal(t, "v", value(t, s))
	go func() { done <- s.Run(t.Context()) }()
	s.Kill()
	require.ErrorContains(t, <-done, "ended by itself")
}

func TestOnlyTheOwnerReachesTheSocket(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	for name, dir := range map[string]string{
		"short": filepath.Join(base, "s"), "long": filepath.Join(base, strings.Repeat("long", 30)), "with blanks": filepath.Join(base, "a b"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NoError(t, os.MkdirAll(dir, 0o755))
			s := redistest.Server(t, redisserver.Options{Dir: dir})
			set(t, s)
			for path, mode := range map[string]os.FileMode{s.Addr(): 0o600, filepath.Join(dir, "redis.sock"): 0o600, dir: 0o700} {
				info, err := os.Stat(path)
				require.NoError(t, err)
				require.Equal(t, mode, info.Mode().Perm(), path)
			}
			require.Equal(t, "unix://"+s.Addr(), s.URL())
			require.NoError(t, s.Stop(t.Context()))
			_, err := os.Stat(filepath.Dir(filepath.Dir(s.Addr())))
			require.Equal(t, name == "long", os.IsNotExist(err), "the way to the socket is cleared away")
		})
	}
}

func TestServerThatCannotStartSaysWhy(t *testing.T) {
	t.Parallel()
	_, err := redisserver.Start(t.Context(), redisserver.Options{Dir: t.TempDir(), Extra: []string{"--nonsense", "yes"}})
	require.ErrorContains(t, err, "nonsense")

	dir := t.TempDir()
	s := redistest.Server(t, redisserver.Options{Dir: dir})
	set(t, s)
	require.NoError(t, s.Stop(t.Context()))
	manifest := filepath.Join(dir, "appendonlydir", "appendonly.aof.manifest")
	require.NoError(t, os.WriteFile(manifest, []byte("broken\n"), 0o600))
	_, err = redisserver.Start(t.Context(), redisserver.Options{Dir: dir})
	require.ErrorContains(t, err, "AOF manifest")
}

func TestRunningServerCanBeRestarted(t *testing.T) {
	t.Parallel()
	s := redistest.Server(t, redisserver.Options{})
	set(t, s)
	before := s.Dead()
	require.NoError(t, s.Restart(t.Context()))
	<-before
	require.Equal(t, "v", value(t, s))
}

func TestInstalledTellsWhereAndWhich(t *testing.T) {
	t.Parallel()
	path, version, err := redisserver.Installed(t.Context())
	require.NoError(t, err)
	require.True(t, filepath.IsAbs(path))
	require.Regexp(t, `^\d+\.\d+\.\d+`, version)
}

func TestNotInstalledSaysHowToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, _, err := redisserver.Installed(t.Context())
	require.ErrorIs(t, err, redisserver.ErrNotInstalled)
	_, err = redisserver.Start(t.Context(), redisserver.Options{Dir: t.TempDir()})
	require.ErrorIs(t, err, redisserver.ErrNotInstalled)
	require.ErrorContains(t, err, "apt install redis-server")
}
