package redistest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/redisserver"
)

// Sentinel starts a master and its replicas, with three sentinels that watch over them.
func Sentinel(tb testing.TB, replicas int, o redisserver.Options) *Replicated {
	tb.Helper()
	const name = "main"
	announce := func(port int) []string {
		return []string{"--replica-announce-ip", "127.0.0.1", "--replica-announce-port", strconv.Itoa(port)}
	}
	r := &Replicated{}
	r.Nodes = append(r.Nodes, newNode(tb, o, announce))
	host, port, _ := strings.Cut(r.Nodes[0].Link.addr, ":")
	ctx := tb.Context()
	for range replicas {
		n := newNode(tb, o, announce)
		r.Nodes = append(r.Nodes, n)
		if err := replicate(ctx, n, r.Nodes[0]); err != nil {
			tb.Fatal(err)
		}
	}
	var sentinels []string
	for range 3 {
		sentinels = append(sentinels, startSentinel(tb, fmt.Sprintf(`port %%d
bind 127.0.0.1
sentinel resolve-hostnames no
sentinel monitor %[1]s %[2]s %[3]s 2
sentinel down-after-milliseconds %[1]s 1000
sentinel failover-timeout %[1]s 4000
sentinel parallel-syncs %[1]s 5
`, name, host, port)))
	}
	r.URL = "redis+sentinel://" + strings.Join(sentinels, ",") + "/" + name
	r.masters = func(ctx context.Context) ([]*Node, error) {
		for _, addr := range sentinels {
			client := redis.NewSentinelClient(&redis.Options{Addr: addr})
			where, err := client.GetMasterAddrByName(ctx, name).Result()
			_ = client.Close()
			if err != nil {
				return nil, err
			}
			if n := r.at(strings.Join(where, ":")); n != nil && n.IsMaster(ctx) {
				return []*Node{n}, nil
			}
		}
		return nil, nil
	}
	if err := r.Healed(ctx, replicas); err != nil {
		tb.Fatal(err)
	}
	// A sentinel that does not know the others or the replicas yet could not replace the master.
	err := poll(ctx, func() bool {
		for _, addr := range sentinels {
			client := redis.NewSentinelClient(&redis.Options{Addr: addr})
			m, err := client.Master(ctx, name).Result()
			_ = client.Close()
			if err != nil || m["num-other-sentinels"] != "2" || m["num-slaves"] != strconv.Itoa(replicas) {
				return false
			}
		}
		return true
	})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// startSentinel starts a sentinel that ends with the test, and gives its address.
func startSentinel(tb testing.TB, conf string) string {
	tb.Helper()
	addr, port := reserve(tb)
	dir := tb.TempDir()
	path := filepath.Join(dir, "sentinel.conf")
	if err := os.WriteFile(path, fmt.Appendf(nil, conf, port), 0o600); err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command("redis-server", path, "--sentinel") //nolint:noctx // it ends with the test
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	client := redis.NewSentinelClient(&redis.Options{Addr: addr})
	defer func() { _ = client.Close() }()
	if err := poll(tb.Context(), func() bool { return client.Ping(tb.Context()).Err() == nil }); err != nil {
		tb.Fatal(err)
	}
	return addr
}
