package redistest

import (
	"context"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/redisserver"
)

// databases is how many tests can use the shared server at once.
const databases = 256

// shared is the redis-server of this test binary. It ends with the last test that uses it.
var shared struct {
	mu     sync.Mutex
	server *redisserver.Server
	dir    string
	free   []int // numbers of databases that are empty
}

// Database returns a client of an empty database of a redis-server that the tests of this binary share. It does not write to
// disk. A test that uses it costs far less than with [Mini], whose scripts are interpreted under the race detector.
// What concerns a server as a whole, such as its configuration, needs a [Server].
func Database(tb testing.TB) *redis.Client {
	tb.Helper()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.server == nil {
		if err := share(); err != nil {
			tb.Fatal(err)
		}
	}
	n := len(shared.free) - 1
	if n < 0 {
		tb.Fatalf("more than %d tests at once", databases)
	}
	number := shared.free[n]
	shared.free = shared.free[:n]
	client := redis.NewClient(&redis.Options{Addr: shared.server.Addr(), DB: number})
	tb.Cleanup(func() {
		defer giveBack(number)
		if err := client.FlushDB(context.Background()).Err(); err != nil {
			tb.Error(err)
		}
		_ = client.Close()
	})
	return client
}

// share starts the shared server.
func share() error {
	dir, err := os.MkdirTemp("", "rastau-redis-") // a test's own folder would end with the test
	if err != nil {
		return err
	}
	extra := []string{"--databases", strconv.Itoa(databases), "--appendonly", "no", "--save", ""}
	server, err := redisserver.Start(context.Background(), redisserver.Options{Dir: dir, Extra: extra})
	if err != nil {
		_ = os.RemoveAll(dir)
		return err
	}
	shared.server, shared.dir = server, dir
	for number := range databases {
		shared.free = append(shared.free, number)
	}
	return nil
}

// giveBack takes back an emptied database, and ends the server when all are back.
func giveBack(number int) {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.free = append(shared.free, number)
	if len(shared.free) < databases {
		return
	}
	stop(shared.server)
	_ = os.RemoveAll(shared.dir)
	shared.server, shared.free = nil, nil
}
