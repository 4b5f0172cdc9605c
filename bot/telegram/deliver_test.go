package telegram_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/bot/telegramtest"
)

const token = "42:SECRET"

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// start gives a server and a client of it.
func start(t *testing.T) (*telegramtest.Server, *telegram.Client) {
	t.Helper()
	s := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(s.Close)
	return s, client(t, telegram.Options{Token: s.Token(), URL: s.URL()})
}

func client(t *testing.T, o telegram.Options) *telegram.Client {
	t.Helper()
	if o.Log == nil {
		o.Log = quiet()
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(transport.CloseIdleConnections)
	if o.HTTP == nil && o.Proxy == "" {
		o.HTTP = &http.Client{Transport: transport}
	}
	c, err := telegram.New(o)
	require.NoError(t, err)
	return c
}

// answering gives a client of a server that always answers so.
func answering(t *testing.T, status int, body string) *telegram.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	return client(t, telegram.Options{Token: token, URL: s.URL})
}

func deliver(t *testing.T, c *telegram.Client, d bot.Delivery) int {
	t.Helper()
	r, err := c.Deliver(t.Context(), d)
	require.NoError(t, err)
	return r.MessageID
}

func TestDeliverText(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	alice := s.User(telegramtest.Profile{FirstName: "Aigerim"})
	asked := alice.Says("hello")

	id := deliver(t, c, bot.Delivery{Replies: asked.ID, Outgoing: bot.Outgoing{
		Chat: alice.ID(), Action: bot.Send, Text: "<b>Hi</b> &amp; welcome", Protect: true,
		Buttons: [][]bot.Button{{{Text: "Yes", Data: "y"}, {Text: "More", URL: "https://example.org"}}},
	}})
	m := alice.Inbox()[len(alice.Inbox())-1]
	require.Equal(t, id, m.ID)
	require.Equal(t, "Hi & welcome", m.Text)
	require.Equal(t, asked.ID, m.ReplyTo)
	require.True(t, m.Protected)
	require.Equal(t, [][]telegramtest.Button{{{Text: "Yes", Data: "y"}, {Text: "More", URL: "https://example.org"}}}, m.Buttons)

	change := bot.Delivery{Target: id, Outgoing: bot.Outgoing{Chat: alice.ID(), Action: bot.Edit, Text: "Done"}}
	require.Equal(t, id, deliver(t, c, change))
	require.Equal(t, id, deliver(t, c, change), "a message that is as wanted is a success")
	m = alice.Inbox()[len(alice.Inbox())-1]
	require.Equal(t, "Done", m.Text)
	require.Empty(t, m.Buttons)

	deliver(t, c, bot.Delivery{Target: id, Outgoing: bot.Outgoing{Chat: alice.ID(), Action: bot.Delete}})
	_, err := c.Deliver(t.Context(), change)
	require.Equal(t, bot.Missing, bot.FailureOf(err))

	deliver(t, c, bot.Delivery{Replies: 999_999, Outgoing: bot.Outgoing{Chat: alice.ID(), Action: bot.Send, Text: "still"}})
}

func TestDeliverMedia(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	alice := s.User(telegramtest.Profile{FirstName: "Aigerim"})
	for _, kind := range []bot.MediaKind{
		bot.Photo, bot.Video, bot.Animation, bot.VideoNote, bot.Voice, bot.Audio, bot.Document,
	} {
		file := alice.Sends(telegramtest.Media{Kind: string(kind), Size: 100}).Media[0]
		id := deliver(t, c, bot.Delivery{Outgoing: bot.Outgoing{
			Chat: alice.ID(), Action: bot.Send, Text: "<i>one</i>", Media: []bot.Media{{Kind: kind, FileID: file.FileID}},
		}})
		m := alice.Inbox()[len(alice.Inbox())-1]
		require.Equal(t, string(kind), m.Media[0].Kind)
		require.Equal(t, "one", m.Text, kind)

		deliver(t, c, bot.Delivery{Target: id, Outgoing: bot.Outgoing{
			Chat: alice.ID(), Action: bot.Edit, Text: "two", Media: []bot.Media{{Kind: kind, FileID: file.FileID}},
		}})
		require.Equal(t, "two", alice.Inbox()[len(alice.Inbox())-1].Text, kind)
	}

	first, second := alice.Sends(telegramtest.Photo("")), alice.Sends(telegramtest.Video(""))
	id := deliver(t, c, bot.Delivery{Outgoing: bot.Outgoing{Chat: alice.ID(), Action: bot.Send, Text: "both", Media: []bot.Media{
		{Kind: bot.Photo, FileID: first.Media[0].FileID}, {Kind: bot.Video, FileID: second.Media[0].FileID},
	}}})
	in := alice.Inbox()
	require.Equal(t, id, in[len(in)-2].ID)
	require.Equal(t, "both", in[len(in)-2].Text)
	require.Equal(t, in[len(in)-2].Album, in[len(in)-1].Album)

	_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{
		Chat: alice.ID(), Action: bot.Send, Media: []bot.Media{{Kind: bot.Photo, FileID: "of another bot"}},
	}})
	require.Equal(t, bot.Rejected, bot.FailureOf(err))
}

