package process

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

// carrier is the phone that carries SMS, which speaks with the binary by HTTP.
type carrier struct {
	t  *testing.T
	at string
}

func (c *carrier) do(ctx context.Context, method, query, kind, body string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, c.at+"?"+query, strings.NewReader(body))
	require.NoError(c.t, err)
	req.Header.Set("Content-Type", kind)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(c.t, err)
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	require.NoError(c.t, err)
	return resp.StatusCode, string(answer)
}

// brings posts an SMS, and gives the phone's answer code.
func (c *carrier) brings(ctx context.Context, id, from, words string, at time.Time) int {
	c.t.Helper()
	form := url.Values{
		"from": {from}, "message": {words}, "message_id": {id}, "sent_to": {"+77010000000"}, "secret": {harness.SMSSecret}, "device_id": {"phone"},
		"sent_timestamp": {strconv.FormatInt(at.UnixMilli(), 10)},
	}
	status, _ := c.do(ctx, http.MethodPost, "", "application/x-www-form-urlencoded", form.Encode())
	return status
}

// waits asks for what it shall send until there is something, and takes it over.
func (c *carrier) waits(ctx context.Context) map[string]string {
	c.t.Helper()
	for {
		status, body := c.do(ctx, http.MethodGet, "task=send&secret="+harness.SMSSecret, "", "")
		require.Equal(c.t, http.StatusOK, status)
		var answer struct {
			Payload struct {
				Messages []struct{ To, Message, UUID string }
			}
		}
		require.NoError(c.t, json.Unmarshal([]byte(body), &answer))
		got, ids := map[string]string{}, []string{}
		for _, m := range answer.Payload.Messages {
			got[m.To] = m.Message
			ids = append(ids, m.UUID)
		}
		if len(got) == 0 {
			select {
			case <-ctx.Done():
				c.t.Fatal("nothing comes")
			case <-time.After(20 * time.Millisecond):
			}
			continue
		}
		taken, err := json.Marshal(map[string]any{"queued_messages": ids})
		require.NoError(c.t, err)
		status, body = c.do(ctx, http.MethodPost, "task=sent&secret="+harness.SMSSecret, "application/json", string(taken))
		require.Equal(c.t, http.StatusOK, status)
		for _, id := range ids {
			require.Contains(c.t, body, id)
		}
		return got
	}
}

// TestGateway has somebody who is cut off ask by SMS, and a volunteer who is cut off answer, by the binary; kills it in the
// middle; and then looks for their numbers and words in all that was stored and logged.
func TestGateway(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)
	data, door := t.TempDir(), harness.FreePort(t)
	settings := []string{
		"RASTAU_LISTEN=" + door, "RASTAU_SMS_SECRET=" + harness.SMSSecret, "RASTAU_SMS_NUMBER=+77010000000", "RASTAU_REDIS_FSYNC=always",
		"RASTAU_POLICY_ROUND_SIZE=3", "RASTAU_POLICY_MIN_VOTERS=3", "RASTAU_POLICY_MAX_ASKED=6", "RASTAU_POLICY_CONFIDENCE=0.51",
	}
	p := start(t, tg.URL(), tg.Token(), data, settings...)
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()
	operator := tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	join := func(role, name string) *telegramtest.User {
		operator.Says("/invite " + role)
		link, err := operator.Waits(ctx, telegramtest.Containing("?start="))
		require.NoError(t, err)
		_, word, _ := strings.Cut(link.Text, "?start=")
		u := tg.User(telegramtest.Profile{FirstName: name, Language: "ru"})
		u.Says("/start " + strings.TrimSpace(word))
		_, err = u.Waits(ctx, telegramtest.Containing("Спасибо"))
		require.NoError(t, err)
		return u
	}
	volunteers := []*telegramtest.User{join("verifier", "Илья"), join("verifier", "Марат"), join("verifier", "Асель")}
	reviewer := join("reviewer", "Ольга")
	phone := &carrier{t: t, at: "http://" + door + "/sms"}

	status, _ := phone.do(ctx, http.MethodGet, "task=send&secret=another-word-of-the-test", "", "")
	require.Equal(t, http.StatusForbidden, status)

	const asker, cutOff, words = "+77017654321", "+77053217654", "канарейка видела танки на площади, это правда?"
	sent := time.Now().Add(-20 * time.Minute)
	require.Equal(t, http.StatusOK, phone.brings(ctx, "1", asker, "РАСТАУ RU", sent))
	phone.waits(ctx)
	require.Equal(t, http.StatusOK, phone.brings(ctx, "2", asker, "РАСТАУ "+words, sent))
	code := harness.Code.FindString(phone.waits(ctx)[asker])
	require.NotEmpty(t, code)

	p.kill()
	p = start(t, tg.URL(), tg.Token(), data, settings...)
	volunteers[0].Says("/sms")
	how, err := volunteers[0].Waits(ctx, telegramtest.Containing("RASTAU LINK"))
	require.NoError(t, err)
	_, link, _ := strings.Cut(how.Text, "RASTAU LINK ")
	link, _, _ = strings.Cut(link, "\n")
	require.Equal(t, http.StatusOK, phone.brings(ctx, "2", asker, "РАСТАУ "+words, sent), "the phone did not hear that we have it")
	require.Equal(t, http.StatusOK, phone.brings(ctx, "3", cutOff, "rastau link "+link, sent))
	require.Contains(t, phone.waits(ctx), cutOff, "and nothing more to who asked")
	for _, v := range volunteers[1:] {
		card, err := v.Waits(ctx, telegramtest.WithButton("Ложь"))
		require.NoError(t, err)
		v.Presses(card, "Ложь")
		require.NoError(t, v.WaitsCallbackAnswer(ctx, "Готово"))
	}
	require.Equal(t, http.StatusOK, phone.brings(ctx, "4", cutOff, code+" ложь", sent))
	require.Contains(t, phone.waits(ctx)[cutOff], code)
	card, err := reviewer.Waits(ctx, telegramtest.WithButton("Одобрить"))
	require.NoError(t, err)
	reviewer.Presses(card, "Одобрить")
	require.Contains(t, phone.waits(ctx)[asker], code+": ЛОЖЬ")

	// The picture of it, as Telegram got it.
	volunteers[1].Says("/card " + code)
	picture, err := volunteers[1].Waits(ctx, func(m telegramtest.Message) bool { return len(m.Media) == 1 && m.Media[0].Kind == "photo" && m.FromBot })
	require.NoError(t, err)
	size, kind, err := image.DecodeConfig(bytes.NewReader(picture.Media[0].Bytes))
	require.NoError(t, err)
	require.Equal(t, "png", kind)
	require.Equal(t, 1080, size.Width)

	require.Equal(t, http.StatusOK, phone.brings(ctx, "5", asker, "RASTAU STOP", time.Now()))
	require.Contains(t, phone.waits(ctx), asker)
	require.Equal(t, 0, p.stop(t))
	stored := filesIn(t, data+"/redis") + p.log.String()
	for _, secretThing := range []string{asker[1:], cutOff[1:], asker[2:], cutOff[2:], "канарейка видела", link, harness.SMSSecret} {
		require.NotContains(t, stored, secretThing)
	}
}
