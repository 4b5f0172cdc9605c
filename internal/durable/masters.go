package durable

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// masters are the places that take writes. Hooks tell which of them are used.
type masters struct {
	cluster *redis.ClusterClient // nil when there is one master only

	mu  sync.Mutex
	all map[*redis.Client]*master
}

// watch finds the masters that there are, and notices those that are used.
func watch(ctx context.Context, client redis.UniversalClient) (*masters, error) {
	ms := &masters{all: map[*redis.Client]*master{}}
	switch c := client.(type) {
	case *redis.Client:
		m := ms.add(c)
		m.isSingle = true
		if err := m.identify(ctx); err != nil {
			return nil, fmt.Errorf("ask Redis which process it is: %w", err)
		}
	case *redis.ClusterClient:
		ms.cluster = c
		c.OnNewNode(func(node *redis.Client) { ms.add(node) })
		if err := ms.learn(ctx); err != nil {
			return nil, fmt.Errorf("ask the masters of the Cluster which processes they are: %w", err)
		}
	default:
		return nil, errors.New("durable knows no such client")
	}
	return ms, nil
}

// add notices a node, once.
func (ms *masters) add(client *redis.Client) *master {
	ms.mu.Lock()
	defer ms.mu.Unlock()
	if m := ms.all[client]; m != nil {
		return m
	}
	m := &master{client: client}
	ms.all[client] = m
	client.AddHook(usage{m})
	return m
}

// learn finds out which processes the masters of a Cluster are that are new. One that is used before that counts as another
// than it was.
func (ms *masters) learn(ctx context.Context) error {
	if ms.cluster == nil {
		return nil
	}
	return ms.cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error {
		m := ms.add(node)
		if m.process != "" {
			return nil
		}
		return m.identify(ctx)
	})
}

// used gives the masters that were used since they were last given.
func (ms *masters) used() []*master {
	ms.mu.Lock()
	defer ms.mu.Unlock()
	var list []*master
	for _, m := range ms.all {
		if m.inUse.Swap(false) {
			list = append(list, m)
		}
	}
	return list
}

// useAll has all masters confirmed by the next flight.
func (ms *masters) useAll(ctx context.Context) {
	if ms.cluster == nil {
		for _, m := range ms.all {
			m.inUse.Store(true)
		}
		return
	}
	_ = ms.cluster.ForEachMaster(ctx, func(_ context.Context, node *redis.Client) error {
		ms.add(node).inUse.Store(true)
		return nil
	})
}

// keeps tells whether a master that cannot be reached is still the one. The only one always is: who comes in its place is
// recognised by what it says. A node of a Cluster is not when the others say so, and it is forgotten.
func (ms *masters) keeps(ctx context.Context, m *master) bool {
	if ms.cluster == nil {
		return true
	}
	is, known := false, false
	var mu sync.Mutex
	err := ms.cluster.ForEachMaster(ctx, func(_ context.Context, node *redis.Client) error {
		mu.Lock()
		defer mu.Unlock()
		known = true
		is = is || node == m.client
		return nil
	})
	if err != nil || !known || is {
		return true
	}
	ms.mu.Lock()
	defer ms.mu.Unlock()
	delete(ms.all, m.client)
	return false
}

// findTag finds keys that a master has: any, or on a Cluster, those of one of its slots.
func (m *master) findTag(ctx context.Context) error {
	switch {
	case m.tag != "":
		return nil
	case m.isSingle:
		m.tag = "{durable}"
		return nil
	}
	nodes, err := m.client.ClusterNodes(ctx).Result()
	if err != nil {
		return err
	}
	for line := range strings.Lines(nodes) {
		f := strings.Fields(line)
		if len(f) < 9 || !strings.Contains(f[2], "myself") {
			continue
		}
		from, to, isRange := strings.Cut(f[8], "-")
		first, err := strconv.Atoi(from)
		if err != nil {
			break // a slot that is on its way
		}
		last := first
		if isRange {
			last, _ = strconv.Atoi(to)
		}
		for i := 0; ; i++ {
			if name := "durable:" + strconv.Itoa(i); slotOf(name) >= first && slotOf(name) <= last {
				m.tag = "{" + name + "}"
				return nil
			}
		}
	}
	return errors.New("the node has no slots")
}

// slotOf is the hash slot of a tag: CRC16 (XMODEM) of it.
func slotOf(tag string) int {
	crc := uint16(0)
	for i := range len(tag) {
		crc ^= uint16(tag[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return int(crc % 16384)
}

// usage is a hook that notices when a master is used: when a command names a key. Ours all begin with their hash tag.
type usage struct{ *master }

func (u usage) DialHook(next redis.DialHook) redis.DialHook { return next }

func (u usage) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		u.note(ctx, cmd)
		err := next(ctx, cmd)
		u.note(ctx, cmd)
		return err
	}
}

func (u usage) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		u.note(ctx, cmds...)
		err := next(ctx, cmds)
		u.note(ctx, cmds...)
		return err
	}
}

// note is called before a command and after it: a flight that begins meanwhile may be too early for it.
func (u usage) note(ctx context.Context, cmds ...redis.Cmder) {
	if u.inUse.Load() || ctx.Value(quietly{}) != nil {
		return
	}
	for _, cmd := range cmds {
		for _, arg := range cmd.Args() {
			if text, ok := arg.(string); ok && strings.HasPrefix(text, "{") {
				u.inUse.Store(true)
				return
			}
		}
	}
}
