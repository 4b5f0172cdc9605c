package duplicates

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/moderation"
)

// slowStore has so much to tell that nobody waits for it: it tells all when it is let.
type slowStore struct {
	Store
	let     chan error // what a reading of everything comes to
	begun   atomic.Int64
	claims  map[claim.Code]matching.Features
	forgets bool
	news    []matching.Features // of one claim, each in place of the one before
}

func (s *slowStore) Changes(ctx context.Context, since string, fn func(claim.Code, *matching.Features)) (string, error) {
	if since != "" {
		if s.forgets {
			return since, ErrForgotten
		}
		for _, f := range s.news {
			fn("KZ7M2X", &f)
		}
		return since, nil
	}
	s.begun.Add(1)
	if err := <-s.let; err != nil || ctx.Err() != nil {
		return "", errors.Join(err, ctx.Err())
	}
	for code, f := range s.claims {
		fn(code, &f)
	}
	return "a place", nil
}

// newSlow returns an index on a store that has so much to tell.
func newSlow(s *slowStore, patience time.Duration) *Index {
	m := New(s, [32]byte{}, pictures.Limits{}, time.Hour)
	m.patience = patience
	return m
}

// TestNobodyWaitsUntilAllIsLearned: what takes longer than anybody can wait for goes on when they have gone, once for all of
// them. Until then they are told so, or that which was known before.
func TestNobodyWaitsUntilAllIsLearned(t *testing.T) {
	t.Parallel()
	s := &slowStore{let: make(chan error), claims: map[claim.Code]matching.Features{}}
	m := newSlow(s, 0)
	of := func(text string) matching.Features {
		return m.Features(claim.Content{Text: moderation.Foreign(text)})
	}
	s.claims["KZ7M2X"] = of("Алматыға әскер кірді деп айтады")
	ask := func() (int, error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		index, err := m.Current(ctx)
		if err != nil {
			return 0, err
		}
		return index.Len(), nil
	}
	learned := func(err error) {
		m.mu.Lock()
		l := m.learning
		m.mu.Unlock()
		s.let <- err
		<-l.ended
	}
	for range 3 {
		_, err := ask()
		require.ErrorIs(t, err, context.DeadlineExceeded, "the update is taken again")
		require.NoError(t, m.Learn(t.Context()), "and the bot starts all the same")
	}
	learned(errors.New("Redis is gone"))
	_, err := ask()
	require.ErrorIs(t, err, context.DeadlineExceeded)
	learned(nil)
	n, err := ask()
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.EqualValues(t, 2, s.begun.Load(), "all wait for the same")

	s.forgets = true
	for i := range 3 {
		s.claims[claim.Code(fmt.Sprint("KZ7M2", i))] = of("Су қоймасының бөгеті жарылып қаланы су басты")
		n, err := ask()
		require.NoError(t, err)
		require.Equal(t, 1, n, "what is known is better than nothing")
	}
	learned(nil)
	s.forgets = false
	n, err = ask()
	require.NoError(t, err)
	require.Equal(t, 4, n)
	require.True(t, m.Knows("KZ7M20"))
	require.EqualValues(t, 3, s.begun.Load())
}

// TestAWornIndexIsMadeAnew while the old one is of use.
func TestAWornIndexIsMadeAnew(t *testing.T) {
	t.Parallel()
	s := &slowStore{let: make(chan error)}
	m := newSlow(s, time.Hour)
	go func() { s.let <- nil }()
	worn, err := m.Current(t.Context())
	require.NoError(t, err)
	for i := range 1002 {
		s.news = append(s.news, m.Features(claim.Content{Text: moderation.Foreign(fmt.Sprint("Су қоймасының бөгеті ", i))}))
	}
	for range 2 {
		index, err := m.Current(t.Context())
		require.NoError(t, err)
		require.Same(t, worn, index)
		require.Equal(t, 1, index.Len())
	}
	require.True(t, worn.Worn())
	s.news = s.news[:1]
	m.mu.Lock()
	l := m.learning
	m.mu.Unlock()
	s.let <- nil
	<-l.ended
	index, err := m.Current(t.Context())
	require.NoError(t, err)
	require.NotSame(t, worn, index)
	require.Equal(t, 1, index.Len())
	require.EqualValues(t, 2, s.begun.Load())
}

// Who waits hears why nothing could be learned, and who goes away keeps nobody else from it.
func TestWhoWaitsHearsWhyNothingIsLearned(t *testing.T) {
	t.Parallel()
	s := &slowStore{let: make(chan error)}
	m := newSlow(s, 2*time.Second)
	heard := make(chan error)
	go func() { _, err := m.Current(t.Context()); heard <- err }()
	away := errors.New("Redis is gone")
	s.let <- away // which is taken from whom it waits for
	require.ErrorIs(t, <-heard, away)

	gone, leave := context.WithCancel(t.Context())
	leave()
	_, err := m.Current(gone)
	require.ErrorIs(t, err, context.Canceled)
	s.let <- nil
	require.NoError(t, m.Learn(t.Context()))
}
