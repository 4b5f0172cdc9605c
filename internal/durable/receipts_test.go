package durable_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
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

// What an operation wrote that began before Redis lost something is confirmed by nobody.
func TestNoReceiptIsGivenForWhatMayBeLost(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{TCP: true})
	client := connect(t, server.URL())
	folder := t.TempDir()
	r, err := durable.OpenReceipts(folder)
	require.NoError(t, err)
	b, err := durable.New(t.Context(), client, durable.Options{
		Promise: durable.Promise{Fsync: durable.Written}, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler), Receipts: r,
	})
	require.NoError(t, err)
	t.Cleanup(func() {
		_ = b.Close()
		_ = r.Close()
	})
	early := b.Begin(t.Context())
	set(t, client, "{a}k")
	server.Kill()
	require.NoError(t, server.Restart(t.Context()))
	require.ErrorIs(t, b.Confirm(early), durable.ErrLost)

	b.Note(early, durable.Receipt{Chain: "lost", Length: 1})
	later := b.Begin(t.Context())
	set(t, client, "{a}k")
	b.Note(later, durable.Receipt{Chain: "kept", Length: 1})
	require.NoError(t, b.Confirm(later))
	list, err := durable.ReadReceipts(folder)
	require.NoError(t, err)
	require.Equal(t, []durable.Receipt{{Chain: "kept", Length: 1}}, list)
}
