package redistest

import (
	"log/slog"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisserver"
)

// Unconfirmed gives a Redis that takes writes and makes none of them durable, with a barrier that therefore confirms
// nothing, until heal is called.
func Unconfirmed(tb testing.TB) (client *redis.Client, b *durable.Barrier, heal func()) {
	tb.Helper()
	client = Server(tb, redisserver.Options{Extra: []string{"--appendonly", "no"}}).Client()
	b, err := durable.New(tb.Context(), client, durable.Options{
		Promise: durable.Promise{Fsync: durable.Written}, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = b.Close()
		_ = client.Close()
	})
	return client, b, func() {
		if err := client.ConfigSet(tb.Context(), "appendonly", "yes").Err(); err != nil {
			tb.Error(err)
		}
	}
}
