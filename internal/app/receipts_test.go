package app

import (
	"bytes"
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/clocks"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/internal/rewrap"
	"github.com/rastau/rastau/verification/claim"
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
	facts := []claim.Event{&claim.Received{Meta: claim.Meta{At: time.Now(), Cause: "1"}}, &claim.Answered{Meta: claim.Meta{At: time.Now(), Cause: "2"}}}
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
	require.Contains(t, text, "with 1 receipt ")
	require.Contains(t, text, "✓ Nothing was changed, left out or cut.")
	require.Contains(t, text, "Looked at 1 claim with 2 facts, and 0 acts.")
	require.Contains(t, text, "No day is signed yet")
	require.Contains(t, text, "2 facts (1 claim that no day knows) and 0 acts")

	ledgers, err := client.Keys(ctx, "*:ledger:*").Result()
	require.NoError(t, err)
	require.Len(t, ledgers, 1)
	require.NoError(t, client.RPop(ctx, ledgers[0]).Err())
	text, err = said()
	require.ErrorIs(t, err, errUnsigned, "no day is signed")
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

// TestAuditSaysWhatItLookedAt: at what no day covers yet as well, and that there was nothing.
func TestAuditSaysWhatItLookedAt(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		ctx := t.Context()
		keys, _ := vault.NewKeys(time.Now())
		v := vault.New(keys)
		said := func() (string, error) {
			var out bytes.Buffer
			err := audit(ctx, client, v, "", nil, &out)
			return out.String(), err
		}
		text, err := said()
		require.NoError(t, err)
		require.Contains(t, text, "There is nothing to verify here")
		require.NotContains(t, text, "✓")

		store := redisstore.New(client, nil, v)
		add := func(code claim.Code, at int, causes ...string) {
			var facts []claim.Event
			for _, c := range causes {
				facts = append(facts, &claim.Answered{Meta: claim.Meta{At: time.Now(), Cause: c}})
			}
			require.NoError(t, store.Append(ctx, code, at, facts, time.Now()))
		}
		add("K7Q2MX", 0, "1", "2")
		add("B00000", 0, "1")
		text, err = said()
		require.NoError(t, err, text)
		require.Contains(t, text, "Looked at 2 claims with 3 facts, and 0 acts.")
		require.Contains(t, text, "3 facts (2 claims that no day knows)")
		require.Contains(t, text, "✓ Nothing was changed or left out. Whether the end was cut cannot be told")
		require.NotContains(t, text, "or cut")

		require.NoError(t, store.Settle(ctx, "K7Q2MX", 2, time.Time{}))
		require.NoError(t, store.Settle(ctx, "B00000", 1, time.Time{}))
		h := newHistorian(store, v)
		_, err = store.SealDay(ctx, time.Now(), h.sign)
		require.NoError(t, err)
		add("K7Q2MX", 2, "3")
		text, err = said()
		require.NoError(t, err, text)
		require.Contains(t, text, "Looked at 2 claims with 4 facts")
		require.Contains(t, text, "1 day is signed by")
		require.Contains(t, text, "they know 2 claims")
		require.Contains(t, text, "1 fact (0 claims that no day knows)")
		require.Contains(t, text, "✓ Nothing was changed")

		add("C00000", 0, "1", "2") // what no day covers is changed
		var ledger string
		require.NoError(t, rewrap.Each(ctx, client, "{c:*}:ledger:C00000", func(key string) error { ledger = key; return nil }))
		first, err := client.LIndex(ctx, ledger, 0).Result()
		require.NoError(t, err)
		require.NoError(t, client.LSet(ctx, ledger, 1, first).Err())
		text, err = said()
		require.ErrorIs(t, err, errHistory)
		require.Contains(t, text, "C00-000: its ledger was changed; no signed day covers it yet")
	})
}
