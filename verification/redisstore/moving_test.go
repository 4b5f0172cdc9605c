package redisstore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

// testMoving has a group become another one, twice: what is done is done, and found again.
func testMoving(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	was, is := verification.GroupName{ID: "was", Address: "-5"}, verification.GroupName{ID: "is", Address: "-1005"}
	const never claim.Code = "N00000"
	for _, c := range []claim.Code{code, "P00000", never} {
		require.NoError(t, s.Append(ctx, c, 0, []claim.Event{received("1")}, t0))
		require.NoError(t, s.Settle(ctx, c, 1, t0))
	}
	require.NoError(t, s.NotePost(ctx, code, was.ID))
	require.NoError(t, s.NotePost(ctx, code, "other"))
	for _, a := range []claim.Requester{{Person: "p", Address: was.Address}, {Person: "q", Address: "7"}} {
		require.NoError(t, s.AddAsker(ctx, "P00000", a))
	}
	for range 2 {
		posted, asked, err := s.MoveGroup(ctx, was, is)
		require.NoError(t, err)
		require.Equal(t, []claim.Code{code}, posted)
		require.Equal(t, []claim.Code{"P00000"}, asked)
		posts, _, err := s.Posts(ctx, code, "", 9)
		require.NoError(t, err)
		require.Equal(t, []string{"is", "other"}, posts)
		_, _, askers, err := s.Load(ctx, "P00000")
		require.NoError(t, err)
		require.Equal(t, []string{is.Address, "7"}, []string{askers[0].Address, askers[1].Address})
	}

	require.NoError(t, s.SaveSubscription(ctx, channel(was.ID)))
	require.NoError(t, s.Collect(ctx, was.ID, code))
	gone, err := s.DeleteMoved(ctx, was.ID, nil)
	require.NoError(t, err)
	require.False(t, gone, "its digest holds something that was not passed on")
	for range 2 {
		gone, err = s.DeleteMoved(ctx, was.ID, []claim.Code{code})
		require.NoError(t, err)
		require.True(t, gone)
	}
	_, found, err := s.Subscription(ctx, was.ID)
	require.NoError(t, err)
	require.False(t, found)
	require.NoError(t, s.NotePost(ctx, code, was.ID))
	require.NoError(t, s.SaveSubscription(ctx, channel(is.ID)))
	require.NoError(t, s.KeepPosts(ctx, code, []string{was.ID, is.ID}))
	posts, _, err := s.Posts(ctx, code, "", 9)
	require.NoError(t, err)
	require.Equal(t, []string{"is", "other"}, posts)
}
