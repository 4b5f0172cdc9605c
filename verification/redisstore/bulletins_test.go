package redisstore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
	"github.com/rastau/rastau/verification/redisstore"
)

func testBulletins(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	n, err := s.Number(ctx)
	require.NoError(t, err)
	require.Zero(t, n)
	_, found, err := s.Digest(ctx)
	require.NoError(t, err)
	require.False(t, found)
	results, err := s.Results(ctx, 10)
	require.NoError(t, err)
	require.Empty(t, results)

	require.NoError(t, s.NoteResult(ctx, code, 2))
	require.NoError(t, s.NoteResult(ctx, code, 1), "noted again by a settling that came late")
	require.NoError(t, s.NoteResult(ctx, later, 1))
	codes, err := s.Unissued(ctx, 10)
	require.NoError(t, err)
	require.ElementsMatch(t, []claim.Code{code, later}, codes)

	entry := func(n int64) *publisher.Entry {
		return &publisher.Entry{Number: n, By: []byte("key"), COSE: []byte{byte(n)}}
	}
	first := publisher.Issue{Number: 8, Results: []publisher.Result{{Code: code, Edition: 1, Entry: entry(7)}, {Code: later, Edition: 1, Entry: entry(8)}}}
	require.NoError(t, s.Issue(ctx, 0, first))
	require.ErrorIs(t, s.Issue(ctx, 0, first), claim.ErrConflict, "somebody gave out those numbers")
	codes, err = s.Unissued(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, []claim.Code{code}, codes, "the edition that came meanwhile is to be issued still")

	require.NoError(t, s.Issue(ctx, 8, publisher.Issue{Number: 9, Digest: entry(9), Results: []publisher.Result{{Code: code, Edition: 2}}}))
	codes, err = s.Unissued(ctx, 10)
	require.NoError(t, err)
	require.Empty(t, codes)
	n, err = s.Number(ctx)
	require.NoError(t, err)
	require.EqualValues(t, 9, n)
	d, found, err := s.Digest(ctx)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, *entry(9), d)
	results, err = s.Results(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, []publisher.Entry{*entry(8), *entry(7)}, results)
	require.NoError(t, s.Issue(ctx, 9, publisher.Issue{Number: 10, Results: []publisher.Result{{Code: code, Edition: 2, Entry: entry(10)}}}))
	results, err = s.Results(ctx, 1)
	require.NoError(t, err)
	require.Equal(t, []publisher.Entry{*entry(10)}, results, "one about each claim")
	e, found, err := s.Result(ctx, code)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, *entry(10), e)
	_, found, err = s.Result(ctx, "000000")
	require.NoError(t, err)
	require.False(t, found)
}

// TestBulletinsAreSealedAnewWithTheRest when the keys change.
func TestBulletinsAreSealedAnewWithTheRest(t *testing.T) {
	t.Parallel()
	client := redistest.Mini(t)
	s := redisstore.New(client, nil, newVault())
	require.NoError(t, s.Issue(t.Context(), 0, publisher.Issue{Number: 2, Digest: &publisher.Entry{Number: 2},
		Results: []publisher.Result{{Code: code, Edition: 1, Entry: &publisher.Entry{Number: 1}}}}))
	seen := 0
	n, err := redisstore.Rewrap(t.Context(), client, func(record, field string, sealed []byte) ([]byte, bool, error) {
		seen++
		return sealed, false, nil
	})
	require.NoError(t, err)
	require.Zero(t, n)
	require.Equal(t, 2, seen)
}
