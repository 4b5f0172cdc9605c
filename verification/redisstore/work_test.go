package redisstore_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

var (
	general = claim.Queue{Language: claim.Kazakh, Subject: claim.General}
	protest = claim.Queue{Language: claim.Kazakh, Subject: claim.Protest}
	russian = claim.Queue{Language: claim.Russian, Subject: claim.General}
)

func testOffers(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	are := func(q claim.Queue, n int, want ...claim.Code) {
		t.Helper()
		offers, err := s.Offered(ctx, []claim.Queue{q}, n)
		require.NoError(t, err)
		var codes []claim.Code
		for _, o := range offers {
			require.Equal(t, q, o.Queue)
			codes = append(codes, o.Code)
		}
		require.ElementsMatch(t, want, codes)
		if len(want) > 1 {
			require.Equal(t, want, codes)
		}
	}
	are(general, 10)
	require.NoError(t, s.Offer(ctx, general, "B00000", 2))
	require.NoError(t, s.Offer(ctx, general, "A00000", 3))
	require.NoError(t, s.Offer(ctx, general, "C00000", 1))
	require.NoError(t, s.Offer(ctx, general, "C00000", 1))
	require.NoError(t, s.Offer(ctx, protest, "D00000", 1))
	are(general, 10, "C00000", "B00000", "A00000")
	are(general, 2, "C00000", "B00000")
	are(general, 0)
	require.NoError(t, s.Offer(ctx, general, "C00000", 9))
	for range 2 {
		require.NoError(t, s.Withdraw(ctx, general, "B00000"))
	}
	are(general, 10, "A00000", "C00000")
	are(protest, 10, "D00000")

	both, err := s.Offered(ctx, []claim.Queue{general, protest}, 2)
	require.NoError(t, err)
	require.Equal(t, []verification.Offer{{Code: "D00000", Queue: protest}, {Code: "A00000", Queue: general}}, both, "of several queues the most urgent")
	none, err := s.Offered(ctx, nil, 2)
	require.NoError(t, err)
	require.Empty(t, none)
}

func testPools(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	sample := func(q claim.Queue, n int) []claim.PersonID {
		ids, err := s.Sample(ctx, q, n)
		require.NoError(t, err)
		return ids
	}
	require.Empty(t, sample(general, 3))
	for i := range 10 {
		id := claim.PersonID(fmt.Sprint(i))
		for range 2 {
			require.NoError(t, s.Enlist(ctx, id, []claim.Queue{general, russian}))
		}
	}
	require.NoError(t, s.Enlist(ctx, "0", []claim.Queue{protest}))
	require.NoError(t, s.Enlist(ctx, "x", nil))
	require.Len(t, sample(general, 20), 10)
	require.Len(t, sample(russian, 20), 10)
	require.Equal(t, []claim.PersonID{"0"}, sample(protest, 5))
	require.Empty(t, sample(general, 0))
	require.Empty(t, sample(general, -1))

	drawn := map[claim.PersonID]bool{}
	for range 200 {
		some := sample(general, 3)
		require.Len(t, some, 3)
		for i, id := range some {
			require.NotContains(t, some[:i], id)
			drawn[id] = true
		}
	}
	require.Len(t, drawn, 10, "everybody is drawn at some time")

	for range 2 {
		require.NoError(t, s.Dismiss(ctx, "0", []claim.Queue{general, protest, protest}))
	}
	require.NoError(t, s.Dismiss(ctx, "0", nil))
	require.NotContains(t, sample(general, 20), claim.PersonID("0"))
	require.Contains(t, sample(russian, 20), claim.PersonID("0"))
	require.Empty(t, sample(protest, 20))
}

func testWorkload(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	const id claim.PersonID = "aida"
	name, screen := claim.Seat{Code: "A00000"}, claim.Seat{Code: "A00000", Screen: true}
	load := func() verification.Workload {
		t.Helper()
		w, err := s.Workload(ctx, id)
		require.NoError(t, err)
		return w
	}
	did := func(n int, want ...claim.Code) {
		t.Helper()
		codes, err := s.History(ctx, id, n)
		require.NoError(t, err)
		require.ElementsMatch(t, want, codes)
		if len(want) > 1 {
			require.Equal(t, want, codes)
		}
	}
	require.Empty(t, load().Seats)
	did(10)

	first := load()
	require.True(t, first.Take(name, t0.Add(time.Hour), 2))
	require.True(t, first.Take(screen, t0.Add(2*time.Hour), 2))
	require.NoError(t, s.SaveWorkload(ctx, id, first))
	require.ErrorIs(t, s.SaveWorkload(ctx, id, first), claim.ErrConflict)
	require.Equal(t, first.Seats, load().Seats)
	require.Equal(t, []claim.Seat{name, screen}, load().Open())

	stale := load()
	held, err := s.Hold(ctx, id, name, t0.Add(3*time.Hour))
	require.NoError(t, err)
	require.True(t, held)
	require.ErrorIs(t, s.SaveWorkload(ctx, id, stale), claim.ErrConflict, "it is another one by now")
	held, err = s.Hold(ctx, id, claim.Seat{Code: "B00000"}, t0)
	require.NoError(t, err)
	require.False(t, held)
	require.Equal(t, []claim.Seat{screen, name}, load().Open())
	require.Equal(t, []claim.Seat{screen}, load().Overdue(t0.Add(2*time.Hour)))

	stale = load()
	for range 2 {
		require.NoError(t, s.Finish(ctx, id, screen, t0, true))
	}
	require.ErrorIs(t, s.SaveWorkload(ctx, id, stale), claim.ErrConflict)
	require.Equal(t, []claim.Seat{name}, load().Open())
	require.NoError(t, s.Finish(ctx, id, name, t0, false))
	require.Empty(t, load().Open())
	require.Positive(t, load().Version, "who looked before knows that it changed")
	require.NoError(t, s.Finish(ctx, id, claim.Seat{Code: "D00000"}, t0.Add(time.Second), true))
	did(10, "D00000", "A00000")
	did(1, "D00000")
	did(0)
	require.NoError(t, s.Finish(ctx, id, name, t0.Add(2*time.Second), true))
	did(10, "A00000", "D00000")
}

