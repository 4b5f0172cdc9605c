// Package redisaccess finds out which commands a Redis lets us use. Many hosts rename some away, or forbid them to the user
// that they give out.
//
// A command is tried inside a transaction that is discarded: Redis looks up each command, and what the user may do, before it
// queues it, and then runs none of them.
package redisaccess

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Refusals says for each command that a server refuses why: Missing or Forbidden.
type Refusals map[string]Refusal

// Refusal is why a server refuses a command.
type Refusal string

// The reasons.
const (
	Missing   Refusal = "missing"   // it was renamed, or the server has no such command
	Forbidden Refusal = "forbidden" // the user may not use it
	NoKeys    Refusal = "no keys"   // the user may use it, but not on our keys
)

// Names are the commands that are refused, in order.
func (r Refusals) Names() []string {
	var names []string
	for name := range r {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Node tells which of the commands a server refuses, and of those of a transaction. Each is a whole command, such as "HGET {probe} field";
// it is not run.
func Node(ctx context.Context, node *redis.Client, commands ...string) (Refusals, error) {
	options := *node.Options()
	options.PushNotificationProcessor = nil // it is the node's own
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	own := redis.NewClient(&options) // its connection is closed in whatever state it is left
	defer func() { _ = own.Close() }()
	conn := own.Conn()
	defer func() { _ = conn.Close() }()
	refused := Refusals{}
	open, err := tryTransaction(ctx, conn, refused)
	if err != nil {
		return nil, fmt.Errorf("try what Redis lets us do: %w", err)
	}
	if !open {
		return refused, nil
	}
	tried := make([]*redis.Cmd, len(commands))
	pipe := conn.Pipeline()
	for i, c := range commands {
		var args []any
		for word := range strings.FieldsSeq(c) {
			args = append(args, word)
		}
		tried[i] = pipe.Do(ctx, args...)
	}
	end := pipe.Do(ctx, "DISCARD")
	_, _ = pipe.Exec(ctx) // gives the first error; each command has its own
	if err := refused.note("DISCARD", end.Err()); err != nil {
		return nil, fmt.Errorf("try what Redis lets us do: %w", err)
	}
	for i, c := range commands {
		name, _, _ := strings.Cut(c, " ")
		_ = refused.note(name, tried[i].Err())
	}
	return refused, nil
}

// tryTransaction ends an empty transaction with EXEC and begins another one, and tells whether one is open.
func tryTransaction(ctx context.Context, conn *redis.Conn, refused Refusals) (open bool, err error) {
	if err := refused.note("MULTI", conn.Do(ctx, "MULTI").Err()); err != nil || refused["MULTI"] != "" {
		return false, err
	}
	if err := refused.note("EXEC", conn.Do(ctx, "EXEC").Err()); err != nil {
		return false, err
	}
	err = conn.Do(ctx, "MULTI").Err()
	if err != nil && strings.Contains(err.Error(), "nested") { // some servers leave it open when they refuse EXEC
		err = nil
	}
	return err == nil, err
}

// note notes that a command is refused, when that is its error, and gives other errors.
func (r Refusals) note(name string, err error) error {
	why, is := IsRefusal(err)
	if !is {
		return err
	}
	r[name] = why
	return nil
}

// Every tells which of the commands any server refuses: of a Cluster every node is asked, replicas too.
func Every(ctx context.Context, client redis.UniversalClient, commands ...string) (Refusals, error) {
	var mu sync.Mutex
	all := Refusals{}
	ask := func(ctx context.Context, node *redis.Client) error {
		refused, err := Node(ctx, node, commands...)
		mu.Lock()
		defer mu.Unlock()
		maps.Copy(all, refused)
		return err
	}
	switch c := client.(type) {
	case *redis.ClusterClient:
		return all, c.ForEachShard(ctx, ask)
	case *redis.Client:
		return all, ask(ctx, c)
	}
	return all, nil
}

// IsRefusal tells whether a command failed because it is refused, and why. That it belongs on another node, or cannot stand in a
// transaction, is no refusal: Redis looks at the user's rights before.
func IsRefusal(err error) (Refusal, bool) {
	if err == nil {
		return "", false
	}
	text := strings.TrimPrefix(strings.ToLower(err.Error()), "execabort transaction discarded because of: ") // a refused EXEC
	switch {
	case strings.Contains(text, "unknown command"), strings.Contains(text, "unknown subcommand"):
		return Missing, true
	case strings.HasPrefix(text, "noperm") && strings.Contains(text, "key"):
		return NoKeys, true
	case strings.HasPrefix(text, "noperm"):
		return Forbidden, true
	}
	return "", false
}
