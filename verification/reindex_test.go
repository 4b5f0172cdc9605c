package verification

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/duplicates"
)

// LearnAll gives how many claims this process knows, however long that takes to learn.
func (d *Service) LearnAll(tb testing.TB) int {
	tb.Helper()
	index, err := d.index.Current(tb.Context())
	for errors.Is(err, duplicates.ErrLearning) {
		index, err = d.index.Current(tb.Context())
	}
	require.NoError(tb, err)
	return index.Len()
}
