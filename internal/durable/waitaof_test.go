package durable_test

import (
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/alicebob/miniredis/v2/server"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/durable"
)

// Redis 7.2 knows WAITAOF. This stands for one that has appendfsync everysec and syncs when it is told to.
func TestSyncedIsHadFromARedisThatKnowsWAITAOF(t *testing.T) {
	t.Parallel()
	s, err := server.NewServer("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(s.Close)
	var synced atomic.Bool
	answer := func(f func(c *server.Peer)) server.Cmd { return func(c *server.Peer, _ string, _ []string) { f(c) } }
	for name, f := range map[string]func(c *server.Peer){
		"INFO": func(c *server.Peer) {
			c.WriteBulk("# Server\r\nredis_version:7.2.4\r\nrun_id:a\r\nrole:master\r\nmaster_replid:b\r\naof_enabled:1\r\naof_last_write_status:ok\r\n")
		},
		"SET": func(c *server.Peer) { c.WriteOK() },
		"WAITAOF": func(c *server.Peer) {
			c.WriteLen(2)
			c.WriteInt(map[bool]int{true: 1}[synced.Load()])
			c.WriteInt(0)
		},
	} {
		require.NoError(t, s.Register(name, answer(f)))
	}
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + strconv.Itoa(s.Addr().Port), Protocol: 2, DisableIdentity: true})
	t.Cleanup(func() { _ = client.Close() })
	b := barrier(t, client, durable.Promise{Fsync: durable.Synced})
	ctx := b.Begin(t.Context())
	set(t, client, "{a}k")
	done := waits(t, b, ctx)
	synced.Store(true)
	require.NoError(t, <-done)
}
