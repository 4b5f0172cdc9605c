package process

import (
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
)

// TestFailovers takes away the master of the bot's Redis, again and again, while people ask and vote and its replica is
// behind: what the master said last is lost with it. In the end every claim and every vote is there once, and nobody was
// told twice what they were told before a failover. CHAOS=full does it twenty times each.
func TestFailovers(t *testing.T) {
	t.Parallel()
	o := ordeal{claims: 20, votesEach: 10, verifiers: 25, kills: 1, pause: 500 * time.Millisecond, every: 50 * time.Millisecond}
	if os.Getenv("CHAOS") == "full" {
		o = ordeal{claims: 800, votesEach: 10, verifiers: 300, kills: 20, pause: 2 * time.Second, every: 100 * time.Millisecond}
	}
	for name, start := range map[string]func(t *testing.T) *redistest.Replicated{
		"sentinel": func(t *testing.T) *redistest.Replicated { return redistest.Sentinel(t, 1, redisserver.Options{}) },
		"cluster":  func(t *testing.T) *redistest.Replicated { return redistest.Cluster(t, 3, redisserver.Options{}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newChaos(t, o)
			c.onReplicas(start(t))
			c.run()
		})
	}
}

// lag is how far the replica is behind when its master goes.
const lag = 400 * time.Millisecond

// onReplicas has a master die, and every third time hang, while its replica is behind.
func (c *chaos) onReplicas(r *redistest.Replicated) {
	c.url = r.URL
	quiet := c.listen()
	c.strike = func(i int) {
		masters, err := r.Masters(c.ctx)
		require.NoError(c.t, err)
		require.NotEmpty(c.t, masters)
		old := masters[i%len(masters)]
		replica := r.Replica(c.ctx, old)
		require.NotNil(c.t, replica)
		old.Link.Hold()
		// What was confirmed before is still said; then nothing is, while no replica takes it. On a Cluster the other masters go on.
		said := quiet()
		require.Eventually(c.t, func() bool {
			n := said()
			said = quiet()
			return n == 0 || len(masters) > 1
		}, 30*time.Second, lag, "said while no replica had it")
		c.killed = append(c.killed, time.Now())
		hangs := i%3 == 2
		if hangs {
			old.Signal(syscall.SIGSTOP)
		} else {
			old.Kill()
		}
		require.Eventually(c.t, func() bool { return replica.IsMaster(c.ctx) }, harness.Longest, 10*time.Millisecond)
		if hangs {
			old.Link.Cut() // it wakes up as a master that nobody knows
			old.Signal(syscall.SIGCONT)
			old.Kill()
		}
		old.Link.Release()
		require.NoError(c.t, r.Restart(c.ctx, old))
		require.NoError(c.t, r.Healed(c.ctx, 1))
	}
}

// listen counts what people are told; it gives what begins to count and then gives how often.
func (c *chaos) listen() func() func() int64 {
	var said atomic.Int64
	c.heard = func(call telegramtest.Call) {
		if strings.HasPrefix(call.Method, "send") || strings.HasPrefix(call.Method, "edit") || strings.HasPrefix(call.Method, "answer") {
			said.Add(1)
		}
	}
	return func() func() int64 {
		before := said.Load()
		return func() int64 { return said.Load() - before }
	}
}
