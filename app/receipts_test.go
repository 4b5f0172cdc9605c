package app

import (
	"bytes"
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// TestTheBotAndAnAuditSayWhatIsMissing cuts the end of a ledger that was acknowledged.
func TestTheBotAndAnAuditSayWhatIsMissing(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	client := clientOf(t, redistest.Server(t, redisserver.Options{}).URL())
	keys, _ := vault.NewKeys(time.Now())
	v, folder := vault.New(keys), t.TempDir()
	var log bytes.Buffer
	a := &App{log: slog.New(slog.NewTextHandler(&log, nil)), metrics: prometheus.NewRegistry(), clock: clocks.New(clockwork.NewRealClock(), nil)}
	a.settings.Data = folder
	receipts := a.openReceipts()
	require.NotNil(t, receipts)
	b, err := durable.New(ctx, client, durable.Options{Promise: durable.Promise{Fsync: durable.Written}, Clock: a.clock, Log: a.log, Receipts: receipts})
	require.NoError(t, err)
	t.Cleanup(func() {
		_ = b.Close()
		_ = a.Close()
	})
	store := redisstore.New(client, nil, v).WithBarrier(b)
	const code = "K7Q2MX"
	op := b.Begin(ctx)
	facts := []verification.Fact{{Kind: verification.Received, At: time.Now(), Cause: "1"}, {Kind: verification.Answered, At: time.Now(), Cause: "2"}}
	require.NoError(t, store.Append(op, code, 0, facts, time.Now()))
	require.NoError(t, b.Confirm(op))
	said := func() (string, error) {
		list, err := durable.ReadReceipts(folder)
		require.NoError(t, err)
		var out bytes.Buffer
		err = audit(ctx, client, v, "", list, &out)
		return out.String(), err
	}
	text, err := said()
	require.NoError(t, err, text)
	require.Contains(t, text, "with 1 receipts")

	ledgers, err := client.Keys(ctx, "*:ledger:*").Result()
	require.NoError(t, err)
	require.Len(t, ledgers, 1)
	require.NoError(t, client.RPop(ctx, ledgers[0]).Err())
	text, err = said()
	require.ErrorIs(t, err, errHistory)
	require.Contains(t, text, code+": entries acknowledged: 2, left: 1")

	run, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	watch := a.keepReceipts(receipts, store)
	go func() { ended <- watch(run) }()
	require.Eventually(t, func() bool {
		all, err := a.metrics.Gather()
		return err == nil && len(all) == 1 && all[0].GetMetric()[0].GetGauge().GetValue() == 1
	}, 30*time.Second, 10*time.Millisecond)
	stop()
	require.NoError(t, <-ended)
	require.Contains(t, log.String(), "run rastau audit")
	require.NotContains(t, log.String(), code, "no code stands in a log")
	list, err := durable.ReadReceipts(folder)
	require.NoError(t, err)
	require.Len(t, list, 1, "what is missing stays noted")
}
