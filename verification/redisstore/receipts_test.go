package redisstore_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

// keeper is a store that keeps receipts.
type keeper struct {
	*redisstore.Store
	t        *testing.T
	folder   string
	barrier  *durable.Barrier
	receipts *durable.Receipts
}

func keep(t *testing.T, url string, p durable.Promise) *keeper {
	t.Helper()
	options, err := config.ParseRedisURL(url)
	require.NoError(t, err)
	client := redisclient.New(options)
	t.Cleanup(func() { _ = client.Close() })
	k := &keeper{t: t, folder: t.TempDir()}
	k.receipts, err = durable.OpenReceipts(k.folder)
	require.NoError(t, err)
	t.Cleanup(func() { _ = k.receipts.Close() })
	k.barrier, err = durable.New(t.Context(), client, durable.Options{
		Promise: p, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler), Receipts: k.receipts,
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = k.barrier.Close() })
	k.Store = redisstore.New(client, nil, newVault()).WithBarrier(k.barrier)
	return k
}

// vote adds an answer to a claim; it is acknowledged when that returns nil.
func (k *keeper) vote(ctx context.Context, c claim.Code, length int, by string) error {
	ctx = k.barrier.Begin(ctx)
	facts := []claim.Event{answered(claim.PersonID(by), t0)}
	if length == 0 {
		facts = []claim.Event{received(by)}
	}
	there, _, _, err := k.Load(ctx, c)
	if err != nil {
		return err
	}
	if len(there) == length { // else an earlier try came so far
		if err := k.Append(ctx, c, length, facts, t0); err != nil {
			return err
		}
	}
	if err := k.Settle(ctx, c, length+1, t0); err != nil {
		return err
	}
	return k.barrier.Confirm(ctx)
}

func (k *keeper) missing() []string {
	k.t.Helper()
	list, err := durable.ReadReceipts(k.folder)
	require.NoError(k.t, err)
	found, err := k.Compare(k.t.Context(), list)
	require.NoError(k.t, err)
	return found.Missing
}

// TestAuditTellsThatATailIsMissing promises too little, and has a replica that is behind take the place of its master.
func TestAuditTellsThatATailIsMissing(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(t *testing.T) *redistest.Replicated{
		"sentinel": func(t *testing.T) *redistest.Replicated { return redistest.Sentinel(t, 1, redisserver.Options{}) },
		"cluster":  func(t *testing.T) *redistest.Replicated { return redistest.Cluster(t, 3, redisserver.Options{}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			r := start(t)
			k := keep(t, r.URL, durable.Promise{Fsync: durable.Written}) // no replica
			codes := make([]claim.Code, 40)
			for i := range codes { // some of them on each master
				codes[i] = claim.Code(fmt.Sprintf("A%05d", i))
				for n := range 2 {
					require.NoError(t, k.vote(ctx, codes[i], n, fmt.Sprint("early", n)))
				}
			}
			require.Empty(t, k.missing())
			masters, err := r.Masters(ctx)
			require.NoError(t, err)
			old := masters[0]
			replica := r.Replica(ctx, old)
			require.NoError(t, replica.CaughtUp(ctx, old))
			old.Link.Hold()
			for _, c := range codes {
				require.NoError(t, k.vote(ctx, c, 2, "late"))
			}
			old.Kill()
			require.Eventually(t, func() bool { return replica.IsMaster(ctx) }, 30*time.Second, 10*time.Millisecond)

			lost := map[claim.Code]bool{}
			for _, c := range codes {
				require.Eventually(t, func() bool {
					facts, _, _, err := k.Load(ctx, c)
					lost[c] = len(facts) == 2
					return err == nil
				}, 30*time.Second, 20*time.Millisecond)
			}
			var want []string
			var gone claim.Code
			for _, c := range codes {
				if lost[c] {
					want = append(want, string(c)+": entries acknowledged: 3, left: 2")
					gone = c
				}
			}
			require.NotEmpty(t, want, "the master had some of them")
			require.Equal(t, want, k.missing())

			// It goes on from there: somebody else's vote takes the place.
			require.Eventually(t, func() bool { return k.vote(ctx, gone, 2, "another") == nil }, 30*time.Second, 20*time.Millisecond)
			require.NoError(t, k.vote(ctx, gone, 3, "one more"))
			want[len(want)-1] = string(gone) + ": entry 3 is another one than was acknowledged: the end was lost, and it went on from there"
			require.Equal(t, want, k.missing())
		})
	}
}

// TestReceiptsAreOfWhatIsDurable: where the promise is kept there is nothing that audit could miss.
func TestReceiptsAreOfWhatIsDurable(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	r := redistest.Sentinel(t, 1, redisserver.Options{})
	k := keep(t, r.URL, durable.Promise{Fsync: durable.Written, Replicas: 1})
	require.NoError(t, k.vote(ctx, code, 0, "early"))
	masters, err := r.Masters(ctx)
	require.NoError(t, err)
	old := masters[0]
	replica := r.Replica(ctx, old)
	old.Link.Hold()
	late := make(chan error, 1)
	go func() { late <- k.vote(ctx, code, 1, "late") }()
	require.Eventually(t, func() bool { return k.barrier.Trouble() != "" }, 20*time.Second, 5*time.Millisecond)
	old.Kill()
	require.Eventually(t, func() bool { return replica.IsMaster(ctx) }, 30*time.Second, 10*time.Millisecond)
	require.ErrorIs(t, <-late, durable.ErrLost)
	require.NoError(t, r.Restart(ctx, old))
	require.Eventually(t, func() bool { return k.vote(ctx, code, 1, "again") == nil }, 20*time.Second, 20*time.Millisecond)
	require.Empty(t, k.missing())
	list, err := durable.ReadReceipts(k.folder)
	require.NoError(t, err)
	require.Len(t, list, 2, "none of what was lost")
}

