package intake_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/jonboulle/clockwork"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// BenchmarkIntake takes updates from storing to done, by a handler that does nothing, on a real Redis.
func BenchmarkIntake(b *testing.B) {
	client := redistest.Server(b, redisserver.Options{}).Client()
	defer func() { _ = client.Close() }()
	pipe, err := client.AutoPipeline()
	if err != nil {
		b.Fatal(err)
	}
	in := intake.New(intake.Options{
		Redis: client, Pipeline: pipe, Sealer: sealer{}, Codec: codec, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler),
		Handler: bot.HandlerFunc(func(context.Context, bot.Update) error { return nil }),
	})
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- in.Work(ctx) }()
	b.ReportAllocs()
	b.ResetTimer()
	const batch = 100
	for id := 0; id < b.N; {
		var updates []said
		for range min(batch, b.N-id) {
			id++
			updates = append(updates, said{ID: int64(id), Chat: int64(id % 5000), Text: "Is it true that troops have landed in Almaty?"})
		}
		if _, err := in.Store(ctx, raw(updates...)); err != nil {
			b.Fatal(err)
		}
	}
	if err := in.Drained(ctx); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
	stop()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
}