func TestDeliverLeave(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	owner := s.User(telegramtest.Profile{FirstName: "Owner"})
	g := s.Group("Neighbours", owner)
	owner.Adds(g, false)
	deliver(t, c, bot.Delivery{Outgoing: bot.Outgoing{Chat: g.ID(), Action: bot.Leave}})
	_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: g.ID(), Action: bot.Send, Text: "x"}})
	require.Equal(t, bot.Gone, bot.FailureOf(err))
}

func TestFailures(t *testing.T) {
	t.Parallel()
	refusal := func(code int, text, parameters string) string {
		return fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q,"parameters":{%s}}`, code, text, parameters)
	}
	for _, c := range []struct {
		status int
		body   string
		want   bot.DeliveryError
	}{
		{403, refusal(403, "Forbidden: bot was blocked by the user", ""), bot.DeliveryError{Failure: bot.Gone}},
		{403, refusal(403, "Forbidden: user is deactivated", ""), bot.DeliveryError{Failure: bot.Gone}},
		{403, refusal(403, "Forbidden: bot was kicked from the supergroup chat", ""), bot.DeliveryError{Failure: bot.Gone}},
		{403, refusal(403, "Forbidden: something new", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{400, refusal(400, "Forbidden: bot is not a member of the channel chat", ""), bot.DeliveryError{Failure: bot.Gone}},
		{400, refusal(400, "Bad Request: chat not found", ""), bot.DeliveryError{Failure: bot.Gone}},
		{400, refusal(400, "Bad Request: CHAT_WRITE_FORBIDDEN", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{400, refusal(400, "Bad Request: have no rights to send a message", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{400, refusal(400, "Bad Request: not enough rights to send text messages to the chat", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{400, refusal(400, "Bad Request: not enough rights to send photos to the chat", ""), bot.DeliveryError{Failure: bot.Unfit}},
		{400, refusal(400, "Bad Request: not enough rights to send video notes to the chat", ""), bot.DeliveryError{Failure: bot.Unfit}},
		{400, refusal(400, "Bad Request: CHAT_SEND_MEDIA_FORBIDDEN", ""), bot.DeliveryError{Failure: bot.Unfit}},
		{400, refusal(400, "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN", ""), bot.DeliveryError{Failure: bot.Unfit}},
		{400, refusal(400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{400, refusal(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN", ""), bot.DeliveryError{Failure: bot.Unfit}},
		{403, refusal(403, "Forbidden: VOICE_MESSAGES_FORBIDDEN", ""), bot.DeliveryError{Failure: bot.Unfit}},
		{400, refusal(400, "Bad Request: user restricted receiving of voice messages", ""), bot.DeliveryError{Failure: bot.Unfit}},
		{400, refusal(400, "Bad Request: need administrator rights in the channel chat", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{403, refusal(403, "Forbidden: not enough rights to send text messages to the chat", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{400, refusal(400, "Bad Request: CHAT_RESTRICTED", ""), bot.DeliveryError{Failure: bot.Forbidden}},
		{400, refusal(400, "Bad Request: USER_IS_BLOCKED", ""), bot.DeliveryError{Failure: bot.Gone}},
		{400, refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable", ""),
			bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfItem}},
		{400, refusal(400, "Bad Request: wrong file identifier/HTTP URL specified", ""), bot.DeliveryError{Failure: bot.Rejected}},
		{413, "<html>Request Entity Too Large", bot.DeliveryError{Failure: bot.Rejected}},
		{400, refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", `"migrate_to_chat_id":-1009`),
			bot.DeliveryError{Failure: bot.Moved, MovedTo: -1009}},
		{429, refusal(429, "Too Many Requests: retry after 7", `"retry_after":7`),
			bot.DeliveryError{Failure: bot.TooFast, RetryAfter: 7 * time.Second}},
		{429, refusal(429, "Too Many Requests", ""), bot.DeliveryError{Failure: bot.TooFast, RetryAfter: time.Second}},
		{429, "<html>", bot.DeliveryError{Failure: bot.TooFast, RetryAfter: 5 * time.Second, Global: true}},
		{400, refusal(400, "Bad Request: message to edit not found", ""), bot.DeliveryError{Failure: bot.Missing}},
		{400, refusal(400, "Bad Request: message to be replied not found", ""), bot.DeliveryError{Failure: bot.Missing}},
		{400, refusal(400, "Bad Request: MESSAGE_ID_INVALID", ""), bot.DeliveryError{Failure: bot.Missing}},
		{400, refusal(400, "Bad Request: message is too long", ""), bot.DeliveryError{Failure: bot.Rejected}},
		{401, refusal(401, "Unauthorized", ""), bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfAccount}},
		{404, refusal(404, "Not Found", ""), bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfAccount}},
		{404, refusal(404, "Not Found: method not found", ""), bot.DeliveryError{Failure: bot.Rejected}},
		{500, refusal(500, "Internal Server Error", ""), bot.DeliveryError{Failure: bot.Unavailable}},
		{500, `{"message":"API method 'sendPhoto' is not supported."}`, bot.DeliveryError{Failure: bot.Rejected}},
		{500, `{"message":"oops"}`, bot.DeliveryError{Failure: bot.Unavailable}},
		{502, "<html>Bad Gateway", bot.DeliveryError{Failure: bot.Unavailable}},
		{503, "", bot.DeliveryError{Failure: bot.Unavailable}},
		{504, "<html>", bot.DeliveryError{Failure: bot.Uncertain}},
		{403, "<html>Blocked by order", bot.DeliveryError{Failure: bot.Unavailable}},
		{302, "", bot.DeliveryError{Failure: bot.Unavailable}},
		{200, "<html>Log in to the hotel's network", bot.DeliveryError{Failure: bot.Uncertain}},
		{200, `{"ok":true,"result":"what?"}`, bot.DeliveryError{Failure: bot.Uncertain}},
	} {
		t.Run(fmt.Sprint(c.status, " ", c.body), func(t *testing.T) {
			t.Parallel()
			_, err := answering(t, c.status, c.body).Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: 5, Text: "x"}})
			var got *bot.DeliveryError
			require.ErrorAs(t, err, &got)
			c.want.Code = c.status
			if strings.Contains(c.body, "error_code\":403") || c.status == 403 {
				c.want.Code = 403
			}
			c.want.Reason = got.Reason
			require.Equal(t, c.want, *got)
		})
	}
}

func TestResultThatIsNotThereIsSuccess(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"ok":true,"result":null}`, `{"ok":true}`} {
		r, err := answering(t, 200, body).Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: 5, Text: "x"}})
		require.NoError(t, err)
		require.Zero(t, r)
	}
}

