package process

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/vault"
)

// eavesdrop listens to the private redis-server of a bot, from when it runs: to every command, and to the slow log, which
// is made to keep all. What it returns gives both, and every value that stands in Redis then.
func eavesdrop(t *testing.T, data string) func() (commands, slow, values []byte) {
	t.Helper()
	var client *redis.Client
	require.Eventually(t, func() bool {
		addr, closeAddr, ok := redisserver.Attach(t.Context(), filepath.Join(data, "redis"))
		if ok {
			client = redis.NewClient(&redis.Options{Addr: addr})
			t.Cleanup(func() { _, _ = client.Close(), closeAddr() })
		}
		return ok
	}, harness.Longest, 10*time.Millisecond)
	require.NoError(t, client.ConfigSet(t.Context(), "slowlog-log-slower-than", "0").Err())
	require.NoError(t, client.ConfigSet(t.Context(), "rdbcompression", "no").Err()) // nothing hides in a compressed file
	require.NoError(t, client.ConfigSet(t.Context(), "slowlog-max-len", "100000").Err())
	ear, err := net.Dial("unix", client.Options().Addr)
	require.NoError(t, err)
	_, err = ear.Write([]byte("MONITOR\r\n"))
	require.NoError(t, err)
	var heard bytes.Buffer
	var listening sync.WaitGroup
	listening.Go(func() { _, _ = io.Copy(&heard, ear) })
	return func() (commands, slow, values []byte) {
		require.NoError(t, ear.Close())
		listening.Wait()
		require.Contains(t, heard.String(), "evalsha", "it was listened to")
		entries, err := client.SlowLogGet(t.Context(), -1).Result()
		require.NoError(t, err)
		require.NotEmpty(t, entries)
		var log bytes.Buffer
		for _, e := range entries {
			fmt.Fprintln(&log, e.Args)
		}
		return unescaped(heard.Bytes()), log.Bytes(), harness.Everything(t, client)
	}
}

var escaped = regexp.MustCompile(`\\x([0-9a-f]{2})`)

// unescaped turns what MONITOR writes as \xd0 back into the byte.
func unescaped(b []byte) []byte {
	return escaped.ReplaceAllFunc(b, func(m []byte) []byte {
		out, _ := hex.DecodeString(string(m[2:]))
		return out
	})
}

// forgotten has one person panic and another ask to be forgotten, waits until that one is told that it is done, and looks for
// the names that only the keys can give them, in every file.
func forgotten(t *testing.T, ctx context.Context, panics, forgets *telegramtest.User, data string) {
	t.Helper()
	keys, err := vault.Load(filepath.Join(data, "keys"))
	require.NoError(t, err)
	v := vault.New(keys)
	var names []string
	for _, u := range []*telegramtest.User{panics, forgets} {
		names = append(names, v.Pseudonym("person", u.ID()), v.Pseudonym("chat", u.ID()))
	}
	before := filesIn(t, filepath.Join(data, "redis"))
	for _, name := range names {
		require.Contains(t, before, name, "this is what is to be erased")
	}
	panics.Says("/panic")
	last, err := panics.Waits(ctx, telegramtest.Containing("delete this chat"))
	require.NoError(t, err)
	forgets.Says("/forget")
	question, err := forgets.Waits(ctx, telegramtest.WithButton("Yes, delete"))
	require.NoError(t, err)
	forgets.Presses(question, "Yes, delete")
	_, err = forgets.Waits(ctx, telegramtest.Containing("I keep nothing about you"))
	require.NoError(t, err)
	require.Equal(t, last, harness.Latest(t, panics), "nothing follows /panic")
	after := filesIn(t, filepath.Join(data, "redis"))
	for _, name := range names {
		require.NotContains(t, after, name, "somebody who was forgotten stands in a file")
	}
}

func filesIn(t *testing.T, dir string) string {
	t.Helper()
	var all bytes.Buffer
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			b, _ := os.ReadFile(path)
			all.Write(b)
		}
		return err
	}))
	return all.String()
}
