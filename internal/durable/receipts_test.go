package durable_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/durable"
)

func TestReceiptsOutliveTheProcess(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	open := func() *durable.Receipts {
		r, err := durable.OpenReceipts(folder)
		require.NoError(t, err)
		return r
	}
	read := func() []durable.Receipt {
		all, err := durable.ReadReceipts(folder)
		require.NoError(t, err)
		return all
	}
	require.Empty(t, read())
	one, two := durable.Receipt{Chain: "A", Length: 1, Digest: [16]byte{1}}, durable.Receipt{Chain: "B", Length: 20, Digest: [16]byte{15: 2}}
	r := open()
	require.NoError(t, durable.Write(r, one))
	other := open() // another process in the same folder
	require.NoError(t, durable.Write(other, two))
	require.Equal(t, []durable.Receipt{one, two}, read())
	require.NoError(t, other.Close())
	require.NoError(t, r.Close())

	path := filepath.Join(folder, "receipts.1") // the machine stopped in the middle of a line
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString("C 3 00")
	require.NoError(t, err)
	require.NoError(t, f.Close())
	r = open()
	require.NoError(t, durable.Write(r, one))
	require.Equal(t, []durable.Receipt{one, one, two}, read())

	require.NoError(t, r.Trim(func(list []durable.Receipt) ([]durable.Receipt, error) {
		require.Equal(t, []durable.Receipt{one, one}, list)
		require.NoError(t, durable.Write(r, two)) // meanwhile
		return list[:1], nil
	}))
	require.NoError(t, durable.Write(r, two))
	require.Equal(t, []durable.Receipt{one, two, two, two}, read())
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.EqualValues(t, 0o600, info.Mode().Perm())
	require.NoError(t, r.Close())
}
