package redistest

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rastau/rastau/internal/redisserver"
)

// Node is a redis-server that others reach by its Link.
type Node struct {
	*redisserver.Server
	Link *Link
}

// Kill ends the server as a power cut does: nobody hears from it again.
func (n *Node) Kill() {
	n.Link.Cut()
	n.Server.Kill()
}

// Replicated is a Redis of several nodes that replaces a master that died by its replica.
type Replicated struct {
	URL     string
	Nodes   []*Node
	cluster bool
	masters func(ctx context.Context) ([]*Node, error)
}

// Restart brings a node back, on its data, as a replica of the master that took its place. Sentinels would see to that by
// themselves, but only after ten seconds.
func (r *Replicated) Restart(ctx context.Context, n *Node) error {
	if err := n.Restart(ctx); err != nil {
		return err
	}
	if !r.cluster {
		all, err := r.masters(ctx)
		if err != nil {
			return err
		}
		if len(all) == 1 && all[0] != n {
			if err := replicate(ctx, n, all[0]); err != nil {
				return err
			}
		}
	}
	return n.Link.Connect()
}

func replicate(ctx context.Context, n, master *Node) error {
	client := n.Client()
	defer func() { _ = client.Close() }()
	host, port, _ := strings.Cut(master.Link.addr, ":")
	return client.ReplicaOf(ctx, host, port).Err()
}

// quick are settings under which a replica takes over at once.
var quick = []string{"--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1", "--min-replicas-max-lag", "2"}

func newNode(tb testing.TB, o redisserver.Options, announce func(port int) []string) *Node {
	tb.Helper()
	addr, port := reserve(tb)
	o.TCP = true
	o.Extra = append(append(append([]string{}, quick...), announce(port)...), o.Extra...)
	server := Server(tb, o)
	return &Node{Server: server, Link: newLink(tb, server, addr)}
}

// at finds the node that is reached at an address.
func (r *Replicated) at(addr string) *Node {
	for _, n := range r.Nodes {
		if n.Link.addr == addr {
			return n
		}
	}
	return nil
}

// Masters gives the nodes that are masters now.
func (r *Replicated) Masters(ctx context.Context) ([]*Node, error) { return r.masters(ctx) }

// Replica gives a node that replicates n, or nil when none does.
func (r *Replicated) Replica(ctx context.Context, n *Node) *Node {
	for _, other := range r.Nodes {
		if other == n {
			continue
		}
		if of, up := replicates(ctx, other); up && of == n.Link.addr {
			return other
		}
	}
	return nil
}

// replicates tells whose replica a node is, and whether it is connected with it.
func replicates(ctx context.Context, n *Node) (addr string, up bool) {
	client := n.Client()
	defer func() { _ = client.Close() }()
	info, err := client.Info(ctx, "replication").Result()
	if err != nil || field(info, "role") != "slave" {
		return "", false
	}
	return field(info, "master_host") + ":" + field(info, "master_port"), field(info, "master_link_status") == "up"
}

// CaughtUp waits until the replica has all that its master has written so far.
func (n *Node) CaughtUp(ctx context.Context, master *Node) error {
	written, err := offset(ctx, master, "master_repl_offset")
	if err != nil {
		return err
	}
	return poll(ctx, func() bool {
		read, err := offset(ctx, n, "slave_repl_offset")
		return err == nil && read >= written
	})
}

func offset(ctx context.Context, n *Node, name string) (int64, error) {
	client := n.Client()
	defer func() { _ = client.Close() }()
	info, err := client.Info(ctx, "replication").Result()
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(field(info, name), 10, 64)
}

func field(info, name string) string {
	_, rest, _ := strings.Cut(info, "\n"+name+":")
	value, _, _ := strings.Cut(rest, "\r")
	return value
}

// Healed waits until every node is up and each master has its replicas.
func (r *Replicated) Healed(ctx context.Context, replicasEach int) error {
	return poll(ctx, func() bool {
		masters, err := r.masters(ctx)
		if err != nil || len(masters)*(1+replicasEach) != len(r.Nodes) {
			return false
		}
		for _, m := range masters {
			client := m.Client()
			info, err := client.Info(ctx, "replication").Result()
			_ = client.Close()
			if err != nil || strings.Count(info, "state=online") < replicasEach {
				return false
			}
		}
		for _, n := range r.Nodes {
			if addr, up := replicates(ctx, n); addr != "" && !up {
				return false
			}
		}
		return true
	})
}

func poll(ctx context.Context, ok func() bool) error {
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !ok() {
		select {
		case <-again.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// IsMaster tells whether the node is a master that takes writes; on a Cluster, whether that works as a whole.
func (n *Node) IsMaster(ctx context.Context) bool {
	client := n.Client()
	defer func() { _ = client.Close() }()
	info, err := client.Info(ctx, "replication", "cluster").Result()
	if err != nil || field(info, "role") != "master" {
		return false
	}
	if field(info, "cluster_enabled") != "1" {
		return true
	}
	state, err := client.ClusterInfo(ctx).Result()
	return err == nil && strings.Contains(state, "cluster_state:ok")
}
