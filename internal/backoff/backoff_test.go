package backoff_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/backoff"
)

func TestDouble(t *testing.T) {
	for n, want := range []time.Duration{1, 2, 4, 8, 10, 10} {
		require.Equal(t, want, backoff.Double(1, 10, n))
	}
	require.EqualValues(t, 1, backoff.Double(1, 10, -1))
	require.EqualValues(t, 10, backoff.Double(1, 10, math.MaxInt), "it does not overflow")
}
