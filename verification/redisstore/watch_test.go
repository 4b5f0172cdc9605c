package redisstore_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/outage"
	"github.com/rastau/rastau/verification/redisstore"
)

// inhabit has that many people live in a region.
func inhabit(t *testing.T, s *redisstore.Store, r claim.Region, n int) {
	t.Helper()
	for i := range n {
		require.NoError(t, s.Inhabit(t.Context(), r, claim.PersonID(fmt.Sprint("p", i))))
	}
}

func testHeard(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	const least = 3
	r := claim.Mangystau
	heard := func(id claim.PersonID, at time.Time) {
		t.Helper()
		require.NoError(t, s.Heard(ctx, r, id, at, least))
	}
	counts := func(now time.Time) outage.Counts {
		t.Helper()
		c, err := s.HeardIn(ctx, r, now, least)
		require.NoError(t, err)
		return c
	}
	heard("p0", t0)
	require.Zero(t, counts(t0), "nobody is counted where few live")
	inhabit(t, s, r, 3)
	heard("p0", t0)
	heard("p0", t0.Add(time.Second))
	heard("p1", t0)
	heard("p1", t0.Add(outage.Slot))
	inhabit(t, s, claim.Osh, 3)
	require.NoError(t, s.Heard(ctx, claim.Osh, "p1", t0, least))
	want := outage.Counts{
		Since: outage.HourOf(t0),
		Slots: map[int64]int{outage.SlotOf(t0): 2, outage.SlotOf(t0) + 1: 1},
		Hours: map[int64]int{outage.HourOf(t0): 3},
	}
	if outage.HourOf(t0) != outage.HourOf(t0.Add(outage.Slot)) {
		t.Fatal("the test is written for slots of one hour")
	}
	require.Empty(t, cmp.Diff(want, counts(t0)))

	// What is too old goes: slots after days, hours after weeks.
	later := t0.Add(outage.Recent + time.Hour)
	heard("p2", later)
	c := counts(later)
	require.Equal(t, map[int64]int{outage.SlotOf(later): 1}, c.Slots)
	require.Len(t, c.Hours, 2)
	require.Equal(t, outage.HourOf(t0), c.Since)
	require.Len(t, counts(t0.Add(outage.Recent+(outage.Weeks*7*24+2)*time.Hour)).Hours, 1)

	for range 2 {
		require.NoError(t, s.Depart(ctx, r, "p0"))
	}
	require.Zero(t, counts(later), "with too few people what was counted is forgotten")
	require.NoError(t, s.Inhabit(ctx, r, "p0"))
	require.Empty(t, counts(later).Slots)
}

func testContact(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	known := func() (outage.Outages, int64) {
		t.Helper()
		o, version, accounted, err := s.Outages(ctx)
		require.NoError(t, err)
		require.Zero(t, accounted)
		return o, version
	}
	touch := func(at time.Time) {
		t.Helper()
		require.NoError(t, s.Touch(ctx, at, 5*time.Minute))
	}
	o, version := known()
	require.Zero(t, o.Contact)
	require.Zero(t, version)
	touch(t0)
	touch(t0.Add(5 * time.Minute))
	touch(t0.Add(time.Minute))
	o, version = known()
	require.Equal(t, t0.Add(5*time.Minute), o.Contact, "it never goes back")
	require.Empty(t, o.Log)
	require.Zero(t, version)
	for range 2 {
		touch(t0.Add(3 * time.Hour))
	}
	o, version = known()
	require.Equal(t, t0.Add(3*time.Hour), o.Contact)
	require.Len(t, o.Log, 1)
	require.Equal(t, t0.Add(5*time.Minute), o.Log[0].From)
	require.Equal(t, t0.Add(3*time.Hour), o.Log[0].Until)
	require.Equal(t, claim.ByContact, o.Log[0].By)
	require.Equal(t, claim.Everywhere, o.Log[0].Region)
	require.EqualValues(t, 1, version)
}

