package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/internal/redisaccess"
	"github.com/rastau/rastau/internal/redisserver"
)

// checkRedis looks at every master of Redis.
func checkRedis(ctx context.Context, s *site, r *report) {
	if s.RedisURL == "" && os.Getenv("REDIS_URL") != "" {
		r.add(note, "REDIS_URL is set, which is not read, so a private Redis is used", "If that one was meant, set RASTAU_REDIS_URL")
	}
	client, err := s.redis(ctx)
	switch {
	case err != nil:
		r.faults = append(r.faults, unreachable(err))
		return
	case client == nil:
		path, version, err := redisserver.Installed(ctx)
		if err != nil {
			r.faults = append(r.faults, unreachable(err))
			return
		}
		r.ok("a private one will be started: %s, %s", path, version)
		return
	}
	checkMasters(ctx, client, promise(s.Settings), r)
}

// unreachable says why Redis cannot be used, and whether it is worth waiting for.
func unreachable(err error) fault {
	switch {
	case errors.Is(err, redisserver.ErrNotInstalled):
		return fault{fatal, err.Error() + " with RASTAU_REDIS_URL=redis://host:6379", "Then start again"}
	case errors.Is(err, redisserver.ErrInUse):
		return fault{fatal, "a bot is already running in this folder", "Stop it first, or choose another folder with RASTAU_DATA"}
	case errors.Is(err, errOwnRedis):
		return fault{fatal, err.Error(), "Its last lines say why: mostly a full disk, or a damaged file (redis-check-aof)"}
	case redisaccess.Passing(err) != "":
		return takesNothing(redisaccess.Passing(err), err)
	case wrongRedis(err):
		return fault{fatal, "refuses us at RASTAU_REDIS_URL: " + err.Error(), "Correct the user, the password or the address in it"}
	}
	return fault{wait, "does not answer at RASTAU_REDIS_URL: " + err.Error(), "Is it running, and can this machine reach it? The bot waits for it"}
}

// takesNothing says why Redis takes nothing for now. word is that with which its error begins.
func takesNothing(word string, err error) fault {
	known := map[string][2]string{
		"READONLY":    {"is a replica, and accepts no writes", "Give RASTAU_REDIS_URL the address of the master or of the sentinels, or make it the master: redis-cli REPLICAOF NO ONE"},
		"MASTERDOWN":  {"is a replica that has lost its master", "Start the master, or make it the master: redis-cli REPLICAOF NO ONE"},
		"OOM":         {"is full (maxmemory), and accepts no writes", "Give it more memory: redis-cli CONFIG SET maxmemory 0, or a larger number, or ask the host for more"},
		"NOREPLICAS":  {"has fewer replicas than its min-replicas-to-write, and accepts no writes", "Start the replicas, or run: redis-cli CONFIG SET min-replicas-to-write 0"},
		"CLUSTERDOWN": {"is a Cluster with a part down", "See which: redis-cli CLUSTER NODES, and start it"},
		"LOADING":     {"is still loading its data from disk", "Wait until it is done"},
		"MISCONF":     {"cannot write to its disk, and accepts no writes", "Is its disk full? Its log says why"},
	}
	said, ok := known[word]
	if !ok {
		said = [2]string{"accepts no writes: " + err.Error(), "Its log says why"}
	}
	return fault{wait, said[0], said[1] + ". The bot waits for it"}
}

