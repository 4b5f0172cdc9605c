package rewrite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/redisaccess"
)

// Rewrite makes every Redis server rewrite its files, so that they contain no deleted data, and waits until that is done.
func Rewrite(ctx context.Context, client redis.UniversalClient, clock clockwork.Clock) error {
	if cluster, ok := client.(*redis.ClusterClient); ok {
		// Replicas too: each has files of its own.
		return cluster.ForEachShard(ctx, func(ctx context.Context, node *redis.Client) error { return rewrite(ctx, node, clock) })
	}
	return rewrite(ctx, client, clock)
}

// Refused returns the commands that rewriting requires and some Redis server refuses.
func Refused(ctx context.Context, client redis.UniversalClient) ([]string, error) {
	var mu sync.Mutex
	var all []string
	ask := func(ctx context.Context, node *redis.Client) error {
		names, err := refusedBy(ctx, node)
		mu.Lock()
		defer mu.Unlock()
		all = append(all, names...)
		return err
	}
	var err error
	switch c := client.(type) {
	case *redis.ClusterClient:
		err = c.ForEachShard(ctx, ask)
	case *redis.Client:
		err = ask(ctx, c)
	}
	slices.Sort(all)
	return slices.Compact(all), err
}

func refusedBy(ctx context.Context, node *redis.Client) ([]string, error) {
	state, err := persistence(ctx, node)
	if _, refused := redisaccess.IsRefusal(err); refused {
		return []string{"INFO"}, nil
	}
	if err != nil || state == "" {
		return nil, err
	}
	var needed []string
	if keepsLog := strings.Contains(state, "aof_enabled:1"); keepsLog {
		needed = append(needed, log.command)
	}
	if savesNone, err := savesNothing(ctx, node); err != nil {
		return nil, err
	} else if !savesNone {
		needed = append(needed, snapshot.command)
	}
	refused, err := redisaccess.Node(ctx, node, needed...)
	delete(refused, "EXEC") // rewriting the files needs no transaction
	delete(refused, "DISCARD")
	return refused.Names(), err
}

// savesNothing reports whether a server writes no snapshots. A server that does not say may write them.
func savesNothing(ctx context.Context, client redis.Cmdable) (bool, error) {
	save, err := client.ConfigGet(ctx, "save").Result()
	if _, refused := redisaccess.IsRefusal(err); refused {
		return false, nil
	}
	return err == nil && save["save"] == "", err
}

// file is a kind of file that Redis keeps.
type file struct {
	command string
	busy    []string // of INFO persistence: lines that stand there while it is being written
	failed  string   // … and the line that stands there when that failed
}

var (
	log      = file{"BGREWRITEAOF", []string{"aof_rewrite_in_progress:1", "aof_rewrite_scheduled:1"}, "aof_last_bgrewrite_status:err"}
	snapshot = file{"BGSAVE", []string{"rdb_bgsave_in_progress:1"}, "rdb_last_bgsave_status:err"}
)

func rewrite(ctx context.Context, client redis.Cmdable, clock clockwork.Clock) error {
	state, err := persistence(ctx, client)
	if err != nil || state == "" {
		return err
	}
	if strings.Contains(state, "aof_enabled:1") {
		if err := log.rewrite(ctx, client, clock); err != nil {
			return err
		}
	}
	// A server that was never told to save has no snapshot to rewrite.
	if none, err := savesNothing(ctx, client); err != nil || none {
		return err
	}
	return snapshot.rewrite(ctx, client, clock)
}

func (f file) rewrite(ctx context.Context, client redis.Cmdable, clock clockwork.Clock) error {
	if err := f.wait(ctx, client, clock); err != nil { // one that began earlier may contain data deleted since
		return err
	}
	doer, ok := client.(interface {
		Do(ctx context.Context, args ...any) *redis.Cmd
	})
	if !ok {
		return errors.New("the Redis client cannot run commands")
	}
	if err := doer.Do(ctx, f.command).Err(); err != nil {
		return fmt.Errorf("%s: %w", f.command, err)
	}
	return f.wait(ctx, client, clock)
}

func (f file) wait(ctx context.Context, client redis.Cmdable, clock clockwork.Clock) error {
	for {
		state, err := persistence(ctx, client)
		if err != nil {
			return err
		}
		busy := false
		for _, line := range f.busy {
			busy = busy || strings.Contains(state, line)
		}
		if !busy {
			if strings.Contains(state, f.failed) {
				return fmt.Errorf("%s failed: see the log of redis-server", f.command)
			}
			return nil
		}
		if err := pause(ctx, clock); err != nil {
			return err
		}
	}
}

// persistence returns that section of INFO, or "" for an in-process Redis without files.
func persistence(ctx context.Context, client redis.Cmdable) (string, error) {
	state, err := client.Info(ctx, "persistence").Result()
	if err != nil {
		if _, refused := redisaccess.IsRefusal(err); refused {
			return "", err
		}
		if strings.Contains(err.Error(), "not supported") { // an in-process Redis
			return "", nil
		}
		return "", fmt.Errorf("ask Redis about its files: %w", err)
	}
	return state, nil
}