func TestSurelyNotSentAndUncertain(t *testing.T) {
	t.Parallel()
	send := bot.Delivery{Outgoing: bot.Outgoing{Action: bot.Send, Text: "x"}}

	t.Run("connection refused", func(t *testing.T) {
		t.Parallel()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		require.NoError(t, l.Close())
		_, err = client(t, telegram.Options{Token: token, URL: "http://" + l.Addr().String()}).Deliver(t.Context(), send)
		require.Equal(t, bot.Unavailable, bot.FailureOf(err))
	})
	t.Run("stopped before", func(t *testing.T) {
		t.Parallel()
		s, c := start(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := c.Deliver(ctx, send)
		require.Equal(t, bot.Unavailable, bot.FailureOf(err))
		require.Empty(t, s.Calls())
	})
	t.Run("broken off after", func(t *testing.T) {
		t.Parallel()
		s, c := start(t)
		alice := s.User(telegramtest.Profile{FirstName: "Aigerim"})
		alice.Says("hello")
		s.Break(telegramtest.Fault{Method: "sendMessage", CutAfter: true})
		d := send
		d.Chat = alice.ID()
		_, err := c.Deliver(t.Context(), d)
		require.Equal(t, bot.Uncertain, bot.FailureOf(err))
		require.Len(t, s.Calls(), 1)
	})
	t.Run("stopped while waiting for the answer", func(t *testing.T) {
		t.Parallel()
		arrived := make(chan struct{})
		s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			close(arrived)
			<-r.Context().Done()
		}))
		defer s.Close()
		ctx, cancel := context.WithCancel(t.Context())
		go func() { <-arrived; cancel() }()
		_, err := client(t, telegram.Options{Token: token, URL: s.URL}).Deliver(ctx, send)
		require.Equal(t, bot.Uncertain, bot.FailureOf(err))
	})
}

