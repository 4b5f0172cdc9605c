package telegram_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegram"
)

// TestTroubleIsSaidWhileItLasts: what keeps everything from coming in or going out, and nothing else.
func TestTroubleIsSaidWhileItLasts(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	ctx := t.Context()
	poll := func() { _, _ = c.GetUpdates(ctx, 0, 100, 0) }
	poll()
	require.Empty(t, c.Trouble())

	s.Revoke(true)
	poll()
	require.Contains(t, c.Trouble(), "revoked")
	s.Revoke(false)
	_, err := c.Connect(ctx)
	require.NoError(t, err)
	require.Empty(t, c.Trouble(), "any call that succeeds says that the token counts")
	s.Revoke(true)
	_, err = c.Connect(ctx)
	require.Error(t, err)
	require.Contains(t, c.Trouble(), "revoked", "also where nobody polls")
	s.Revoke(false)
	poll()
	require.Empty(t, c.Trouble())

	require.NoError(t, c.SetWebhook(ctx, "http://127.0.0.1:1/secret-path", "secret"))
	poll()
	require.Contains(t, c.Trouble(), "a webhook is set")
	hook, err := c.Webhook(ctx)
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:1", hook.Host(), "a path may hold a secret")
	require.NoError(t, c.DeleteWebhook(ctx))
	require.NotEmpty(t, c.Trouble(), "until updates come again")
	poll()
	require.Empty(t, c.Trouble())

	ended := make(chan error, 1)
	go func() {
		_, err := c.GetUpdates(ctx, 0, 100, time.Minute)
		ended <- err
	}()
	other := client(t, telegram.Options{Token: s.Token(), URL: s.URL()})
	require.Eventually(t, func() bool { // as soon as the first one waits
		_, _ = other.GetUpdates(ctx, 0, 100, 0)
		return len(ended) == 1
	}, 20*time.Second, 10*time.Millisecond)
	require.ErrorIs(t, <-ended, telegram.ErrConflict)
	require.Contains(t, c.Trouble(), "another program gets the updates")
	poll()
	require.Empty(t, c.Trouble())

	_, err = c.Standing(ctx, -100, 5) // a chat that nobody knows
	_ = err
	require.Empty(t, c.Trouble(), "what concerns one chat is no trouble of the bot")
	s.Unreachable(true)
	poll()
	require.Empty(t, c.Trouble(), "a cut is said elsewhere")
}