// What a person answers in a long time does not pile up.
func TestListsOfAPersonStayShort(t *testing.T) {
	t.Parallel()
	s, _ := inProcess(t)
	ctx := t.Context()
	name := func(i int) claim.Code { return claim.Code(fmt.Sprintf("%06d", i)) }
	for i := range 300 {
		at := t0.Add(time.Duration(i) * time.Minute)
		require.NoError(t, s.Finish(ctx, "b", claim.Seat{Code: name(i)}, at, true))
	}
	history, err := s.History(ctx, "b", 1000)
	require.NoError(t, err)
	require.Len(t, history, 200)
	require.Equal(t, name(299), history[0])
}

func testAwaiting(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	are := func(n int, want ...claim.Code) {
		t.Helper()
		codes, err := s.Awaiting(ctx, n)
		require.NoError(t, err)
		require.Equal(t, append([]claim.Code(nil), want...), append([]claim.Code(nil), codes...))
	}
	are(10)
	require.NoError(t, s.Await(ctx, "B00000", t0.Add(time.Minute)))
	require.NoError(t, s.Await(ctx, "A00000", t0.Add(2*time.Minute)))
	require.NoError(t, s.Await(ctx, "C00000", t0))
	require.NoError(t, s.Await(ctx, "C00000", t0.Add(time.Hour))) // keeps its place in the line
	are(10, "C00000", "B00000", "A00000")
	are(2, "C00000", "B00000")
	are(0)
	for range 2 {
		require.NoError(t, s.Reviewed(ctx, "B00000"))
		are(10, "C00000", "A00000")
	}
}

func testRecent(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	for i := range 5 {
		require.NoError(t, s.Finish(ctx, "p", claim.Seat{Code: claim.Code(fmt.Sprintf("A0000%d", i))}, t0.Add(time.Duration(i)*time.Hour), true))
	}
	n, err := s.Recent(ctx, "p", t0.Add(2*time.Hour))
	require.NoError(t, err)
	require.Equal(t, 2, n, "those after that moment")
	n, err = s.Recent(ctx, "nobody", t0)
	require.NoError(t, err)
	require.Zero(t, n)
}

func testPractice(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	are := func(l claim.Language, want ...claim.Code) {
		t.Helper()
		codes, err := s.Practice(ctx, l)
		require.NoError(t, err)
		require.ElementsMatch(t, want, codes)
	}
	are(claim.Kazakh)
	for range 2 {
		require.NoError(t, s.MarkKnown(ctx, claim.Kazakh, "A00000"))
	}
	require.NoError(t, s.MarkKnown(ctx, claim.Kazakh, "B00000"))
	require.NoError(t, s.MarkKnown(ctx, claim.Russian, "C00000"))
	are(claim.Kazakh, "A00000", "B00000")
	for range 2 {
		require.NoError(t, s.UnmarkKnown(ctx, claim.Kazakh, "A00000"))
	}
	are(claim.Kazakh, "B00000")
	are(claim.Russian, "C00000")
}

func testAssessment(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	_, found, err := s.Assessment(ctx)
	require.NoError(t, err)
	require.False(t, found)
	a := claim.Assessment{
		At:     t0,
		Of:     map[claim.PersonID]claim.VoterWeight{"p": {Reliability: .75, CollusionGroup: "p"}, "q": {Reliability: .5}},
		Groups: []claim.Group{{Voice: "p", Members: []claim.PersonID{"p", "r"}, Why: claim.Copies, Certain: true}},
	}
	for range 2 {
		require.NoError(t, s.SaveAssessment(ctx, a))
	}
	got, found, err := s.Assessment(ctx)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, a, got)
}

func testEachClaim(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	want := map[claim.Code]bool{}
	for i := range 100 {
		code := claim.Code(fmt.Sprintf("A0%04d", i))
		want[code] = true
		require.NoError(t, s.Append(ctx, code, 0, []claim.Event{&claim.Received{Meta: claim.Meta{At: t0}}}, time.Time{}))
		require.NoError(t, s.Settle(ctx, code, 1, time.Time{}))
	}
	got := map[claim.Code]bool{}
	require.NoError(t, s.EachClaim(ctx, func(code claim.Code) error {
		got[code] = true
		return nil
	}))
	require.Equal(t, want, got)
	stop := errors.New("enough")
	require.ErrorIs(t, s.EachClaim(ctx, func(claim.Code) error { return stop }), stop)
}
