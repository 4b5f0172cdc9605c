package outbox_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"strconv"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

type open struct{}

func (open) Pseudonym(domain string, id int64) string {
	sum := sha256.Sum256(fmt.Append(nil, domain, id))
	return hex.EncodeToString(sum[:13])
}
func (open) Seal(_, _ string, plain []byte) []byte           { return plain }
func (open) Open(_, _ string, sealed []byte) ([]byte, error) { return sealed, nil }

type taker struct{}

func (taker) Deliver(context.Context, bot.Delivery) (bot.Receipt, error) {
	return bot.Receipt{MessageID: 7}, nil
}

// BenchmarkOutbox takes messages from queueing to recorded, without limits, on a real Redis. It also reports how many
// commands Redis ran for each, those within scripts too, and how long Redis worked on them.
func BenchmarkOutbox(b *testing.B) {
	client := redistest.Server(b, redisserver.Options{}).Client()
	defer func() { _ = client.Close() }()
	pipe, err := client.AutoPipeline()
	if err != nil {
		b.Fatal(err)
	}
	box := outbox.New(outbox.Options{
		Redis: client, Pipeline: pipe, Sealer: open{}, Deliver: taker{}, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler),
	})
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- box.Run(ctx) }()
	if err := client.ConfigResetStat(ctx).Err(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	const batch = 100
	for n := 0; n < b.N; {
		var out []bot.Outgoing
		for range min(batch, b.N-n) {
			n++
			out = append(out, bot.Outgoing{
				Key: strconv.Itoa(n), Chat: int64(1 + n%5000), Action: bot.Send, MessageKey: "h" + strconv.Itoa(n%3),
				Text: "Is it true that troops have landed in Almaty? Nobody who lives there has seen any.",
			})
		}
		if err := box.Send(ctx, out...); err != nil {
			b.Fatal(err)
		}
	}
	if err := box.Drained(ctx); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
	calls, spent := commands(b, client)
	b.ReportMetric(calls/float64(b.N), "commands/op")
	b.ReportMetric(spent/float64(b.N), "redis-µs/op")
	stop()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
}

// commands tells how many commands Redis ran, and for how many µs. What a script runs is within the script's own time.
func commands(b *testing.B, client redis.UniversalClient) (calls, spent float64) {
	b.Helper()
	stats, err := client.InfoMap(b.Context(), "commandstats").Result()
	if err != nil {
		b.Fatal(err)
	}
	for name, line := range stats["Commandstats"] {
		var n, us float64
		if _, err := fmt.Sscanf(line, "calls=%f,usec=%f", &n, &us); err != nil {
			b.Fatal(name, line, err)
		}
		calls += n
		switch name {
		case "cmdstat_evalsha", "cmdstat_eval", "cmdstat_zrange", "cmdstat_hlen":
			spent += us
		}
	}
	return calls, spent
}
