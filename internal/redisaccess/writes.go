package redisaccess

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrReplica is returned for a server that is a replica: what is written to it is lost, if it takes it at all.
var ErrReplica = errors.New("READONLY it is a replica, not the master")

// probeLife is how long a key that was written to try a server stands there at the most.
const probeLife = 10 * time.Second

// probes bounds how many keys are thought of to find one that a node of a Cluster has: of a node that has the hundredth part of
// it none is found once in thirty thousand times, and then it is not tried.
const probes = 1024

// Writes writes one small key to every master and deletes it, and gives the error of the first that does not take it. What the
// user may not do is no error here; Every tells of it.
func Writes(ctx context.Context, client redis.UniversalClient) error {
	switch c := client.(type) {
	case *redis.ClusterClient:
		return c.ForEachMaster(ctx, NodeWrites)
	case *redis.Client:
		return NodeWrites(ctx, c)
	}
	return nil
}

// NodeWrites is Writes for one server.
func NodeWrites(ctx context.Context, node *redis.Client) error {
	info, err := node.Info(ctx, "replication").Result()
	if _, answered := errors.AsType[redis.Error](err); err != nil && !answered {
		return fmt.Errorf("see whether it is a master: %w", err)
	}
	if strings.Contains(info, "role:slave") {
		return ErrReplica
	}
	key, err := own(ctx, node)
	if err != nil || key == "" {
		return err
	}
	err = node.Set(ctx, key, "", probeLife).Err()
	if _, refused := IsRefusal(err); err != nil && !refused {
		return fmt.Errorf("write a key: %w", err)
	}
	err = node.Unlink(ctx, key).Err()
	if _, refused := IsRefusal(err); err != nil && !refused {
		return fmt.Errorf("delete a key: %w", err)
	}
	return nil
}

// own gives the name of a key that belongs on a server; "" where none was found.
func own(ctx context.Context, node *redis.Client) (string, error) {
	asked := make([]*redis.IntCmd, probes)
	for from, n := 0, 1; from < probes; from, n = from+n, min(64, probes-from-n) {
		_, _ = node.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i := range n {
				asked[from+i] = p.Exists(ctx, probe(from+i))
			}
			return nil
		})
		for i := range n {
			err := asked[from+i].Err()
			if err == nil {
				return probe(from + i), nil
			}
			if _, refused := IsRefusal(err); refused {
				return "", nil
			}
			if !elsewhere(err) {
				return "", fmt.Errorf("look for a key: %w", err)
			}
		}
	}
	return "", nil
}

func probe(n int) string { return fmt.Sprintf("{probe:%d}", n) }

// elsewhere tells whether a key belongs on another node.
func elsewhere(err error) bool {
	return strings.HasPrefix(err.Error(), "MOVED ") || strings.HasPrefix(err.Error(), "ASK ")
}

// passing are the first words of the errors of a server that takes nothing for now: it just became a replica or is not yet a master,
// reads its data, has no memory or replicas or disk left, or is busy.
var passing = []string{"READONLY", "MASTERDOWN", "LOADING", "OOM", "NOREPLICAS", "CLUSTERDOWN", "TRYAGAIN", "MISCONF", "BUSY"}

// Passing gives the first word of the error of a server that takes nothing for now, such as READONLY; "" for other errors.
func Passing(err error) string {
	if err == nil {
		return ""
	}
	for _, word := range passing {
		if text := err.Error(); strings.HasPrefix(text, word+" ") || strings.Contains(text, ": "+word+" ") {
			return word
		}
	}
	return ""
}
