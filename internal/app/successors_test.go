package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/bulletin"
)

func TestSuccessorsAreSignedAndChecked(t *testing.T) {
	t.Parallel()
	at := time.Date(2022, 1, 4, 12, 0, 0, 0, time.UTC)
	s := config.Settings{BulletinKey: filepath.Join(t.TempDir(), "bulletin-key")}
	keys := func() (bulletin.SigningKeys, error) { return loadHolding(s.BulletinKey) }
	list, err := successors(s, keys, at)
	require.NoError(t, err)
	require.Empty(t, list, "none are named")
	s.Successors, s.Mirrors = config.Names{"rastau2_bot"}, config.Names{"https://m.example.org"}
	_, err = successors(s, keys, at)
	require.ErrorContains(t, err, "rastau bulletin keys new", "nobody can sign")

	holding, err := openHolding(t.Context(), redistest.Mini(t), s.BulletinKey, at)
	require.NoError(t, err)
	list, err = successors(s, keys, at)
	require.NoError(t, err)
	key := holding.First
	out, err := verifying(t, list.Text(), "--key", key.Text())
	require.NoError(t, err)
	require.Contains(t, out, "@rastau2_bot\nhttps://m.example.org\n")
	require.Contains(t, out, "2022-01-04 12:00 UTC")
	file := filepath.Join(t.TempDir(), "list.txt")
	require.NoError(t, os.WriteFile(file, []byte("• @rastau2_bot\n\n"+list.Text()+"\n"), 0o600))
	out, err = verifying(t, file, "--key", strings.Join(key.Words(), " "))
	require.NoError(t, err)
	require.Contains(t, out, "@rastau2_bot\n")
	picture, err := bulletin.QR(list.Text())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, picture, 0o600))
	_, err = verifying(t, file, "--key", key.Text())
	require.NoError(t, err)

	_, err = verifying(t, list.Text())
	require.ErrorContains(t, err, "--key")
	out, err = verifying(t, list.Text(), "--key", bulletin.NewKey(at).Public().Text())
	require.ErrorIs(t, err, bulletin.ErrUnknownKey)
	require.Empty(t, out)
	for i := 6; i < len(list.Text()); i += 7 {
		flipped := []byte(list.Text())
		flipped[i] ^= 1
		out, err = verifying(t, string(flipped), "--key", key.Text())
		require.ErrorContains(t, err, "NOT GENUINE")
		require.Empty(t, out)
	}

	// Once the key is replaced, its list from before still holds, and one that it signs later does not.
	next, err := holding.Rotate(at.Add(time.Hour))
	require.NoError(t, err)
	_, err = verifying(t, list.Text(), "--key", next.Ring().Text())
	require.NoError(t, err)
	late, err := bulletin.NameSuccessors(holding.Key, s.Successors, s.Mirrors, at.Add(2*time.Hour))
	require.NoError(t, err)
	out, err = verifying(t, late.Text(), "--key", next.Ring().Text())
	require.Error(t, err)
	require.Empty(t, out)

	require.NoError(t, os.WriteFile(s.BulletinKey, []byte("something else"), 0o600))
	_, err = successors(s, keys, at)
	require.Error(t, err, "a key that cannot be read is no reason to send an unsigned list")
}
