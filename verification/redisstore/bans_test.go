package redisstore_test

import (
	"crypto/ed25519"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

func testBans(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	b, err := s.Ban(ctx, "ilya")
	require.NoError(t, err)
	require.Empty(t, b)
	require.NoError(t, s.SaveBan(ctx, "ilya", verification.Ban{At: t0}))
	require.ErrorIs(t, s.SaveBan(ctx, "ilya", verification.Ban{At: t0}), claim.ErrConflict)
	p, found, err := s.Person(ctx, "ilya")
	require.NoError(t, err)
	require.False(t, found)
	require.True(t, p.Banned, "also who has no record")
	p.Role = claim.Reviewer
	require.NoError(t, s.SavePerson(ctx, p))
	require.NoError(t, s.DeletePerson(ctx, "ilya"))
	p, _, _, err = s.Visit(ctx, "ilya", verification.Visit{At: t0, PerMinute: 30})
	require.NoError(t, err)
	require.True(t, p.Banned)

	b, err = s.Ban(ctx, "ilya")
	require.NoError(t, err)
	b.Lifted = true
	var saved atomic.Int32
	together(8, func(int) {
		if s.SaveBan(ctx, "ilya", b) == nil {
			saved.Add(1)
		}
	})
	require.Equal(t, int32(1), saved.Load())
	p, _, err = s.Person(ctx, "ilya")
	require.NoError(t, err)
	require.False(t, p.Banned)
}

func testActs(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	together(6, func(i int) {
		require.NoError(t, s.NoteAct(ctx, verification.Act{Kind: verification.ActBanned, At: t0, Cause: string(rune('a' + i/2)), By: "operator", Whom: "ilya"}))
	})
	n := 0
	require.NoError(t, s.EachAct(ctx, func(a verification.Act) error {
		n++
		require.Equal(t, claim.PersonID("ilya"), a.Whom)
		return nil
	}))
	require.Equal(t, 3, n, "each is noted once")
}

// TestBansStayWhenKeysChange: with the old sealing key gone, whoever was banned is so still, and found under the same name.
func TestBansStayWhenKeysChange(t *testing.T) {
	t.Parallel()
	_, client := inProcess(t)
	ctx := t.Context()
	path := t.TempDir() + "/keys"
	keys, err := vault.OpenOrCreate(path, t0)
	require.NoError(t, err)
	v := vault.New(keys)
	s := redisstore.New(client, nil, v)
	require.NoError(t, s.SaveBan(ctx, "ilya", verification.Ban{At: t0}))
	require.NoError(t, s.NoteAct(ctx, verification.Act{Kind: verification.ActBanned, At: t0, Cause: "u1", By: "operator", Whom: "ilya"}))
	_, err = vault.Add(path, t0)
	require.NoError(t, err)
	keys, err = vault.Load(path)
	require.NoError(t, err)
	require.NoError(t, v.Use(keys))
	n, err := redisstore.Rewrap(ctx, client, v.Rewrap)
	require.NoError(t, err)
	require.Equal(t, 2, n)
	_, err = vault.Retire(path)
	require.NoError(t, err)
	keys, err = vault.Load(path)
	require.NoError(t, err)
	s = redisstore.New(client, nil, vault.New(keys))
	p, _, err := s.Person(ctx, "ilya")
	require.NoError(t, err)
	require.True(t, p.Banned)
	require.NoError(t, s.NoteAct(ctx, verification.Act{Kind: verification.ActUnbanned, At: t0, Cause: "u2", By: "operator", Whom: "ilya"}), "the chain goes on")
}

// TestTamperedActsAreFound: the signed history covers what was done to who may do what.
func TestTamperedActsAreFound(t *testing.T) {
	t.Parallel()
	const ledger = "{acts}:ledger"
	for name, tamper := range map[string]func(c redis.UniversalClient, s *redisstore.Store) error{
		"cut":  func(c redis.UniversalClient, _ *redisstore.Store) error { return c.RPop(t.Context(), ledger).Err() },
		"gone": func(c redis.UniversalClient, _ *redisstore.Store) error { return c.Del(t.Context(), ledger).Err() },
		"changed": func(c redis.UniversalClient, _ *redisstore.Store) error {
			return c.LSet(t.Context(), ledger, 0, "x").Err()
		},
		"written anew": func(c redis.UniversalClient, s *redisstore.Store) error {
			if err := c.Del(t.Context(), ledger).Err(); err != nil {
				return err
			}
			for _, cause := range []string{"other", "u1"} {
				if err := s.NoteAct(t.Context(), verification.Act{Kind: verification.ActBanned, At: t0, Cause: cause}); err != nil {
					return err
				}
			}
			return nil
		},
		"": func(redis.UniversalClient, *redisstore.Store) error { return nil },
	} {
		s, client := inProcess(t)
		public, key, err := ed25519.GenerateKey(nil)
		require.NoError(t, err)
		for _, cause := range []string{"u0", "u1"} {
			require.NoError(t, s.NoteAct(t.Context(), verification.Act{Kind: verification.ActBanned, At: t0, Cause: cause, By: "operator", Whom: "ilya"}))
		}
		_, err = s.SealDay(t.Context(), t0.Add(24*time.Hour), func(text []byte) []byte { return ed25519.Sign(key, text) })
		require.NoError(t, err)
		require.NoError(t, tamper(client, s))
		a, err := s.Audit(t.Context(), public)
		require.NoError(t, err)
		require.Equal(t, name == "", len(a.Faults) == 0, "%s: %v", name, a.Faults)
	}
}
