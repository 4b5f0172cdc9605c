package redisstore_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

// What says that something is done must not survive what was done.
func TestItIsNotedThatSomethingIsDoneOnceItIsDurable(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	s := redisstore.New(client, nil, newVault()).WithBarrier(barrier)
	ctx := barrier.Begin(t.Context())
	require.NoError(t, s.Append(ctx, "AAAAAA", 0, []claim.Event{received("1")}, t0))
	require.NoError(t, s.SaveSubscription(ctx, verification.Subscription{ID: "channel"}))
	require.NoError(t, s.Collect(ctx, "channel", "AAAAAA"))
	notes := map[string]func() error{
		"settled":   func() error { return s.Settle(ctx, "AAAAAA", 1, time.Time{}) },
		"digested":  func() error { return s.Digested(ctx, "channel", []claim.Code{"AAAAAA"}) },
		"accounted": func() error { return s.Accounted(ctx, 7) },
		"told":      func() error { return s.NoteTold(ctx, "AAAAAA", claim.Requester{Sealed: []byte("box")}, "it") },
	}
	done := make(chan error, len(notes))
	for _, note := range notes {
		go func() { done <- note() }()
	}
	require.Eventually(t, func() bool { return barrier.Trouble() != "" }, 20*time.Second, 5*time.Millisecond)
	_, settled, _, err := s.Load(t.Context(), "AAAAAA")
	require.NoError(t, err)
	require.Zero(t, settled)
	collected, err := s.Collected(t.Context(), "channel")
	require.NoError(t, err)
	require.Len(t, collected, 1)
	_, _, accounted, err := s.Outages(t.Context())
	require.NoError(t, err)
	require.Zero(t, accounted)
	told, err := s.Told(t.Context(), "AAAAAA", claim.Requester{Sealed: []byte("box")})
	require.NoError(t, err)
	require.Empty(t, told)
	heal()
	for range notes {
		require.NoError(t, <-done)
	}
	_, settled, _, err = s.Load(t.Context(), "AAAAAA")
	require.NoError(t, err)
	require.Equal(t, 1, settled)
}

// Messages that follow from one another need one confirmation, those that report something new another one.
func TestWhatIsWrittenIsConfirmedBeforeTheNextMessage(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	s := redisstore.New(client, nil, newVault()).WithBarrier(barrier)
	ctx := barrier.Begin(t.Context())
	heal()
	require.NoError(t, barrier.Fence(ctx))
	require.NoError(t, client.ConfigSet(t.Context(), "appendonly", "no").Err())
	require.NoError(t, barrier.Fence(ctx), "nothing was written since")
	for name, write := range map[string]func() error{
		"a fact":                 func() error { return s.Append(ctx, "AAAAAA", 0, []claim.Event{received("1")}, t0) },
		"a person":               func() error { return s.SavePerson(ctx, aida()) },
		"an asker":               func() error { return s.AddAsker(ctx, "AAAAAA", claim.Requester{Person: "a"}) },
		"no asker":               func() error { return s.RemoveAsker(ctx, "AAAAAA", "a") },
		"an act":                 func() error { return s.NoteAct(ctx, verification.Act{Kind: "x"}) },
		"a blackout":             func() error { _, err := s.Begin(ctx, claim.Blackout{ID: "b", From: t0}); return err },
		"its end":                func() error { return s.End(ctx, claim.Blackout{ID: "b", From: t0, Until: t0}) },
		"what is erased":         func() error { return s.Erase(ctx, "AAAAAA", verification.Everything) },
		"a person who is erased": func() error { return s.DeletePerson(ctx, aida().ID) },
		"a subscription":         func() error { return s.SaveSubscription(ctx, verification.Subscription{ID: "c"}) },
		"its end too":            func() error { return s.DeleteSubscription(ctx, "c") },
		"no askers":              func() error { return s.DropAskers(ctx, "AAAAAA") },
		"a takedown":             func() error { return s.NoteTakedown(ctx, "AAAAAA", t0) },
	} {
		require.NoError(t, write(), name)
		fenced := make(chan error, 1)
		go func() { fenced <- barrier.Fence(ctx) }()
		require.Eventually(t, func() bool { return barrier.Trouble() != "" }, 20*time.Second, 5*time.Millisecond, name)
		heal()
		require.NoError(t, <-fenced, name)
		require.NoError(t, client.ConfigSet(t.Context(), "appendonly", "no").Err())
	}
}