// TestReceiptsAreKeptUntilASignedDayCoversThem: then the day tells, and the last day has a receipt of its own.
func TestReceiptsAreKeptUntilASignedDayCoversThem(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	k := keep(t, redistest.Server(t, redisserver.Options{}).URL(), durable.Promise{Fsync: durable.Written})
	_, key, err := ed25519.GenerateKey(nil)
	require.NoError(t, err)
	chains := func() string {
		t.Helper()
		require.NoError(t, k.receipts.Trim(func(list []durable.Receipt) ([]durable.Receipt, error) {
			found, err := k.Compare(ctx, list)
			require.Empty(t, found.Missing)
			return found.Uncovered, err
		}))
		list, err := durable.ReadReceipts(k.folder)
		require.NoError(t, err)
		var names []string
		for _, r := range list {
			names = append(names, fmt.Sprint(r.Chain, " ", r.Length))
		}
		return strings.Join(names, ", ")
	}
	seal := func(day int) {
		op := k.barrier.Begin(ctx)
		_, err := k.SealDay(op, t0.Add(time.Duration(day)*24*time.Hour), func(text []byte) []byte { return ed25519.Sign(key, text) })
		require.NoError(t, err)
		require.NoError(t, k.barrier.Confirm(op))
	}
	require.NoError(t, k.vote(ctx, code, 0, "a"))
	require.NoError(t, k.vote(ctx, code, 1, "b"))
	require.Equal(t, "K7Q2MX 1, K7Q2MX 2", chains())
	seal(0)
	require.NoError(t, k.vote(ctx, code, 2, "c"))
	require.Equal(t, "K7Q2MX 3, history 1", chains())
	seal(1)
	require.Equal(t, "history 2", chains())
}

// TestASealedDayIsAddedOnce makes the call again whose answer was lost, and has somebody else be first.
func TestASealedDayIsAddedOnce(t *testing.T) {
	t.Parallel()
	client, v := redistest.Mini(t), newVault()
	s := redisstore.New(client, nil, v)
	ctx := t.Context()
	_, key, err := ed25519.GenerateKey(nil)
	require.NoError(t, err)
	sign := func(text []byte) []byte { return ed25519.Sign(key, text) }
	require.NoError(t, s.Append(ctx, code, 0, []claim.Event{received("1")}, t0))
	require.NoError(t, s.Settle(ctx, code, 1, t0))
	lose := &loseAnswers{}
	client.AddHook(lose)
	lose.next = true
	d, err := s.SealDay(ctx, t0, sign)
	require.NoError(t, err)
	days, err := s.Days(ctx)
	require.NoError(t, err)
	require.Len(t, days, 1)
	require.Equal(t, d.Head, days[0].Head)

	lose.before = func() { // another instance seals the same day with what it saw
		other := redisstore.New(client, nil, v)
		require.NoError(t, other.Append(ctx, code, 1, []claim.Event{answered("b", t0)}, t0))
		_, err := other.SealDay(ctx, t0.Add(24*time.Hour), sign)
		require.NoError(t, err)
	}
	_, err = s.SealDay(ctx, t0.Add(24*time.Hour), sign)
	require.ErrorIs(t, err, claim.ErrConflict)
	days, err = s.Days(ctx)
	require.NoError(t, err)
	require.Len(t, days, 2)
}

// loseAnswers has a script that adds a day run twice, or something happen before it runs.
type loseAnswers struct {
	next   bool
	before func()
}

func (l *loseAnswers) DialHook(next redis.DialHook) redis.DialHook { return next }

func (l *loseAnswers) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		args := cmd.Args()
		if len(args) < 4 || !strings.HasPrefix(strings.ToLower(cmd.Name()), "eval") || args[3] != "{history}:days" {
			return next(ctx, cmd)
		}
		if before := l.before; before != nil {
			l.before = nil
			before()
		}
		err := next(ctx, cmd)
		if l.next && err == nil {
			l.next = false
			return next(ctx, cmd)
		}
		return err
	}
}

func (l *loseAnswers) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

// TestReceiptsCoverWhatOperatorsDid, too, as the history does.
func TestReceiptsCoverWhatOperatorsDid(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{})
	k := keep(t, server.URL(), durable.Promise{Fsync: durable.Written})
	for _, cause := range []string{"1", "2", "2"} {
		op := k.barrier.Begin(t.Context())
		require.NoError(t, k.NoteAct(op, verification.Act{Kind: verification.ActBanned, At: t0, Cause: cause, By: "operator", Whom: "ilya"}))
		require.NoError(t, k.barrier.Confirm(op))
	}
	require.Empty(t, k.missing())
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	require.NoError(t, client.RPop(t.Context(), "{acts}:ledger").Err())
	require.Len(t, k.missing(), 1)
	require.Contains(t, k.missing()[0], "entries acknowledged: 2, left: 1")
}