func TestNothingTellsTheToken(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	var logged bytes.Buffer
	log := slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for _, proxy := range []string{"", "http://user:PASSWORD@" + l.Addr().String(), "socks5://user:PASSWORD@" + l.Addr().String()} {
		c := client(t, telegram.Options{Token: token, URL: "http://" + l.Addr().String(), Proxy: proxy, Log: log})
		_, err = c.Connect(t.Context())
		require.Equal(t, bot.Unavailable, bot.FailureOf(err))
		c.AnswerCallback(t.Context(), "1", "x", false)
		c.Wait()
		for _, text := range []string{err.Error(), fmt.Sprintf("%v %+v %#v %s", c, c, c, c), logged.String()} {
			require.NotContains(t, text, "SECRET")
			require.NotContains(t, text, "PASSWORD")
		}
		var address *url.Error
		require.NotErrorAs(t, err, &address)
	}
}

func TestReasonsQuoteNobody(t *testing.T) {
	t.Parallel()
	c := answering(t, 400, `{"ok":false,"error_code":400,"description":`+
		`"Bad Request: can't parse entities: tag \"mysecret\" of 'http://secret.kz' in chat -100123456 can't"}`)
	_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Text: "x"}})
	require.EqualError(t, err,
		"delivery failed (rejected, code 400): sendMessage: Bad Request: can't parse entities: tag … of … in chat … can't")
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("followed with the token") }))
	defer thief.Close()
	s := httptest.NewServer(http.RedirectHandler(thief.URL, http.StatusTemporaryRedirect))
	defer s.Close()
	c, err := telegram.New(telegram.Options{Token: token, URL: s.URL, Log: quiet()})
	require.NoError(t, err)
	_, err = c.Connect(t.Context())
	require.Equal(t, bot.Unavailable, bot.FailureOf(err))
}

func TestOptionsThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, o := range []telegram.Options{
		{Token: ""}, {Token: "1:a/b"}, {Token: token, URL: "api.telegram.org"}, {Token: token, URL: "ftp://x"},
		{Token: token, Proxy: "::"}, {Token: token, Proxy: "ftp://x"}, {Token: token, Proxy: "127.0.0.1:8080"},
	} {
		o.Log = quiet()
		_, err := telegram.New(o)
		require.Error(t, err)
		require.NotContains(t, err.Error(), "127.0.0.1")
	}
}

func TestProxy(t *testing.T) {
	t.Parallel()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Host != "telegram.invalid" {
			t.Error("asked for another server")
		}
		_, _ = io.WriteString(w, `{"ok":true,"result":{"id":42,"username":"rastau_bot","first_name":"Rastau"}}`)
	}))
	defer proxy.Close()
	me, err := client(t, telegram.Options{Token: token, URL: "http://telegram.invalid/", Proxy: proxy.URL}).Connect(t.Context())
	require.NoError(t, err)
	require.Equal(t, telegram.Me{ID: 42, Username: "rastau_bot", Name: "Rastau"}, me)
}

func TestAnswerCallback(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	alice := s.User(telegramtest.Profile{FirstName: "Aigerim"})
	alice.Says("hello")
	deliver(t, c, bot.Delivery{Outgoing: bot.Outgoing{
		Chat: alice.ID(), Action: bot.Send, Text: "?", Buttons: [][]bot.Button{{{Text: "Yes", Data: "y"}}},
	}})
	alice.Presses(alice.Inbox()[len(alice.Inbox())-1], "Yes")
	raw, err := c.GetUpdates(t.Context(), 0, 100, 0)
	require.NoError(t, err)
	u, err := telegram.Decode(raw[len(raw)-1])
	require.NoError(t, err)

	ctx, cancel := context.WithCancel(t.Context())
	cancel() // whoever handled the press may be done with it already
	c.AnswerCallback(ctx, u.Press.ID, strings.Repeat("ы", 250), false)
	c.AnswerCallback(ctx, "long ago", "x", true)
	c.Wait()
	require.Equal(t, []string{strings.Repeat("ы", 200)}, alice.CallbackAnswers())
}

