package app

import (
	"encoding/base64"
	"path/filepath"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/vault"
)

func TestKeysFromTheEnvironment(t *testing.T) {
	t.Parallel()
	want, file := vault.NewKeys(time.Unix(1641736800, 0))
	s := config.Settings{Keys: filepath.Join(t.TempDir(), "keys"), KeyText: config.Secret(base64.StdEncoding.EncodeToString(file))}
	for _, read := range []func() (vault.Keys, error){
		func() (vault.Keys, error) { return keysFrom(s) },
		func() (vault.Keys, error) { return makeKeysFrom(s, clockwork.NewRealClock()) },
	} {
		keys, err := read()
		require.NoError(t, err)
		require.Equal(t, vault.New(want).Pseudonym("person", 7), vault.New(keys).Pseudonym("person", 7))
	}
	require.NoFileExists(t, s.Keys)

	err := changesKeys(func(*cobra.Command, config.Settings) error { return nil })(nil, s)
	require.ErrorContains(t, err, "RASTAU_KEY_TEXT, where nothing can be written")
	for _, bad := range []string{"not base64!", base64.StdEncoding.EncodeToString([]byte("no keys: canary"))} {
		s.KeyText = config.Secret(bad)
		_, err := keysFrom(s)
		require.ErrorContains(t, err, "RASTAU_KEY_TEXT")
		require.NotContains(t, err.Error(), "canary")
	}
}

func TestKeysThatAreNowhere(t *testing.T) {
	t.Parallel()
	_, err := keysFrom(config.Settings{Keys: filepath.Join(t.TempDir(), "keys")})
	require.ErrorContains(t, err, "RASTAU_KEYS says where")
}