// wrongRedis tells whether an error does not go away by waiting.
func wrongRedis(err error) bool {
	text := err.Error()
	for _, sign := range []string{"WRONGPASS", "NOAUTH", "NOPERM", "ERR AUTH", "ERR invalid password", "DB index is out of range", "x509:", "tls:", "Client sent an HTTP"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// checkMasters checks every master of a Redis.
func checkMasters(ctx context.Context, client redis.UniversalClient, p durable.Promise, r *report) {
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
		return
	}
	if err != nil {
		r.faults = append(r.faults, unreachable(err))
		return
	}
	slices.SortFunc(found, func(a, b *node) int { return strings.Compare(a.name, b.name) })
	for _, n := range found {
		where := ""
		if len(found) > 1 {
			where = n.name + " "
		}
		n.examine(p, where, r)
	}
	if n := found[0]; !slices.ContainsFunc(r.faults, func(f fault) bool { return f.severity > note }) {
		r.ok("version %s, answers in %.1f ms", n.field("redis_version"), float64(n.took.Microseconds())/1000)
	}
}

// node is what a master says of itself.
type node struct {
	name    string
	took    time.Duration
	refuses error             // what it says to what is written; nil when it takes it
	info    string            // "" when it does not tell
	config  map[string]string // nil when it does not tell
	ahead   time.Duration     // of this machine's clock
}

// ask asks a master. What it does not let us ask is looked at by the check of the commands.
func ask(ctx context.Context, c *redis.Client) (*node, error) {
	n := &node{name: c.Options().Addr}
	n.refuses = redisaccess.NodeWrites(ctx, c)
	if n.refuses != nil && redisaccess.Passing(n.refuses) == "" {
		return n, n.refuses
	}
	start := time.Now()
	var err error
	if n.info, err = c.Info(ctx, "server", "persistence", "memory", "replication").Result(); err != nil && !isRefused(err) {
		return n, err
	}
	n.took = time.Since(start)
	start = time.Now()
	at, err := c.Time(ctx).Result()
	if err != nil && !isRefused(err) {
		return n, err
	}
	if end := time.Now(); err == nil && (at.Before(start) || at.After(end)) {
		n.ahead = end.Sub(at)
	}
	n.config, _ = c.ConfigGet(ctx, "*").Result() // who offers Redis as a service may refuse it
	return n, nil
}

func isRefused(err error) bool {
	_, refused := redisaccess.IsRefusal(err)
	return refused
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

// set is how a setting of Redis is changed.
func set(name, value string) string {
	return "Run: redis-cli CONFIG SET " + name + " " + value + ", or have your host set it"
}

// examine adds what keeps a promise from holding, and what could be better. where names the master, with a space, or is "".
func (n *node) examine(p durable.Promise, where string, r *report) {
	add := func(s severity, mend, problem string, args ...any) {
		r.add(s, where+fmt.Sprintf(problem, args...), mend)
	}
	if n.refuses != nil {
		f := unreachable(n.refuses)
		add(f.severity, f.mend, "%s", f.problem)
	}
	if n.info != "" {
		n.examineInfo(p, add)
	}
	if off := n.ahead.Abs(); off > clocks.Tolerance {
		add(wait, "Run on both: timedatectl set-ntp true", "has a clock that differs from this machine's by %s, so no deadline would pass", off.Round(time.Second))
	}
	if n.config != nil {
		n.examineConfig(p, add)
	} else {
		add(note, "Make sure of appendfsync, min-replicas-to-write and min-replicas-max-lag yourself", "does not tell its settings")
	}
}

type adding func(s severity, mend, problem string, args ...any)

func (n *node) examineInfo(p durable.Promise, add adding) {
	version := n.field("redis_version")
	if major, _, _ := strings.Cut(version, "."); len(major) == 1 && major < "7" {
		add(fatal, "Install 7.0 or later", "version %s is too old: 7.0 or later is needed", version)
	}
	if n.field("aof_enabled") == "0" {
		if p.Fsync != durable.Unwritten {
			add(fatal, set("appendonly", "yes"), "keeps no append-only file, so a restart loses claims")
		} else {
			add(note, set("appendonly", "yes"), "keeps no append-only file, so a restart loses claims (RASTAU_REDIS_FSYNC is no)")
		}
	}
	if policy := n.field("maxmemory_policy"); policy != "noeviction" && policy != "" {
		add(fatal, set("maxmemory-policy", "noeviction"), "throws data away when memory is short (%s)", policy)
	}
	if status := n.field("aof_last_write_status"); status == "err" {
		add(wait, "Is its disk full? Its log says why", "cannot write its append-only file, and takes nothing new")
	}
	there := n.replicas()
	if there < p.Replicas {
		add(wait, "Start them, or promise fewer", "has %d of the %d replicas that RASTAU_REDIS_REPLICAS promises, so nothing would be acknowledged", there, p.Replicas)
	}
	if p.Replicas == 0 && there > 0 {
		add(note, "Set RASTAU_REDIS_REPLICAS=1, and nothing is acknowledged that one machine alone has", "has %s not waited for",
			english.Count(there, "replica that is", "replicas that are"))
	}
	if n.took > 20*time.Millisecond {
		add(note, "A Redis nearer to the bot makes it faster", "answers in %d ms", n.took.Milliseconds())
	}
}

func (n *node) examineConfig(p durable.Promise, add adding) {
	switch fsync := n.config["appendfsync"]; {
	case p.Fsync == durable.Synced && fsync != "always" && !knowsWAITAOF(n.field("redis_version")):
		add(fatal, set("appendfsync", "always"), "has appendfsync %s, but RASTAU_REDIS_FSYNC is always", fsync)
	case p.Fsync == durable.Written && fsync == "no":
		add(wait, set("appendfsync", "everysec"), "has appendfsync no: a power cut loses up to half a minute")
	}
	if p.Replicas == 0 {
		return
	}
	if least, _ := strconv.Atoi(n.config["min-replicas-to-write"]); least < p.Replicas {
		add(wait, set("min-replicas-to-write", strconv.Itoa(p.Replicas)), "has min-replicas-to-write %d, so a master that is cut off goes on taking writes", least)
	}
	if lag, _ := strconv.Atoi(n.config["min-replicas-max-lag"]); lag == 0 || lag > longestLag {
		add(wait, set("min-replicas-max-lag", strconv.Itoa(longestLag)), "has min-replicas-max-lag %d, so it counts replicas that are long gone", lag)
	}
}

// knowsWAITAOF tells whether a version of Redis can say when something is on disk.
func knowsWAITAOF(version string) bool {
	major, rest, _ := strings.Cut(version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	x, _ := strconv.Atoi(major)
	y, _ := strconv.Atoi(minor)
	return x > 7 || x == 7 && y >= 2
}

// checkQuarantine tells of what could not be handled.
func checkQuarantine(ctx context.Context, s *site, r *report) {
	client, err := s.redis(ctx)
	if err != nil || client == nil {
		return
	}
	updates, messages := entries(ctx, client, "{in:*}:quarantine"), entries(ctx, client, "{out:*}:quarantine")
	if updates+messages > 0 {
		r.add(note, fmt.Sprintf("%s and %s could not be handled and are set aside for 14 days", english.Count(int(updates), "update"), english.Count(int(messages), "message")),
			"See rastau quarantine list; retry and drop work while the bot runs")
	}
}
