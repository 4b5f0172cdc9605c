package test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/test/harness"
)

// TestIndexIsRebuiltWhileTheBotRuns takes away all by which claims are recognised, and has it made anew from the claims: the
// bot that runs knows them again.
func TestIndexIsRebuiltWhileTheBotRuns(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys")
	require.NoError(t, os.WriteFile(path, []byte(harness.Keys), 0o600))
	var settings config.Settings
	h := newHouse(t, io.Discard, 2, func(s *config.Settings) { s.Keys = path; settings = *s })
	const said = "The bridge over the river is closed for everybody until Monday.\nIs it true?"
	sends := func(name string) string {
		u := h.tg.User(telegramtest.Profile{FirstName: name, Language: "en"})
		u.Says(said)
		h.settle()
		all := u.Inbox()
		require.Len(t, all, 1)
		return all[0].Text
	}
	first := sends("Aida")
	require.Contains(t, first, "it waits for one")
	code := harness.Code.FindString(first)
	require.NotEmpty(t, code)
	require.Contains(t, sends("Bota"), code+": this is already being checked")

	keys, err := h.redis.Keys(t.Context(), "{c:*}:features").Result()
	require.NoError(t, err)
	require.NotEmpty(t, keys)
	for _, key := range append(keys, "{seen}:changes") {
		require.NoError(t, h.redis.Del(t.Context(), key).Err())
	}
	require.Contains(t, sends("Dana"), "it waits for one", "nothing is recognised any more")
	n, err := app.RebuildIndex(t.Context(), settings, h.redis)
	require.NoError(t, err)
	require.Equal(t, 2, n)
	require.Contains(t, sends("Elena"), code+": this is already being checked", "of the two that are the same, the one that more ask")

	settings.Keys = filepath.Join(t.TempDir(), "none")
	_, err = app.RebuildIndex(t.Context(), settings, h.redis)
	require.Error(t, err, "without the keys nobody can")
}