func TestCallbackAnswersAreBounded(t *testing.T) {
	t.Parallel()
	s, _ := start(t)
	release := make(chan struct{})
	s.Break(telegramtest.Fault{Method: "answerCallbackQuery", Times: 1000, Until: release})
	metrics := prometheus.NewRegistry()
	c := client(t, telegram.Options{Token: s.Token(), URL: s.URL(), Metrics: metrics})
	for range 200 {
		c.AnswerCallback(t.Context(), "1", "x", false)
	}
	close(release)
	c.Wait()
	require.NoError(t, testutil.GatherAndCompare(metrics, strings.NewReader(`
# HELP rastau_telegram_toasts_dropped_total Button presses left unanswered because too many were on their way.
# TYPE rastau_telegram_toasts_dropped_total counter
rastau_telegram_toasts_dropped_total 72
`), "rastau_telegram_toasts_dropped_total"))
}

func TestConflict(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	require.NoError(t, c.SetWebhook(t.Context(), "http://127.0.0.1:1/", "secret"))
	_, err := c.GetUpdates(t.Context(), 0, 100, 0)
	require.ErrorIs(t, err, telegram.ErrConflict)
	var why *bot.DeliveryError
	require.ErrorAs(t, err, &why)

	require.NoError(t, c.DeleteWebhook(t.Context()))
	s.User(telegramtest.Profile{FirstName: "Aigerim"}).Says("hello")
	raw, err := c.GetUpdates(t.Context(), 0, 100, 0)
	require.NoError(t, err)
	require.Len(t, raw, 1)
}

func TestProfile(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	require.NoError(t, c.SetCommands(t.Context(), "kk", []telegram.Command{{Name: "status", Description: "Күйі"}}))
	require.JSONEq(t, `[{"command":"status","description":"Күйі"}]`, s.Commands("kk"))
	require.NoError(t, c.SetDescription(t.Context(), "", "What it does", "Short"))
}

func TestWrongToken(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	me, err := c.Connect(t.Context())
	require.NoError(t, err)
	require.Equal(t, "rastau_bot", me.Username)
	_, err = client(t, telegram.Options{Token: token, URL: s.URL()}).Connect(t.Context())
	require.True(t, telegram.IsWrongToken(err))
}

// TestAFileOfSomebodysIsProtected sends files that people sent in every way, and one that the bot makes.
func TestAFileOfSomebodysIsProtected(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	alice := s.User(telegramtest.Profile{FirstName: "Aigerim"})
	photo := alice.Sends(telegramtest.Media{Kind: "photo", Bytes: drawing(t, 50, 50), Size: 1000}).Media[0].FileID
	video := alice.Sends(telegramtest.Video("")).Media[0].FileID
	seen := len(alice.Inbox())
	for name, media := range map[string][]bot.Media{
		"one":      {{Kind: bot.Video, FileID: video}},
		"cleaned":  {{Kind: bot.Photo, FileID: photo, Clean: true}},
		"an album": {{Kind: bot.Photo, FileID: photo}, {Kind: bot.Video, FileID: video}},
	} {
		deliver(t, c, bot.Delivery{Outgoing: bot.Outgoing{Chat: alice.ID(), Action: bot.Send, Media: media, Text: "what is that?"}})
		all := alice.Inbox()
		for _, m := range all[seen:] {
			require.True(t, m.Protected, name)
		}
		require.Greater(t, len(all), seen)
		seen = len(all)
	}
	c.SetRenderer(bot.FileRenderers{"card": &renderer{file: drawing(t, 100, 100)}})
	deliver(t, c, bot.Delivery{Outgoing: bot.Outgoing{Chat: alice.ID(), Action: bot.Send, Media: []bot.Media{{Kind: bot.Photo, Rendered: "card/a.png"}}, Text: "a card"}})
	require.False(t, alice.Inbox()[seen].Protected, "what is made is to be passed on")
}
