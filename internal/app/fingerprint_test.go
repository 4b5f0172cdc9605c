package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestOtherKeysThanTheDataAreRefused(t *testing.T) {
	t.Parallel()
	client := redistest.Mini(t)
	for range 2 {
		require.NoError(t, sameKeys(t.Context(), client, "one", "data/keys"))
	}
	err := sameKeys(t.Context(), client, "another", "data/keys")
	require.ErrorIs(t, err, errWrongKeys)
	require.ErrorContains(t, err, "data/keys", "it says what to do")
	require.NoError(t, sameKeys(t.Context(), client, "one", "data/keys"), "nothing was overwritten")
}
