package redisstore_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/redisstore"
)

func aida() verification.Person {
	return verification.Person{
		ID: "aida", Address: "501", Language: verification.Kazakh, Role: verification.Verifier,
		Languages: []verification.Language{verification.Kazakh, verification.Russian},
		Subjects:  []verification.Subject{verification.Protest}, Paused: true, InvitedBy: "operator", JoinedAt: t0,
		Record: consensus.Record{Right: 3.25, Answered: 4}, Scored: []verification.Code{code},
		Claims: []verification.Code{"A00000", "A00001"}, Doing: verification.Doing{What: "evidence", Code: code}, Away: true,
		Practice: true, Since: t0, Region: "KZ-75", RegionSince: t0, Typed: []verification.Typed{{Text: "Алматы", Links: []string{"a.kz/1"}, At: t0, Done: true}},
	}
}

func testPeople(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	is := func(want verification.Person, there bool) {
		t.Helper()
		p, found, err := s.Person(ctx, want.ID)
		require.NoError(t, err)
		require.Equal(t, there, found)
		require.Empty(t, cmp.Diff(want, p))
		visited, found, ok, err := s.Visit(ctx, want.ID, t0, 0)
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, there, found)
		require.Equal(t, p, visited)
	}
	is(verification.Person{ID: "aida"}, false)
	p := aida()
	require.NoError(t, s.SavePerson(ctx, p))
	require.ErrorIs(t, s.SavePerson(ctx, p), verification.ErrConflict)
	p.Version = 1
	is(p, true)

	p.Language, p.Subjects = verification.English, nil
	require.NoError(t, s.SavePerson(ctx, p))
	require.ErrorIs(t, s.SavePerson(ctx, p), verification.ErrConflict)
	p.Version = 2
	is(p, true)
	is(verification.Person{ID: "other"}, false)

	seats := map[verification.Seat]time.Time{{Code: code}: t0.Add(time.Hour)}
	require.NoError(t, s.SaveWorkload(ctx, p.ID, verification.Workload{Seats: seats}))
	require.NoError(t, s.Finish(ctx, p.ID, verification.Seat{Code: "A00000"}, t0, true))
	for range 2 {
		require.NoError(t, s.DeletePerson(ctx, p.ID))
		is(verification.Person{ID: "aida"}, false)
	}
	w, err := s.Workload(ctx, p.ID)
	require.NoError(t, err)
	require.Equal(t, verification.Workload{Seats: map[verification.Seat]time.Time{}}, w)
	history, err := s.History(ctx, p.ID, 10)
	require.NoError(t, err)
	require.Empty(t, history)
	require.ErrorIs(t, s.SavePerson(ctx, p), verification.ErrConflict, "who was erased does not come back by a late change")
}

func testVisits(t *testing.T, s *redisstore.Store) {
	visit := func(id verification.PersonID, at time.Time, limit int) bool {
		_, _, ok, err := s.Visit(t.Context(), id, at, limit)
		require.NoError(t, err)
		return ok
	}
	minute := t0.Truncate(time.Minute)
	for i := range 5 {
		require.Equal(t, i < 3, visit("a", minute.Add(time.Duration(i)*time.Second), 3))
	}
	require.True(t, visit("b", minute, 3), "everybody is counted by themselves")
	require.True(t, visit("a", minute, 0), "0 is no limit")
	require.False(t, visit("a", minute.Add(time.Minute-time.Millisecond), 3))
	require.True(t, visit("a", minute.Add(time.Minute), 3))
}

func TestVisitsAreForgotten(t *testing.T) {
	t.Parallel()
	s, client := inProcess(t)
	_, _, _, err := s.Visit(t.Context(), "a", t0, 3)
	require.NoError(t, err)
	keys := client.Keys(t.Context(), "*").Val()
	require.Len(t, keys, 1)
	left := client.TTL(t.Context(), keys[0]).Val()
	require.Greater(t, left, time.Minute)
	require.LessOrEqual(t, left, 2*time.Minute)
}

func testReviewers(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	are := func(want ...verification.PersonID) {
		t.Helper()
		ids, err := s.Reviewers(ctx)
		require.NoError(t, err)
		require.ElementsMatch(t, want, ids)
	}
	are()
	var all []verification.PersonID
	for i := range 40 { // in many shards
		p := verification.Person{ID: verification.PersonID(fmt.Sprint("reviewer", i)), Role: verification.Reviewer}
		require.NoError(t, s.SavePerson(ctx, p))
		all = append(all, p.ID)
	}
	require.NoError(t, s.SavePerson(ctx, verification.Person{ID: "verifier", Role: verification.Verifier}))
	are(all...)
	require.NoError(t, s.SavePerson(ctx, verification.Person{ID: all[0], Role: verification.Reviewer, Banned: true, Version: 1}))
	require.NoError(t, s.SavePerson(ctx, verification.Person{ID: all[1], Version: 1}))
	require.NoError(t, s.DeletePerson(ctx, all[2]))
	require.ErrorIs(t, s.SavePerson(ctx, verification.Person{ID: all[3]}), verification.ErrConflict)
	are(all[3:]...)
}

func testPeopleTogether(t *testing.T, s *redisstore.Store) {
	const writers, each = 8, 5
	ctx := t.Context()
	failed := make(chan error, writers)
	together(writers, func(int) {
		for done := 0; done < each; {
			p, _, err := s.Person(ctx, "p")
			if err == nil {
				p.Record.Answered++
				err = s.SavePerson(ctx, p)
			}
			switch {
			case err == nil:
				done++
			case !errors.Is(err, verification.ErrConflict):
				failed <- err
				return
			}
		}
	})
	close(failed)
	require.NoError(t, <-failed)
	p, _, err := s.Person(ctx, "p")
	require.NoError(t, err)
	require.InDelta(t, writers*each, p.Record.Answered, 1e-9)
	require.EqualValues(t, writers*each, p.Version)
}
