package redisstore_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

// What the store said that it has, it has after Redis was killed at any moment.
func TestKilledRedisComesBackWithEverything(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	server := redistest.Server(t, redisserver.Options{Dir: t.TempDir(), Fsync: "always"})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	v := newVault()
	s := redisstore.New(client, nil, v)

	name := func(i int) claim.Code { return claim.Code(fmt.Sprintf("%06d", i)) }
	const claims = 20
	kept := map[claim.Code]int{}
	for round := range 3 {
		for i := range claims {
			facts := []claim.Event{received(fmt.Sprint(round)), answered("b", t0)}
			require.NoError(t, s.Append(ctx, name(i), kept[name(i)], facts, t0.Add(time.Duration(i)*time.Minute)))
			kept[name(i)] += len(facts)
			require.NoError(t, s.AddAsker(ctx, name(i), claim.Requester{Person: "a", Address: "1", Language: "kk"}))
			require.NoError(t, s.Settle(ctx, name(i), kept[name(i)]-1, time.Time{}))
		}
		p := aida()
		p.Version = int64(round)
		require.NoError(t, s.SavePerson(ctx, p))

		server.Kill()
		require.NoError(t, server.Restart(ctx))
		s = redisstore.New(client, nil, v) // a program that starts anew remembers nothing either

		for i := range claims {
			facts, settled, askers, err := s.Load(ctx, name(i))
			require.NoError(t, err)
			require.Len(t, facts, kept[name(i)])
			require.Equal(t, kept[name(i)]-1, settled)
			require.Len(t, askers, 1)
		}
		due, err := s.Due(ctx, t0.Add(time.Hour), 100)
		require.NoError(t, err)
		require.Len(t, due, claims)
		p.Version++
		got, found, err := s.Person(ctx, p.ID)
		require.NoError(t, err)
		require.True(t, found)
		require.Equal(t, p, got)
	}
}