// testContactTogether has many replicas come back at once: the time between is one blackout.
func testContactTogether(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	require.NoError(t, s.Touch(ctx, t0, time.Minute))
	var failed atomic.Value
	together(16, func(i int) {
		if err := s.Touch(ctx, t0.Add(time.Hour+time.Duration(i)*time.Second), time.Minute); err != nil {
			failed.Store(err)
		}
	})
	require.Nil(t, failed.Load())
	o, version, _, err := s.Outages(ctx)
	require.NoError(t, err)
	require.Len(t, o.Log, 1)
	require.EqualValues(t, 1, version)
	require.Equal(t, t0.Add(time.Hour+15*time.Second), o.Contact)
}

func testBlackouts(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	b := claim.Blackout{ID: "osh.1", Region: claim.Osh, From: t0, By: claim.BySilence}
	begin := func(b claim.Blackout, want bool) {
		t.Helper()
		began, err := s.Begin(ctx, b)
		require.NoError(t, err)
		require.Equal(t, want, began)
	}
	log := func(want int64) []claim.Blackout {
		t.Helper()
		o, version, _, err := s.Outages(ctx)
		require.NoError(t, err)
		require.Equal(t, want, version)
		again, _, _, err := s.Outages(ctx)
		require.NoError(t, err)
		require.Equal(t, o, again)
		return o.Log
	}
	begin(b, true)
	begin(b, false)
	other := b
	other.ID, other.From = "osh.2", t0.Add(time.Minute)
	begin(other, false)
	talas := claim.Blackout{ID: "talas.1", Region: claim.Talas, From: t0.Add(-time.Hour), By: claim.ByHand}
	begin(talas, true)
	require.Empty(t, cmp.Diff([]claim.Blackout{talas, b}, log(2)), "in the order in which they began")

	b.Until = t0.Add(time.Hour)
	ended := b
	for range 2 {
		require.NoError(t, s.End(ctx, ended))
		ended.Until = t0.Add(2 * time.Hour)
	}
	require.NoError(t, s.End(ctx, other), "what was never on does not end")
	require.Empty(t, cmp.Diff([]claim.Blackout{talas, b}, log(3)))
	begin(b, false) // what ended does not begin again …
	begin(other, true)
	require.Len(t, log(4), 3)

	require.NoError(t, s.Accounted(ctx, 3))
	require.NoError(t, s.Accounted(ctx, 2))
	_, _, accounted, err := s.Outages(ctx)
	require.NoError(t, err)
	require.EqualValues(t, 3, accounted)
}

func testDoubts(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	for _, want := range []map[claim.Region]time.Time{
		{claim.Osh: t0, claim.Talas: t0.Add(time.Minute)}, {claim.Osh: t0.Add(time.Hour)}, {},
	} {
		require.NoError(t, s.Doubt(ctx, want))
		o, _, _, err := s.Outages(ctx)
		require.NoError(t, err)
		require.Equal(t, want, o.Doubts)
	}
}

// TestCountsNameNobody looks for people in all that stands in Redis of where they are: under no name that stands elsewhere,
// and under none twice.
func TestCountsNameNobody(t *testing.T) {
	t.Parallel()
	s, client := inProcess(t)
	ctx := t.Context()
	r := claim.Almaty
	inhabit(t, s, r, 12)
	for slot := range 3 {
		for i := range 12 {
			require.NoError(t, s.Heard(ctx, r, claim.PersonID(fmt.Sprint("p", i)), t0.Add(time.Duration(slot)*outage.Slot), 10))
		}
	}
	seen := map[string]bool{}
	sets := 0
	for _, key := range client.Keys(ctx, "*").Val() {
		require.True(t, strings.HasPrefix(key, "{r:almaty}:"), key)
		if client.Type(ctx, key).Val() != "set" {
			for field, value := range client.HGetAll(ctx, key).Val() {
				require.Regexp(t, `^(\d+|since)$`, field)
				require.Regexp(t, `^\d+$`, value)
			}
			continue
		}
		sets++
		for _, name := range client.SMembers(ctx, key).Val() {
			require.False(t, seen[name], "one name in two places says who was where when")
			require.NotContains(t, name, "p1")
			seen[name] = true
		}
		if strings.Contains(key, ":seen:") {
			left := client.TTL(ctx, key).Val()
			require.Positive(t, left)
			require.LessOrEqual(t, left, time.Hour, "who was there is forgotten soon")
		}
	}
	require.Equal(t, 4, sets)
	require.Len(t, seen, 48)
}
