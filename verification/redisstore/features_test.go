package redisstore_test

import (
	"maps"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/duplicates"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/redisstore"
)

// seen is by what a claim is recognised.
func seen(same string) matching.Features {
	return matching.Features{Text: []byte{1, 2, 3}, Says: true, Files: []matching.File{{
		Same: same, Image: &matching.ImageFeatures{Print: pictures.Fingerprint{Whole: pictures.Hash{1 << 63, 2, 3, 4}, Quality: 90, Crops: []pictures.Hash{{5}}}},
	}}}
}

// follower is a process that keeps up with what changes.
type follower struct {
	place string
	knows map[claim.Code]matching.Features
}

func (f *follower) follow(t *testing.T, s *redisstore.Store) error {
	t.Helper()
	place, err := s.Changes(t.Context(), f.place, func(code claim.Code, features *matching.Features) {
		if features == nil {
			delete(f.knows, code)
			return
		}
		f.knows[code] = *features
	})
	if err == nil {
		f.place = place
	}
	return err
}

func testFeatures(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	early := &follower{knows: map[claim.Code]matching.Features{}}
	require.NoError(t, early.follow(t, s), "of nothing")
	want := map[claim.Code]matching.Features{}
	for _, c := range []claim.Code{"000001", "00000Z", "K7Q2MX"} {
		want[c] = seen("file of " + string(c))
		require.NoError(t, s.SaveFeatures(ctx, c, want[c]))
	}
	require.NoError(t, early.follow(t, s))
	require.Equal(t, want, early.knows)

	want["000001"] = matching.Features{Text: []byte{9}}
	require.NoError(t, s.SaveFeatures(ctx, "000001", want["000001"]))
	require.NoError(t, s.DropFeatures(ctx, "K7Q2MX"))
	require.NoError(t, s.DropFeatures(ctx, "K7Q2MX"), "again")
	require.NoError(t, s.DropFeatures(ctx, "ZZZZZZ"), "nobody knew it")
	delete(want, "K7Q2MX")
	late := &follower{knows: map[claim.Code]matching.Features{}}
	for _, f := range []*follower{early, late} {
		require.NoError(t, f.follow(t, s))
		require.Equal(t, want, f.knows)
		before := maps.Clone(f.knows)
		require.NoError(t, f.follow(t, s), "nothing changed")
		require.Equal(t, before, f.knows)
	}
}

// testManyChanges has more change than is read at once.
func testManyChanges(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	f := &follower{knows: map[claim.Code]matching.Features{}}
	require.NoError(t, f.follow(t, s))
	const many = 1100
	together(many, func(i int) {
		code := claim.NewCode([]byte{0, byte(i >> 8), byte(i), 0})
		if s.SaveFeatures(ctx, code, matching.Features{Text: []byte{byte(i)}}) != nil {
			panic("not kept")
		}
	})
	require.NoError(t, f.follow(t, s))
	require.Len(t, f.knows, many)
}

func testJoinedAskers(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	require.NoError(t, s.Append(ctx, code, 0, []claim.Event{received("sent")}, t0))
	asker := func(id claim.PersonID, via claim.Code) claim.Requester {
		return claim.Requester{Person: id, Address: "1", Language: "kk", Via: via, At: t0}
	}
	for _, a := range []claim.Requester{asker("anna", ""), asker("anna", "000001"), asker("bota", "000001"), asker("bota", "000002")} {
		require.NoError(t, s.AddAsker(ctx, code, a))
		require.NoError(t, s.AddAsker(ctx, code, a), "again")
	}
	_, _, askers, err := s.Load(ctx, code)
	require.NoError(t, err)
	require.Equal(t, []claim.Requester{asker("anna", ""), asker("anna", "000001"), asker("bota", "000001"), asker("bota", "000002")}, askers)

	require.NoError(t, s.RemoveVia(ctx, code, asker("bota", "000001")))
	require.NoError(t, s.RemoveVia(ctx, code, asker("bot", "000002")), "somebody else")
	_, _, askers, err = s.Load(ctx, code)
	require.NoError(t, err)
	require.Len(t, askers, 3, "there is another way by which she came")

	require.NoError(t, s.RemoveAsker(ctx, code, "ann"), "somebody else")
	require.NoError(t, s.RemoveAsker(ctx, code, "anna"))
	_, _, askers, err = s.Load(ctx, code)
	require.NoError(t, err)
	require.Equal(t, []claim.Requester{asker("bota", "000002")}, askers, "whatever way she came")
}

// Who was away for longer than changes are kept, or knows more than a Redis that lost its latest moment, is told so.
func TestWhoMissedChangesIsTold(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(t *testing.T, client redis.UniversalClient, place string){
		"cut off": func(t *testing.T, c redis.UniversalClient, _ string) { c.XTrimMaxLen(t.Context(), "{seen}:changes", 1) },
		"gone":    func(t *testing.T, c redis.UniversalClient, _ string) { c.Del(t.Context(), "{seen}:changes") },
		"never happened": func(t *testing.T, c redis.UniversalClient, place string) {
			c.XDel(t.Context(), "{seen}:changes", place)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := redistest.Mini(t)
			s := redisstore.New(client, nil, newVault())
			f := &follower{knows: map[claim.Code]matching.Features{}}
			require.NoError(t, s.SaveFeatures(t.Context(), "000001", seen("a")))
			require.NoError(t, f.follow(t, s))
			require.NoError(t, s.SaveFeatures(t.Context(), "000002", seen("b")))
			require.NoError(t, s.DropFeatures(t.Context(), "000001"))
			lose(t, client, f.place)
			require.ErrorIs(t, f.follow(t, s), duplicates.ErrForgotten)

			f = &follower{knows: map[claim.Code]matching.Features{}}
			require.NoError(t, f.follow(t, s), "but everything can be read anew")
			require.Equal(t, map[claim.Code]matching.Features{"000002": seen("b")}, f.knows)
		})
	}
}

// Features that somebody moved to another claim, or changed, are not taken for what they are not.
func TestFeaturesAreBoundToTheirClaim(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	client := redistest.Mini(t)
	s := redisstore.New(client, nil, newVault())
	require.NoError(t, s.SaveFeatures(ctx, code, seen("a")))
	keys, err := client.Keys(ctx, "{c:*}:features").Result()
	require.NoError(t, err)
	require.Len(t, keys, 1)
	sealed, err := client.HGet(ctx, keys[0], string(code)).Result()
	require.NoError(t, err)
	require.NoError(t, client.HSet(ctx, keys[0], "000009", sealed).Err())
	require.NoError(t, client.HSet(ctx, keys[0], "000010", "broken").Err())
	f := &follower{knows: map[claim.Code]matching.Features{}}
	require.NoError(t, f.follow(t, s))
	require.Equal(t, map[claim.Code]matching.Features{code: seen("a")}, f.knows)
}
