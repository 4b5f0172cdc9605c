package blocks

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAListKeepsWhatIsInItWhereItIs(t *testing.T) {
	t.Parallel()
	var l List[int]
	require.Zero(t, l.Len())
	var later *int
	for i := range 3*size + 5 {
		l.Append(i)
		require.Equal(t, i+1, l.Len())
		if i == size {
			later = l.At(i)
		}
	}
	require.Same(t, later, l.At(size))
	*l.At(7) = -7
	for i := range l.Len() {
		if i != 7 {
			require.Equal(t, i, *l.At(i))
		}
	}
	require.Equal(t, -7, *l.At(7))
	require.Panics(t, func() { l.At(l.Len()) })
}
