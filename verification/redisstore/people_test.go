package redisstore_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/redisstore"
)

func aida() claim.Person {
	return claim.Person{
		ID: "aida", Address: "501", Language: claim.Kazakh, Role: claim.Verifier,
		Languages: []claim.Language{claim.Kazakh, claim.Russian},
		Subjects:  []claim.Subject{claim.Protest}, Paused: true, InvitedBy: "operator", JoinedAt: t0,
		Record: consensus.Record{Right: 3.25, Answered: 4}, Scored: []claim.Code{code},
		Claims: []claim.Code{"A00000", "A00001"}, Doing: claim.Doing{What: "evidence", Code: code}, Away: true,
		Practice: true, Since: t0, Region: "KZ-75", RegionSince: t0, Typed: []claim.Typed{{Text: "Алматы", Links: []string{"a.kz/1"}, At: t0, Done: true}},
	}
}

func testPeople(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	is := func(want claim.Person, there bool) {
		t.Helper()
		p, found, err := s.Person(ctx, want.ID)
		require.NoError(t, err)
		require.Equal(t, there, found)
		require.Empty(t, cmp.Diff(want, p))
		visited, found, pace, err := s.Visit(ctx, want.ID, verification.Visit{At: t0})
		require.NoError(t, err)
		require.True(t, pace.Within)
		require.Equal(t, there, found)
		require.Equal(t, p, visited)
	}
	is(claim.Person{ID: "aida"}, false)
	p := aida()
	require.NoError(t, s.SavePerson(ctx, p))
	require.ErrorIs(t, s.SavePerson(ctx, p), claim.ErrConflict)
	p.Version = 1
	is(p, true)

	p.Language, p.Subjects = claim.English, nil
	require.NoError(t, s.SavePerson(ctx, p))
	require.ErrorIs(t, s.SavePerson(ctx, p), claim.ErrConflict)
	p.Version = 2
	is(p, true)
	is(claim.Person{ID: "other"}, false)

	seats := map[claim.Seat]time.Time{{Code: code}: t0.Add(time.Hour)}
	require.NoError(t, s.SaveWorkload(ctx, p.ID, verification.Workload{Seats: seats}))
	require.NoError(t, s.Finish(ctx, p.ID, claim.Seat{Code: "A00000"}, t0, true))
	for range 2 {
		require.NoError(t, s.DeletePerson(ctx, p.ID))
		is(claim.Person{ID: "aida"}, false)
	}
	w, err := s.Workload(ctx, p.ID)
	require.NoError(t, err)
	require.Equal(t, verification.Workload{Seats: map[claim.Seat]time.Time{}}, w)
	history, err := s.History(ctx, p.ID, 10)
	require.NoError(t, err)
	require.Empty(t, history)
	require.ErrorIs(t, s.SavePerson(ctx, p), claim.ErrConflict, "who was erased does not come back by a late change")
}

func testVisits(t *testing.T, s *redisstore.Store) {
	visit := func(id claim.PersonID, at time.Time, limit int) bool {
		_, _, pace, err := s.Visit(t.Context(), id, verification.Visit{At: at, PerMinute: limit})
		require.NoError(t, err)
		return pace.Within
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

// testPace counts messages beside presses, and each once.
func testPace(t *testing.T, s *redisstore.Store) {
	minute := t0.Truncate(time.Minute).Add(time.Hour)
	at := func(message string) verification.Pace {
		_, _, pace, err := s.Visit(t.Context(), "paced", verification.Visit{At: minute, PerMinute: 3, Message: message})
		require.NoError(t, err)
		return pace
	}
	require.Equal(t, verification.Pace{Within: true, Taken: 1}, at("m1"))
	require.Equal(t, verification.Pace{Within: true, Taken: 1}, at(""), "a press")
	require.Equal(t, verification.Pace{Within: true, Taken: 2}, at("m2"))
	require.Equal(t, verification.Pace{Taken: 2, NotTaken: 1, Number: 1}, at("m3"))
	require.Equal(t, verification.Pace{Taken: 2, NotTaken: 1}, at(""))
	require.Equal(t, verification.Pace{Taken: 2, NotTaken: 2, Number: 2}, at("m4"))
	require.Equal(t, verification.Pace{Within: true, Taken: 2, NotTaken: 2}, at("m2"), "it comes again, and is taken again")
	require.Equal(t, verification.Pace{Taken: 2, NotTaken: 2, Number: 1}, at("m3"))
	minute = minute.Add(time.Minute)
	require.Equal(t, verification.Pace{Within: true, Taken: 1}, at("m5"))
}

func TestVisitsAreForgotten(t *testing.T) {
	t.Parallel()
	s, client := inProcess(t)
	_, _, _, err := s.Visit(t.Context(), "a", verification.Visit{At: t0, PerMinute: 3, Message: "1"})
	require.NoError(t, err)
	keys := client.Keys(t.Context(), "*").Val()
	require.Len(t, keys, 1)
	left := client.TTL(t.Context(), keys[0]).Val()
	require.Greater(t, left, time.Minute)
	require.LessOrEqual(t, left, 2*time.Minute)
}

func testReviewers(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	are := func(want ...claim.PersonID) {
		t.Helper()
		ids, err := s.Reviewers(ctx)
		require.NoError(t, err)
		require.ElementsMatch(t, want, ids)
	}
	are()
	var all []claim.PersonID
	for i := range 40 { // in many shards
		p := claim.Person{ID: claim.PersonID(fmt.Sprint("reviewer", i)), Role: claim.Reviewer}
		require.NoError(t, s.SavePerson(ctx, p))
		all = append(all, p.ID)
	}
	require.NoError(t, s.SavePerson(ctx, claim.Person{ID: "verifier", Role: claim.Verifier}))
	are(all...)
	require.NoError(t, s.SavePerson(ctx, claim.Person{ID: all[0], Role: claim.Reviewer, Banned: true, Version: 1}))
	require.NoError(t, s.SavePerson(ctx, claim.Person{ID: all[1], Version: 1}))
	require.NoError(t, s.DeletePerson(ctx, all[2]))
	require.ErrorIs(t, s.SavePerson(ctx, claim.Person{ID: all[3]}), claim.ErrConflict)
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
			case !errors.Is(err, claim.ErrConflict):
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
