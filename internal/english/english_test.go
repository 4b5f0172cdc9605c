package english_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/english"
)

func TestCount(t *testing.T) {
	t.Parallel()
	require.Equal(t, "0 keys", english.Count(0, "key"))
	require.Equal(t, "1 key", english.Count(1, "key"))
	require.Equal(t, "2 keys", english.Count(2, "key"))
	require.Equal(t, "2 entries", english.Count(2, "entry", "entries"))
	require.Equal(t, "is", english.Form(1, "is", "are"))
	require.Equal(t, "are", english.Form(0, "is", "are"))
}
