package redisstore_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

func invitation(uses int) verification.Invitation {
	return verification.Invitation{
		Token: "s3cr3t", Role: claim.Verifier, By: "operator", Uses: uses, Expires: t0.Add(time.Hour),
	}
}

func testInvitations(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	redeem := func(token string, id claim.PersonID, at time.Time) error {
		i, err := s.Redeem(ctx, "u "+string(id), token, id, at)
		if err == nil {
			require.Equal(t, invitation(2), i)
		}
		return err
	}
	require.ErrorIs(t, redeem("s3cr3t", "a", t0), claim.InviteInvalid)
	require.NoError(t, s.Invite(ctx, invitation(2), t0))
	require.NoError(t, redeem("s3cr3t", "a", t0))
	require.NoError(t, redeem("s3cr3t", "a", t0), "the same use takes nothing more")
	_, err := s.Redeem(ctx, "another day", "s3cr3t", "a", t0)
	require.ErrorIs(t, err, claim.InviteUsed, "nobody uses it twice")
	more := invitation(5)
	require.NoError(t, s.Invite(ctx, more, t0), "the same invitation is not made anew")
	require.NoError(t, redeem("s3cr3t", "b", t0))
	require.ErrorIs(t, redeem("s3cr3t", "c", t0), claim.InviteInvalid)
	require.NoError(t, redeem("s3cr3t", "b", t0))
	require.ErrorIs(t, redeem("guess", "c", t0), claim.InviteInvalid)
	require.ErrorIs(t, redeem("s3cr3t", "b", t0.Add(time.Hour)), claim.InviteInvalid)

	late := invitation(1)
	late.Token = "late"
	require.NoError(t, s.Invite(ctx, late, t0.Add(2*time.Hour)))
	require.ErrorIs(t, redeem("late", "a", t0.Add(2*time.Hour)), claim.InviteInvalid)
}

func testInvitationsTogether(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	require.NoError(t, s.Invite(ctx, invitation(3), t0))
	var in atomic.Int32
	together(12, func(i int) {
		id := claim.PersonID(fmt.Sprint(i % 6)) // everybody twice
		if _, err := s.Redeem(ctx, "u", "s3cr3t", id, t0); err == nil {
			in.Add(1)
		}
	})
	ids := 0
	for i := range 6 {
		if _, err := s.Redeem(ctx, "u", "s3cr3t", claim.PersonID(fmt.Sprint(i)), t0); err == nil {
			ids++
		}
	}
	require.Equal(t, 3, ids)
	require.LessOrEqual(t, in.Load(), int32(6))
	require.GreaterOrEqual(t, in.Load(), int32(3))
}

func TestInvitationsAreForgotten(t *testing.T) {
	t.Parallel()
	s, client := inProcess(t)
	ctx := t.Context()
	require.NoError(t, s.Invite(ctx, invitation(2), t0))
	_, err := s.Redeem(ctx, "u", "s3cr3t", "a", t0)
	require.NoError(t, err)
	keys := client.Keys(ctx, "*").Val()
	require.Len(t, keys, 3)
	for _, k := range keys {
		if users, err := client.SMembers(ctx, k).Result(); err == nil {
			require.NotContains(t, users, "a", "who is forgotten elsewhere must not be found here")
		}
		left := client.PTTL(ctx, k).Val()
		require.Greater(t, left, 59*time.Minute, k)
		require.LessOrEqual(t, left, time.Hour, k)
	}
}
