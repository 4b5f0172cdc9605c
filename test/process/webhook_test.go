package process

import (
	"bytes"
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

// TestWebhook has Telegram call the binary, rather than be asked, and somebody else try the same.
func TestWebhook(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)
	door := harness.FreePort(t)
	hook := "http://" + door + "/telegram"
	p := start(t, tg.URL(), tg.Token(), t.TempDir(), "RASTAU_LISTEN="+door, "RASTAU_WEBHOOK_URL="+hook, "RASTAU_WEBHOOK_SECRET=a-word")
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()
	u := tg.User(telegramtest.Profile{FirstName: "Dana", Language: "en"})
	u.Says("/start")
	_, err := u.Waits(ctx, telegramtest.Containing("I'm Rastau"))
	require.NoError(t, err)

	forged := `{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"first_name":"x"},"text":"/start"}}`
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hook, bytes.NewBufferString(forged))
	require.NoError(t, err)
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", "another-word")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	require.Equal(t, 0, p.stop(t))
}
