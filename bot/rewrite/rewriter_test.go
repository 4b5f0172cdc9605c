package rewrite_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/rewrite"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// box is an outbox in which something waits until it was looked at so many times.
type box struct {
	mu      sync.Mutex
	waiting int
	forgot  []int64
	silent  bool
}

func (b *box) Silent(context.Context, int64) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.silent, nil
}

func (b *box) Waiting(context.Context, int64) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting--
	return max(b.waiting, 0), nil
}

func (b *box) Forget(_ context.Context, chat int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.forgot = append(b.forgot, chat)
	return nil
}

// voice hears what is delivered.
type voice chan bot.Delivery

func (v voice) Deliver(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	v <- d
	return bot.Receipt{}, nil
}

func run(t *testing.T, client redis.UniversalClient, o rewrite.Outbox, clock clockwork.Clock) (*rewrite.Rewriter, voice) {
	t.Helper()
	said := make(voice, 9)
	e := rewrite.New(rewrite.Options{Redis: client, Outbox: o, Deliver: said, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-ended)
	})
	return e, said
}

// TestFilesHoldNothingAfterwards is the promise: DEL alone leaves what was deleted in the append-only file.
func TestFilesHoldNothingAfterwards(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server, err := redisserver.Start(t.Context(), redisserver.Options{Dir: dir})
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop(context.Background()) })
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	const canary = "canary-of-a-person"
	require.NoError(t, client.Set(t.Context(), "k", canary, 0).Err())
	require.NoError(t, client.Del(t.Context(), "k").Err())
	require.Contains(t, files(t, dir), canary, "this is what the test is about")

	o := &box{waiting: 3}
	e, said := run(t, client, o, clockwork.NewRealClock())
	require.NoError(t, e.Erase(t.Context(), 7, "done"))
	select {
	case d := <-said:
		require.Equal(t, int64(7), d.Chat)
		require.Equal(t, "done", d.Text)
	case <-time.After(time.Minute):
		t.Fatal("nobody was told")
	}
	require.NotContains(t, files(t, dir), canary)
	require.Equal(t, []int64{7}, o.forgot)
	require.Zero(t, client.Exists(t.Context(), "{erasure}:due").Val())
}

// TestFilesAreRewrittenAfterWhatWasDeleted: nobody has to ask for it, and nothing that is erased meanwhile is missed.
func TestFilesAreRewrittenAfterWhatWasDeleted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server, err := redisserver.Start(t.Context(), redisserver.Options{Dir: dir})
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop(context.Background()) })
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	clock := clockwork.NewFakeClock()
	e, _ := run(t, client, &box{}, clock)
	for _, canary := range []string{"first-canary", "second-canary"} {
		require.NoError(t, client.Set(t.Context(), "k", canary, 0).Err())
		require.NoError(t, client.Del(t.Context(), "k").Err())
		require.NoError(t, e.Due(t.Context()))
		require.NoError(t, e.Due(t.Context()))
		if canary == "first-canary" { // later it may be on its way already
			require.Contains(t, files(t, dir), canary, "this is what the test is about")
		}
		require.Eventually(t, func() bool {
			clock.Advance(10 * time.Second)
			return client.Exists(t.Context(), "{erasure}:due").Val() == 0
		}, time.Minute, time.Millisecond)
		require.NotContains(t, files(t, dir), canary)
	}
}

// TestWhatAnotherProcessLeftIsRewritten: one that ended before it came to it.
func TestWhatAnotherProcessLeftIsRewritten(t *testing.T) {
	t.Parallel()
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr()})
	t.Cleanup(func() { _ = client.Close() })
	clock := clockwork.NewFakeClock()
	run(t, client, &box{}, clock)
	require.NoError(t, client.Set(t.Context(), "{erasure}:due", "another's", 0).Err())
	require.Eventually(t, func() bool {
		clock.Advance(time.Minute)
		return client.Exists(t.Context(), "{erasure}:due").Val() == 0
	}, time.Minute, time.Millisecond)
}

// files is all that stands in the files of a folder.
func files(t *testing.T, dir string) string {
	t.Helper()
	var all bytes.Buffer
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		all.Write(b)
		return err
	}))
	return strings.ToLower(all.String())
}

// TestACrashOnlyDelays has a new process finish what another began; whom to tell is known to nobody any more.
func TestACrashOnlyDelays(t *testing.T) {
	t.Parallel()
	mini := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: mini.Addr()})
	t.Cleanup(func() { _ = client.Close() })
	clock := clockwork.NewFakeClock()
	require.NoError(t, mini.Set("{erasure}:due", "1"))
	run(t, client, &box{}, clock)
	require.NoError(t, clock.BlockUntilContext(t.Context(), 1))
	clock.Advance(time.Second)
	require.Eventually(t, func() bool { return !mini.Exists("{erasure}:due") }, time.Minute, time.Millisecond)
}

