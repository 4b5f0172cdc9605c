package test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/vault"
)

// TestKeysRotateWhileTheBotRuns changes the key that everything is sealed with under a bot that goes on, and retires the
// old one: it opens nothing any more, and nothing is lost.
func TestKeysRotateWhileTheBotRuns(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys")
	require.NoError(t, os.WriteFile(path, []byte(harness.Keys), 0o600))
	h := newHouse(t, io.Discard, 2, func(s *config.Settings) { s.Keys = path })
	citizen := h.tg.User(telegramtest.Profile{FirstName: "Айгерім", Language: "en"})
	citizen.Says("The bridge is closed. Is it true?")
	h.settle()
	said := citizen.Inbox()
	code := harness.Code.FindString(said[len(said)-1].Text)
	require.NotEmpty(t, code)

	var out bytes.Buffer
	require.ErrorContains(t, func() error {
		// Nothing may be retired that is needed.
		_, err := vault.Add(path, h.clock.Now())
		require.NoError(t, err)
		return app.RetireKeys(t.Context(), h.redis, path, &out)
	}(), "still sealed with older keys")

	rotated := make(chan error, 1)
	go func() { rotated <- app.RotateKeys(t.Context(), h.redis, path, h.clock, &out) }()
	for done := false; !done; {
		select {
		case err := <-rotated:
			require.NoError(t, err)
			done = true
		case <-time.After(time.Millisecond):
			h.clock.Advance(100 * time.Millisecond)
		}
	}
	require.Contains(t, out.String(), "nothing is sealed with an older key any more")
	require.NoError(t, app.RetireKeys(t.Context(), h.redis, path, &out))
	require.Contains(t, out.String(), "2 older keys are gone")
	keys, err := vault.Load(path)
	require.NoError(t, err)
	require.NoError(t, app.Readable(t.Context(), h.redis, vault.New(keys)), "the new key opens all")
	old, err := vault.ParseKeys([]byte(harness.Keys))
	require.NoError(t, err)
	require.ErrorIs(t, app.Readable(t.Context(), h.redis, vault.New(old)), vault.ErrUnreadable, "the old key opens nothing")

	citizen.Says("/status " + code)
	h.settle()
	said = citizen.Inbox()
	require.Contains(t, said[len(said)-1].Text, code+": it waits for a volunteer")
}
