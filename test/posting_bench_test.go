package test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// BenchmarkAnotherResultWaits has a result go to 60,000 channels and, half a second later, another one. It says for how long the
// approval of each is held up, and how long it takes until all channels have both queued.
//
//	go test -run - -bench AnotherResultWaits -benchtime 1x ./test
func BenchmarkAnotherResultWaits(b *testing.B) {
	const channels = 60_000
	ctx := b.Context()
	server := redistest.Server(b, redisserver.Options{Fsync: "everysec"})
	options, err := config.ParseRedisURL(server.URL())
	require.NoError(b, err)
	client := redisclient.New(options)
	b.Cleanup(func() { _ = client.Close() })
	pipe, err := client.AutoPipeline()
	require.NoError(b, err)
	keys, _ := vault.NewKeys(time.Now())
	v := vault.New(keys)
	store := redisstore.New(client, pipe, v)
	texts, err := locale.New()
	require.NoError(b, err)
	clock := clockwork.NewRealClock()
	out := outbox.New(outbox.Options{Redis: client, Pipeline: pipe, Sealer: v, Clock: clock})
	desk := verification.New(verification.Options{
		Store: store, Notifier: notify.New(out, texts, claim.DefaultPolicy()), Namer: v, Clock: clock, Policy: claim.DefaultPolicy(),
	})
	var g errgroup.Group
	g.SetLimit(64)
	for i := range channels {
		g.Go(func() error {
			return store.SaveSubscription(ctx, verification.Subscription{
				ID: fmt.Sprintf("channel%05d", i), Address: strconv.Itoa(-1_000_000 - i), Languages: []claim.Language{claim.Russian}, Digest: verification.Instant,
			})
		})
	}
	require.NoError(b, g.Wait())
	ready := func(n byte) claim.Code {
		code, now := claim.NewCode([]byte{n, 1, 2, 3, 4, 5, 6, 7}), time.Now().UTC().Truncate(time.Millisecond)
		facts := []claim.Event{
			&claim.Received{Meta: claim.Meta{At: now}, Language: claim.Russian, Content: &claim.Content{Text: "Говорят, что мост закрыт."}},
			&claim.Opened{Meta: claim.Meta{At: now}, Question: claim.Truth, Deadline: now.Add(48 * time.Hour), Sought: 9, Limit: 9},
			&claim.Decided{Meta: claim.Meta{At: now}, Verdict: &consensus.Verdict{Answer: claim.False, Decided: true, Confidence: .95, Voters: 5}},
		}
		require.NoError(b, store.Append(ctx, code, 0, facts, time.Time{}))
		require.NoError(b, store.Settle(ctx, code, len(facts), time.Time{}))
		return code
	}
	by := claim.Person{ID: "r", Role: claim.Reviewer}
	approve := func(code claim.Code) float64 {
		began := time.Now()
		_, err := desk.Approve(ctx, "approve."+string(code), by, code, "", claim.Consent{})
		require.NoError(b, err)
		return time.Since(began).Seconds()
	}
	for i := range b.N {
		began := time.Now()
		b.ReportMetric(approve(ready(byte(2*i))), "s/approval")
		done := make(chan error, 1)
		go func(ctx context.Context) { done <- desk.PostOn(ctx) }(ctx)
		time.Sleep(500 * time.Millisecond)
		b.ReportMetric(approve(ready(byte(2*i+100))), "s/other")
		require.NoError(b, <-done)
		require.NoError(b, desk.PostOn(ctx))
		b.ReportMetric(time.Since(began).Seconds(), "s/both")
	}
}