// TestNothingIsSaidToASilentChat: one process was told of /forget, another one of /panic.
func TestNothingIsSaidToASilentChat(t *testing.T) {
	t.Parallel()
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr()})
	t.Cleanup(func() { _ = client.Close() })
	clock := clockwork.NewFakeClock()
	o := &box{silent: true}
	e, said := run(t, client, o, clock)
	require.NoError(t, e.Erase(t.Context(), 7, "done"))
	require.NoError(t, e.Erase(t.Context(), 8, ""))
	require.Eventually(t, func() bool {
		clock.Advance(10 * time.Second)
		return client.Exists(t.Context(), "{erasure}:due").Val() == 0
	}, time.Minute, time.Millisecond)
	require.NoError(t, e.Due(t.Context())) // once more, so that what the first round had to say is said
	require.Eventually(t, func() bool {
		clock.Advance(10 * time.Second)
		return client.Exists(t.Context(), "{erasure}:due").Val() == 0
	}, time.Minute, time.Millisecond)
	require.Empty(t, said)
	o.mu.Lock()
	defer o.mu.Unlock()
	require.ElementsMatch(t, []int64{7, 8}, o.forgot)
}

// TestNoWordIsPromisedWhereFilesStay: a host that does not let its customers rewrite files, whichever way it says so.
func TestNoWordIsPromisedWhereFilesStay(t *testing.T) {
	t.Parallel()
	rename := func(names ...string) (all []string) {
		for _, n := range names {
			all = append(all, "--rename-command", n, "")
		}
		return all
	}
	user := func(rights ...string) []string {
		return append([]string{"--user", "default", "on", "nopass", "~*", "&*", "+@all"}, rights...)
	}
	for name, c := range map[string]struct {
		extra    []string
		refused  []string
		finishes bool
	}{
		"all is allowed":           {nil, nil, true},
		"log renamed":              {rename("BGREWRITEAOF"), []string{"BGREWRITEAOF"}, false},
		"all renamed":              {rename("CONFIG", "BGREWRITEAOF", "BGSAVE"), []string{"BGREWRITEAOF", "BGSAVE"}, false},
		"settings renamed":         {rename("CONFIG"), nil, true},
		"snapshots are never made": {rename("BGSAVE"), nil, true},
		"snapshots cannot be made": {append(rename("BGSAVE"), "--save", "3600 1"), []string{"BGSAVE"}, false},
		"rights":                   {user("-@admin", "-@dangerous", "+info"), []string{"BGREWRITEAOF", "BGSAVE"}, false},
		"less rights":              {user("-@admin", "-@dangerous"), []string{"INFO"}, false},
		"one right":                {user("-bgrewriteaof"), []string{"BGREWRITEAOF"}, false},
		"no files":                 {append(rename("BGREWRITEAOF"), "--appendonly", "no"), nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := redistest.Server(t, redisserver.Options{Extra: c.extra}).Client()
			t.Cleanup(func() { _ = client.Close() })
			refused, err := rewrite.Refused(t.Context(), client)
			require.NoError(t, err)
			require.Equal(t, c.refused, refused)
			clock, o := clockwork.NewFakeClock(), &box{}
			e, said := run(t, client, o, clock)
			finishes, err := e.CanRewrite(t.Context())
			require.NoError(t, err)
			require.Equal(t, c.finishes, finishes)
			word := ""
			if finishes {
				word = "done"
			}
			require.NoError(t, e.Erase(t.Context(), 7, word))
			require.Eventually(t, func() bool {
				clock.Advance(time.Second)
				o.mu.Lock()
				defer o.mu.Unlock()
				return len(o.forgot) > 0
			}, time.Minute, time.Millisecond, "what can be erased is")
			if finishes {
				require.Eventually(t, func() bool {
					clock.Advance(time.Second)
					return len(said) == 1
				}, time.Minute, time.Millisecond)
				return
			}
			require.EqualValues(t, 1, client.Exists(t.Context(), "{erasure}:due").Val(), "it is done once Redis allows it")
		})
	}
}

// TestAPromisedWordComesOnceRedisAllowsIt: rights that were taken away are given back.
func TestAPromisedWordComesOnceRedisAllowsIt(t *testing.T) {
	t.Parallel()
	client := redistest.Server(t, redisserver.Options{}).Client()
	t.Cleanup(func() { _ = client.Close() })
	allow := func(rule string) {
		require.NoError(t, client.Do(t.Context(), "ACL", "SETUSER", "default", rule).Err())
	}
	clock, o := clockwork.NewFakeClock(), &box{}
	e, said := run(t, client, o, clock)
	allow("-bgrewriteaof")
	require.NoError(t, e.Erase(t.Context(), 7, "done"))
	require.Eventually(t, func() bool {
		clock.Advance(time.Second)
		o.mu.Lock()
		defer o.mu.Unlock()
		return len(o.forgot) > 0
	}, time.Minute, time.Millisecond)
	require.Empty(t, said)
	allow("+bgrewriteaof")
	require.Eventually(t, func() bool {
		clock.Advance(time.Second)
		select {
		case d := <-said:
			return d.Text == "done"
		default:
			return false
		}
	}, time.Minute, time.Millisecond)
}
