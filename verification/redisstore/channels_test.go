package redisstore_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

func channel(id string) verification.Subscription {
	return verification.Subscription{
		ID: id, Address: "-1001234567890", Languages: []claim.Language{claim.Kazakh, claim.Russian},
		Subjects: []claim.Subject{claim.Protest}, Digest: verification.Daily, Group: true, Since: t0,
	}
}

func listed(t *testing.T, s *redisstore.Store) []string {
	t.Helper()
	var ids []string
	require.NoError(t, s.EachSubscription(t.Context(), func(c verification.Subscription) error {
		ids = append(ids, c.ID)
		return nil
	}))
	return ids
}

func testChannels(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	is := func(want verification.Subscription, there bool) {
		t.Helper()
		c, found, err := s.Subscription(ctx, want.ID)
		require.NoError(t, err)
		require.Equal(t, there, found)
		require.Empty(t, cmp.Diff(want, c))
		if there {
			require.NoError(t, s.EachSubscription(ctx, func(c verification.Subscription) error {
				require.Empty(t, cmp.Diff(want, c))
				return nil
			}))
		}
	}
	c := channel("c")
	is(verification.Subscription{ID: "c"}, false)
	require.NoError(t, s.SaveSubscription(ctx, c))
	require.ErrorIs(t, s.SaveSubscription(ctx, c), claim.ErrConflict)
	c.Version = 1
	is(c, true)
	c.Subjects, c.Digest = nil, verification.Instant
	require.NoError(t, s.SaveSubscription(ctx, c))
	c.Version = 2
	is(c, true)
	require.Equal(t, []string{"c"}, listed(t, s))
	require.NoError(t, s.Collect(ctx, "c", code))
	for range 2 {
		require.NoError(t, s.DeleteSubscription(ctx, "c"))
		is(verification.Subscription{ID: "c"}, false)
		require.Empty(t, listed(t, s))
	}
	codes, err := s.Collected(ctx, "c")
	require.NoError(t, err)
	require.Empty(t, codes)
}

func testManyChannels(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	const many = 300
	var all []string
	for i := range many {
		all = append(all, fmt.Sprint("channel", i))
		require.NoError(t, s.SaveSubscription(ctx, channel(all[i])))
	}
	require.ElementsMatch(t, all, listed(t, s))

	stop, n := errors.New("stop"), 0
	err := s.EachSubscription(ctx, func(verification.Subscription) error {
		if n++; n == 200 {
			return stop
		}
		return nil
	})
	require.ErrorIs(t, err, stop)
	require.Equal(t, 200, n)
}

func testDigests(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	are := func(id string, want ...claim.Code) {
		t.Helper()
		codes, err := s.Collected(ctx, id)
		require.NoError(t, err)
		require.Equal(t, append([]claim.Code{}, want...), codes)
	}
	are("c")
	require.NoError(t, s.Collect(ctx, "c", "D00000"))
	are("c") // for a channel that gets nothing nothing is kept
	for _, id := range []string{"c", "d"} {
		require.NoError(t, s.SaveSubscription(ctx, channel(id)))
	}
	for range 2 {
		require.NoError(t, s.Collect(ctx, "c", "B00000"))
		require.NoError(t, s.Collect(ctx, "c", "A00000"))
	}
	require.NoError(t, s.Collect(ctx, "d", "C00000"))
	are("c", "A00000", "B00000")
	require.NoError(t, s.Collect(ctx, "c", "C00000"))
	require.NoError(t, s.Digested(ctx, "c", nil))
	for range 2 {
		require.NoError(t, s.Digested(ctx, "c", []claim.Code{"A00000", "B00000"}))
		are("c", "C00000")
	}
	are("d", "C00000")

	for range 2 {
		require.NoError(t, s.NotePost(ctx, code, "c"))
		require.NoError(t, s.NotePost(ctx, code, "d"))
	}
	posts, next, err := s.Posts(ctx, code, "", 9)
	require.NoError(t, err)
	require.Empty(t, next)
	require.Equal(t, []string{"c", "d"}, posts)
	posts, next, err = s.Posts(ctx, code, "", 1)
	require.NoError(t, err)
	require.Equal(t, "c", next)
	require.Equal(t, []string{"c"}, posts)
	posts, next, err = s.Posts(ctx, code, "c", 1)
	require.NoError(t, err)
	require.Empty(t, next)
	require.Equal(t, []string{"d"}, posts)
	posts, _, err = s.Posts(ctx, "A00000", "", 9)
	require.NoError(t, err)
	require.Empty(t, posts)
}
