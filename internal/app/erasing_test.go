package app

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// TestWhatIsErasedIsErasedInTheFilesToo: each erasure makes a rewriting of the files due, or fails and is done again.
func TestWhatIsErasedIsErasedInTheFilesToo(t *testing.T) {
	t.Parallel()
	keys, _ := vault.NewKeys(time.Unix(1641736800, 0))
	calls, failed := 0, errors.New("no Redis")
	fails := false
	s := erasing{Store: redisstore.New(redistest.Mini(t), nil, vault.New(keys)), seals: true, due: func(context.Context) error {
		calls++
		if fails {
			return failed
		}
		return nil
	}}
	for _, erase := range []func() error{
		func() error { return s.Erase(t.Context(), "K7Q2MX", verification.Everything) },
		func() error { return s.Erase(t.Context(), "K7Q2MX", verification.MediaOnly) },
		func() error { return s.RemoveAsker(t.Context(), "K7Q2MX", "somebody") },
		func() error { return s.SealAskers(t.Context(), "K7Q2MX", nil) },
		func() error { return s.DropAskers(t.Context(), "K7Q2MX") },
	} {
		before := calls
		require.NoError(t, erase())
		require.Equal(t, before+1, calls)
		fails = true
		require.ErrorIs(t, erase(), failed)
		fails = false
	}
}
