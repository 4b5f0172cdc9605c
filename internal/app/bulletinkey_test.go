package app

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestAKeyThatSignedIsNotMadeAnewInSilence: with another key all that people check is not genuine.
func TestAKeyThatSignedIsNotMadeAnewInSilence(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		ctx, at := t.Context(), time.Now()
		path := filepath.Join(t.TempDir(), "bulletin-key")
		open := func() error {
			_, err := openHolding(ctx, client, path, at)
			return err
		}
		require.NoError(t, open(), "the first start makes it")
		require.NoError(t, open())
		kept, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, rotateHolding(path, at.Add(time.Second), &bytes.Buffer{}))
		require.NoError(t, open(), "a key that follows is the same people's")

		require.NoError(t, os.Remove(path))
		require.ErrorIs(t, open(), errLostSigner)
		require.NoFileExists(t, path)
		require.NoError(t, os.WriteFile(path, []byte("bulletin-key v1\nsecret 2021-12-01T00:00:00Z AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\npublic RSTK1:TK03:0: UB52LW3Z.R ATUFO16DM3RKUJ3V1*Y3O:GDE2%C6FE0VAS\n"), 0o600))
		require.ErrorIs(t, open(), errWrongSigner)
		require.NoError(t, os.WriteFile(path, kept, 0o600))
		require.NoError(t, open(), "the right one is put back")

		// Bulletins of before it was noted who signs.
		require.NoError(t, client.Del(ctx, signerKey).Err())
		require.NoError(t, client.Set(ctx, "{bulletins}:number", 7, 0).Err())
		require.NoError(t, os.Remove(path))
		require.ErrorIs(t, open(), errLostSigner)
	})
}

// TestALostSigningKeyIsReplacedOnlyByCommand, which says what follows.
func TestALostSigningKeyIsReplacedOnlyByCommand(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{TCP: true})
	client := clientOf(t, server.URL())
	dir := t.TempDir()
	s := config.Settings{RedisURL: config.Secret(server.URL()), Data: dir, BulletinKey: filepath.Join(dir, "bulletin-key")}
	var out bytes.Buffer
	require.NoError(t, newHolding(t.Context(), s, false, time.Now(), &out))
	require.NotContains(t, out.String(), "NOT GENUINE")
	require.ErrorContains(t, newHolding(t.Context(), s, true, time.Now(), &out), "rotate", "it is there")
	require.NoError(t, os.Remove(s.BulletinKey))
	require.ErrorIs(t, newHolding(t.Context(), s, false, time.Now(), &out), errLostSigner)
	require.NoFileExists(t, s.BulletinKey)
	require.NoError(t, newHolding(t.Context(), s, true, time.Now(), &out))
	require.Contains(t, out.String(), "Whoever holds the old one reads NOT GENUINE")
	_, err := openHolding(t.Context(), client, s.BulletinKey, time.Now())
	require.NoError(t, err, "the bot starts with it")
}

// TestALostSigningKeyIsPointedOut: by each command that needs it.
func TestALostSigningKeyIsPointedOut(t *testing.T) {
	t.Parallel()
	path, now := filepath.Join(t.TempDir(), "bulletin-key"), time.Now()
	for name, err := range map[string]error{
		"show": showHolding(path, io.Discard), "rotate": rotateHolding(path, now, io.Discard), "revoke": revokeHolding(path, now, now, io.Discard),
	} {
		require.ErrorContains(t, err, "keys new --lost", name)
		require.ErrorContains(t, err, "Put back the copy of that file", name)
	}
}
