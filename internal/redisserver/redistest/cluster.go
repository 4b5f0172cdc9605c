package redistest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/redisserver"
)

// Cluster starts a Cluster of masters, each with a replica.
func Cluster(tb testing.TB, masters int, o redisserver.Options) *Replicated {
	tb.Helper()
	ctx := tb.Context()
	r := &Replicated{cluster: true}
	o.Extra = append([]string{
		"--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "1000",
		"--cluster-allow-replica-migration", "no", "--cluster-replica-validity-factor", "0",
	}, o.Extra...)
	for range 2 * masters {
		n := newNode(tb, o, func(port int) []string {
			return []string{"--cluster-announce-ip", "127.0.0.1", "--cluster-announce-port", strconv.Itoa(port)}
		})
		r.Nodes = append(r.Nodes, n)
	}
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	var clients []*redis.Client
	for _, n := range r.Nodes {
		client := n.Client()
		defer func() { _ = client.Close() }()
		clients = append(clients, client)
	}
	bus := func(n *Node) int { // the bus is not behind the link
		_, port, _ := strings.Cut(n.Addr(), ":")
		p, _ := strconv.Atoi(port)
		return p + 10_000
	}
	for i, client := range clients {
		must(client.Do(ctx, "CLUSTER", "SET-CONFIG-EPOCH", i+1).Err())
		if i < masters {
			must(client.ClusterAddSlotsRange(ctx, i*16384/masters, (i+1)*16384/masters-1).Err())
		}
		if i > 0 {
			_, port, _ := strings.Cut(r.Nodes[0].Link.addr, ":")
			must(client.Do(ctx, "CLUSTER", "MEET", "127.0.0.1", port, bus(r.Nodes[0])).Err())
		}
	}
	known := func() bool {
		for _, client := range clients {
			info, err := client.ClusterInfo(ctx).Result()
			if err != nil || !strings.Contains(info, fmt.Sprintf("cluster_known_nodes:%d\r", len(clients))) || !strings.Contains(info, "cluster_state:ok") {
				return false
			}
		}
		return true
	}
	must(poll(ctx, known))
	for i := range masters {
		id, err := clients[i].Do(ctx, "CLUSTER", "MYID").Text()
		must(err)
		must(poll(ctx, func() bool { return clients[masters+i].Do(ctx, "CLUSTER", "REPLICATE", id).Err() == nil }))
	}
	var addrs []string
	for _, n := range r.Nodes {
		addrs = append(addrs, n.Link.addr)
	}
	r.URL = "redis://" + strings.Join(addrs, ",")
	r.masters = func(ctx context.Context) ([]*Node, error) {
		var all []*Node
		for _, n := range r.Nodes {
			client := n.Client()
			text, err := client.ClusterNodes(ctx).Result()
			_ = client.Close()
			if err != nil {
				continue
			}
			for line := range strings.Lines(text) {
				f := strings.Fields(line)
				if len(f) > 8 && strings.Contains(f[2], "myself") && strings.Contains(f[2], "master") {
					all = append(all, n)
				}
			}
		}
		return all, nil
	}
	must(r.Healed(ctx, 1))
	must(poll(ctx, known))
	return r
}
