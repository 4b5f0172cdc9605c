package redisstore_test

import (
	"crypto/ed25519"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

const later = claim.Code("B00000")

// told makes a history of three days: two claims, of which one grows and one comes later.
func told(t *testing.T, s *redisstore.Store, key ed25519.PrivateKey) []redisstore.Day {
	t.Helper()
	ctx := t.Context()
	sign := func(text []byte) []byte { return ed25519.Sign(key, text) }
	var days []redisstore.Day
	seal := func(n int) {
		d, err := s.SealDay(ctx, t0.Add(time.Duration(n)*24*time.Hour), sign)
		require.NoError(t, err)
		days = append(days, d)
	}
	grow := func(c claim.Code, from int, facts ...claim.Event) {
		require.NoError(t, s.Append(ctx, c, from, facts, t0))
		require.NoError(t, s.Settle(ctx, c, from+len(facts), time.Time{}))
	}
	grow(code, 0, received("1"), answered("b", t0))
	seal(0)
	grow(code, 2, answered("c", t0))
	grow(later, 0, received("2"), answered("b", t0))
	seal(1)
	grow(later, 2, answered("c", t0))
	seal(2)
	return days
}

func TestHistoryIsAsItWasSigned(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		s := redisstore.New(client, nil, newVault())
		public, key, err := ed25519.GenerateKey(nil)
		require.NoError(t, err)
		days := told(t, s, key)
		require.Equal(t, []int{1, 2, 1}, []int{len(days[0].Changed), len(days[1].Changed), len(days[2].Changed)})
		again, err := s.SealDay(t.Context(), t0, func([]byte) []byte { return nil })
		require.NoError(t, err)
		require.Equal(t, days[2].Head, again.Head, "a day is sealed once")
		require.NoError(t, s.Append(t.Context(), code, 3, []claim.Event{answered("d", t0)}, t0), "what comes later does no harm")
		a, err := s.Audit(t.Context(), public)
		require.NoError(t, err)
		require.Empty(t, a.Faults)
		require.Equal(t, []int{3, 2, 7}, []int{len(a.Days), a.Claims, a.Facts})
		require.Equal(t, days[2].Head, a.Days[2].Head)
	})
}

// TestTamperedHistoryIsFound changes it as somebody could who holds every key but saw to it that no head was kept elsewhere.
func TestTamperedHistoryIsFound(t *testing.T) {
	t.Parallel()
	for name, tamper := range map[string]func(t *testing.T, c redis.UniversalClient, s *redisstore.Store, ledger string){
		"a ledger is cut at its end": func(t *testing.T, c redis.UniversalClient, _ *redisstore.Store, ledger string) {
			require.NoError(t, c.RPop(t.Context(), ledger).Err())
		},
		"a claim is gone": func(t *testing.T, c redis.UniversalClient, _ *redisstore.Store, ledger string) {
			require.NoError(t, c.Del(t.Context(), ledger).Err())
		},
		"a ledger is changed": func(t *testing.T, c redis.UniversalClient, _ *redisstore.Store, ledger string) {
			require.NoError(t, c.LSet(t.Context(), ledger, 0, "x").Err())
		},
		"a ledger is written anew": func(t *testing.T, c redis.UniversalClient, s *redisstore.Store, ledger string) {
			require.NoError(t, c.Del(t.Context(), ledger).Err())
			require.NoError(t, s.Append(t.Context(), code, 0, []claim.Event{received("1"), answered("z", t0), answered("c", t0)}, t0))
		},
		"the last day is gone": func(t *testing.T, c redis.UniversalClient, _ *redisstore.Store, _ string) {
			require.NoError(t, c.LTrim(t.Context(), "{history}:days", 0, 0).Err())
		},
		"a day is cut out": func(t *testing.T, c redis.UniversalClient, _ *redisstore.Store, _ string) {
			require.NoError(t, c.LRem(t.Context(), "{history}:days", 1, c.LIndex(t.Context(), "{history}:days", 1).Val()).Err())
		},
		"two days change places": func(t *testing.T, c redis.UniversalClient, _ *redisstore.Store, _ string) {
			all := c.LRange(t.Context(), "{history}:days", 0, -1).Val()
			require.NoError(t, c.LSet(t.Context(), "{history}:days", 0, all[1]).Err())
			require.NoError(t, c.LSet(t.Context(), "{history}:days", 1, all[0]).Err())
		},
		"one byte of a day is changed": func(t *testing.T, c redis.UniversalClient, _ *redisstore.Store, _ string) {
			day := []byte(c.LIndex(t.Context(), "{history}:days", 1).Val())
			day[len(day)-10] ^= 1
			require.NoError(t, c.LSet(t.Context(), "{history}:days", 1, day).Err())
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, client := inProcess(t)
			public, key, err := ed25519.GenerateKey(nil)
			require.NoError(t, err)
			told(t, s, key)
			ledger := client.Keys(t.Context(), "*ledger:"+string(code)).Val()[0]
			tamper(t, client, s, ledger)
			a, err := s.Audit(t.Context(), public)
			require.NoError(t, err)
			require.NotEmpty(t, a.Faults)
		})
	}
	t.Run("somebody else signed", func(t *testing.T) {
		t.Parallel()
		s, _ := inProcess(t)
		public, _, err := ed25519.GenerateKey(nil)
		require.NoError(t, err)
		_, key, err := ed25519.GenerateKey(nil)
		require.NoError(t, err)
		told(t, s, key)
		a, err := s.Audit(t.Context(), public)
		require.NoError(t, err)
		require.Len(t, a.Faults, 3)
	})
}
