package redistest

import (
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/redis/go-redis/v9"
)

// mortalOf is set in a process that stands for the program: the Redis at which it works, and how many items it has to do.
const mortalOf = "RASTAU_TEST_MORTAL"

// Mortal is a process that dies of some items. One whose text begins with "poison" kills it, as the kernel kills what takes all
// memory; there follows a "+" for each item that is begun before. One that says "wait" is begun and not done with until the
// process is killed, the first time.
type Mortal struct {
	Client *redis.Client
	Ctx    context.Context // ends when all that can be done is done; it is the process's own

	stop    context.CancelFunc
	first   bool
	todo    int64
	waiting chan struct{}
}

// BeMortal gives what the process works with if it is one that [Deaths] started.
func BeMortal() (m *Mortal, ok bool) {
	address, todo, ok := strings.Cut(os.Getenv(mortalOf), " ")
	if !ok {
		return nil, false
	}
	m = &Mortal{Client: redis.NewClient(&redis.Options{Addr: address}), waiting: make(chan struct{}, 99)}
	m.Ctx, m.stop = context.WithCancel(context.Background())
	m.first = m.Client.SetNX(m.Ctx, "first", 1, 0).Val()
	m.todo, _ = strconv.ParseInt(todo, 10, 64)
	return m, true
}

// Do does an item, and notes in the set "done" that it did.
func (m *Mortal) Do(id, text string) {
	switch {
	case text == "wait" && m.first:
		m.waiting <- struct{}{}
		select {}
	case strings.HasPrefix(text, "poison"):
		for range strings.Count(text, "+") * map[bool]int{true: 1}[m.first] {
			<-m.waiting
		}
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	m.Client.SAdd(m.Ctx, "done", id) // one that was done with a moment before a death comes again
	if m.Client.SCard(m.Ctx, "done").Val() == m.todo {
		m.stop()
	}
}

// Deaths starts this test's program as a [Mortal] again and again until it has done so many items, and tells how often it was
// killed before.
func Deaths(t *testing.T, address string, todo int) int {
	t.Helper()
	for n := range 9 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), mortalOf+"="+address+" "+strconv.Itoa(todo))
		if cmd.Run() == nil {
			return n
		}
	}
	t.Fatal("it dies for ever")
	return 0
}
