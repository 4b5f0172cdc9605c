package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/bulletin"
)

func TestSuccessorsAreSignedAndChecked(t *testing.T) {
	t.Parallel()
	at := time.Date(2022, 1, 4, 12, 0, 0, 0, time.UTC)
	s := config.Settings{Keys: filepath.Join(t.TempDir(), "keys")}
	list, err := successors(s, at)
	require.NoError(t, err)
	require.Empty(t, list, "none are named")
	s.Successors, s.Mirrors = config.Names{"rastau2_bot"}, config.Names{"https://m.example.org"}
	list, err = successors(s, at)
	require.NoError(t, err)
	require.Empty(t, list.COSE, "nobody can sign")
	require.Equal(t, []string{"rastau2_bot"}, list.Bots)

	key := bulletin.NewKey(at)
	path := filepath.Join(filepath.Dir(s.Keys), "bulletin-key")
	require.NoError(t, os.WriteFile(path, key.File(), 0o600))
	list, err = successors(s, at)
	require.NoError(t, err)

	check := func(args ...string) (string, error) {
		c := successorsCommand()
		var out bytes.Buffer
		c.SetOut(&out)
		c.SetErr(&out)
		c.SetArgs(args)
		c.SilenceUsage, c.SilenceErrors = true, true
		err := c.ExecuteContext(t.Context())
		return out.String(), err
	}
	out, err := check("--key", key.Public().Text(), list.Text())
	require.NoError(t, err)
	require.Contains(t, out, "@rastau2_bot\nhttps://m.example.org\n")
	require.Contains(t, out, "2022-01-04T12:00:00Z")
	file := filepath.Join(t.TempDir(), "list.txt")
	require.NoError(t, os.WriteFile(file, []byte("• @rastau2_bot\n\n"+list.Text()+"\n"), 0o600))
	_, err = check("--key", strings.Join(key.Public().Words(), " "), file)
	require.NoError(t, err)

	_, err = check(list.Text())
	require.ErrorContains(t, err, "--key")
	_, err = check("--key", bulletin.NewKey(at).Public().Text(), list.Text())
	require.ErrorIs(t, err, bulletin.ErrUnknownKey)
	_, err = check("--key", key.Public().Text(), strings.Replace(list.Text(), "A", "B", 1))
	require.Error(t, err)

	require.NoError(t, os.WriteFile(path, []byte("something else"), 0o600))
	_, err = successors(s, at)
	require.Error(t, err, "a key that cannot be read is no reason to send an unsigned list")
}
