package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/durable"
)

// masters checks every master of a Redis, and says in one message everything that is wrong, with how to mend it.
func (d *doctor) masters(ctx context.Context, client redis.UniversalClient, p durable.Promise) {
	var mu sync.Mutex
	var found []*node
	look := func(ctx context.Context, c *redis.Client) error {
		n, err := ask(ctx, c)
		mu.Lock()
		defer mu.Unlock()
		found = append(found, n)
		return err
	}
	var err error
	switch c := client.(type) {
	case *redis.ClusterClient:
		err = c.ForEachMaster(ctx, look)
	case *redis.Client:
		err = look(ctx, c)
	default:
		err = errors.New("no such client")
	}
	if err != nil {
		d.ill("redis", "does not answer at RASTAU_REDIS_URL: "+err.Error())
		return
	}
	slices.SortFunc(found, func(a, b *node) int { return strings.Compare(a.name, b.name) })
	var faults []string
	for _, n := range found {
		where := ""
		if len(found) > 1 {
			where = n.name + " "
		}
		for _, f := range n.faults(p) {
			faults = append(faults, where+f)
		}
		for _, a := range n.advice(p) {
			d.advise("redis", where+a)
		}
	}
	if len(faults) > 0 {
		d.ill("redis", strings.Join(faults, "\n                 "))
		return
	}
	n := found[0]
	d.well("redis", fmt.Sprintf("version %s, answers in %.1f ms", n.field("redis_version"), float64(n.took.Microseconds())/1000))
}

// node is what a master says of itself.
type node struct {
	name   string
	took   time.Duration
	info   string
	config map[string]string // nil when it does not tell
	ahead  time.Duration     // of this machine's clock
}

// ask asks a master.
func ask(ctx context.Context, c *redis.Client) (*node, error) {
	n := &node{name: c.Options().Addr}
	start := time.Now()
	var err error
	if n.info, err = c.Info(ctx, "server", "persistence", "memory", "replication").Result(); err != nil {
		return n, err
	}
	n.took = time.Since(start)
	start = time.Now()
	at, err := c.Time(ctx).Result()
	if err != nil {
		return n, err
	}
	if end := time.Now(); at.Before(start) || at.After(end) {
		n.ahead = end.Sub(at)
	}
	n.config, _ = c.ConfigGet(ctx, "*").Result() // who offers Redis as a service may refuse it
	return n, nil
}

// field is a line of INFO.
func (n *node) field(name string) string {
	_, rest, _ := strings.Cut(n.info, "\n"+name+":")
	value, _, _ := strings.Cut(rest, "\r")
	return value
}

// replicas is how many replicas the master sends its writes to.
func (n *node) replicas() int {
	count := 0
	for line := range strings.Lines(n.info) {
		if strings.HasPrefix(line, "slave") && strings.Contains(line, "state=online") {
			count++
		}
	}
	return count
}

// longestLag is for how many seconds at the most a replica may say nothing and count for min-replicas-to-write.
const longestLag = 10

// faults are what has to be mended for a promise to hold.
func (n *node) faults(p durable.Promise) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	version := n.field("redis_version")
	if major, _, _ := strings.Cut(version, "."); len(major) == 1 && major < "7" {
		fault("version %s is too old: 7.0 or later is needed", version)
	}
	if p.Fsync != durable.Unwritten && n.field("aof_enabled") == "0" {
		fault("keeps no append-only file, so a restart loses claims. Run: redis-cli CONFIG SET appendonly yes")
	}
	if policy := n.field("maxmemory_policy"); policy != "noeviction" && policy != "" {
		fault("throws data away when memory is short (%s). Run: redis-cli CONFIG SET maxmemory-policy noeviction", policy)
	}
	if off := n.ahead.Abs(); off > clocks.Tolerance {
		fault("has a clock that differs from this machine's by %s, so nothing that waits would end. Run on both: timedatectl set-ntp true", off.Round(time.Second))
	}
	there := n.replicas()
	if there < p.Replicas {
		fault("has %d of the %d replicas that RASTAU_REDIS_REPLICAS promises, so nothing would be acknowledged. Start them, or promise fewer", there, p.Replicas)
	}
	if n.config == nil {
		return out
	}
	switch fsync := n.config["appendfsync"]; {
	case p.Fsync == durable.Synced && fsync != "always" && !knowsWAITAOF(version):
		fault("has appendfsync %s, but RASTAU_REDIS_FSYNC is always. Run: redis-cli CONFIG SET appendfsync always", fsync)
	case p.Fsync == durable.Written && fsync == "no":
		fault("has appendfsync no: a power cut loses up to half a minute. Run: redis-cli CONFIG SET appendfsync everysec")
	}
	if p.Replicas == 0 {
		return out
	}
	if least, _ := strconv.Atoi(n.config["min-replicas-to-write"]); least < p.Replicas {
		fault("has min-replicas-to-write %d, so a master that is cut off goes on taking writes. Run: redis-cli CONFIG SET min-replicas-to-write %d", least, p.Replicas)
	}
	if lag, _ := strconv.Atoi(n.config["min-replicas-max-lag"]); lag == 0 || lag > longestLag {
		fault("has min-replicas-max-lag %d, so it counts replicas that are long gone. Run: redis-cli CONFIG SET min-replicas-max-lag %d", lag, longestLag)
	}
	return out
}

// advice is what could be better.
func (n *node) advice(p durable.Promise) []string {
	var out []string
	if n.took > 20*time.Millisecond {
		out = append(out, fmt.Sprintf("answers in %d ms; a Redis nearer to the bot makes it faster", n.took.Milliseconds()))
	}
	if n.config == nil {
		out = append(out, "does not tell its settings: make sure of appendfsync, min-replicas-to-write and min-replicas-max-lag yourself")
	}
	if there := n.replicas(); p.Replicas == 0 && there > 0 {
		out = append(out, fmt.Sprintf("has %d replicas that are not waited for. Set RASTAU_REDIS_REPLICAS=1, and nothing is acknowledged that one machine alone has", there))
	}
	return out
}

// knowsWAITAOF tells whether a version of Redis can say when something is on disk.
func knowsWAITAOF(version string) bool {
	major, rest, _ := strings.Cut(version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	x, _ := strconv.Atoi(major)
	y, _ := strconv.Atoi(minor)
	return x > 7 || x == 7 && y >= 2
}
