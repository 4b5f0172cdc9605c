package telegram_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/bot/telegramtest"
)

// TestWhoRunsAChatIsKnownOrNotAndNeverAFailure answers getChatMember in every way in which Telegram refuses it: the refusal is the
// answer. Only what passes is an error, so that the same is asked again.
func TestWhoRunsAChatIsKnownOrNotAndNeverAFailure(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]bot.Standing{
		`{"ok":true,"result":{"status":"creator","user":{"id":5}}}`:                                                                                               bot.Admin,
		`{"ok":true,"result":{"status":"administrator","user":{"id":5}}}`:                                                                                         bot.Admin,
		`{"ok":true,"result":{"status":"member","user":{"id":5}}}`:                                                                                                bot.Member,
		`{"ok":true,"result":{"status":"restricted","is_member":true,"user":{"id":5}}}`:                                                                           bot.Member,
		`{"ok":true,"result":{"status":"left","user":{"id":5}}}`:                                                                                                  bot.Absent,
		`{"ok":true,"result":{"status":"kicked","user":{"id":5}}}`:                                                                                                bot.Absent,
		`{"ok":false,"error_code":400,"description":"Bad Request: CHAT_ADMIN_REQUIRED"}`:                                                                          bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: member list is inaccessible"}`:                                                                  bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`:                                                                               bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: user not found"}`:                                                                               bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: member not found"}`:                                                                             bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: PARTICIPANT_ID_INVALID"}`:                                                                       bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: invalid user_id specified"}`:                                                                    bot.Unseen,
		`{"ok":false,"error_code":403,"description":"Forbidden: bot is not a member of the supergroup chat"}`:                                                     bot.Unseen,
		`{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the group chat"}`:                                                             bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: something new"}`:                                                                                bot.Unseen,
		`{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1000000099}}`: bot.Unseen, // both sides say so
		`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}`:                                           "",
		`{"ok":false,"error_code":500,"description":"Internal Server Error"}`:                                                                                     "",
	} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(answer)) }))
			t.Cleanup(s.Close)
			is, err := client(t, telegram.Options{Token: "1:a", URL: s.URL}).Standing(t.Context(), -5, 5)
			if want == "" {
				require.Error(t, err)
				require.True(t, bot.FailureOf(err).Passes())
				return
			}
			require.NoError(t, err)
			require.Equal(t, want, is)
		})
	}
}

// TestWhatFailsForOneChatAloneIsNoOutage: getChatMember gets no answer that counts for one chat while getMe works. That passes as long
// as there is patience with it, and then it is not known who runs the chat. While getMe fails as well, it is an outage.
func TestWhatFailsForOneChatAloneIsNoOutage(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"a page":                {Status: 500},
		"an error of Telegram":  {Error: "Internal Server Error", Code: 500},
		"too fast for one chat": {RetryAfter: time.Second},
		"nothing":               {CutBefore: true},
		"nonsense":              {Garbage: true},
		"no such method":        {Error: "Not Found", Code: 404},
		"a token that is wrong": {Error: "Unauthorized", Code: 401},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t)
			for _, method := range []string{"getChatMember", "getChat", "getChatAdministrators"} {
				fault.Method, fault.Chat, fault.Times = method, -5, telegramtest.Always
				s.Break(fault)
			}
			_, err := c.Standing(t.Context(), -5, 5)
			require.True(t, bot.FailureOf(err).Passes())
			require.Equal(t, bot.OfChat, bot.ScopeOf(err))
			_, _, err = c.Runs(t.Context(), -5)
			require.True(t, bot.FailureOf(err).Passes())
			require.Equal(t, bot.OfChat, bot.ScopeOf(err))

			over := bot.WithPatience(t.Context(), time.Now())
			is, err := c.Standing(over, -5, 5)
			require.NoError(t, err)
			require.Equal(t, bot.Unseen, is)
			_, _, err = c.Runs(over, -5)
			require.NoError(t, err)

			s.CutOff(true)
			_, err = c.Standing(over, -5, 5)
			require.True(t, bot.FailureOf(err).Passes())
			require.True(t, bot.ScopeOf(err).Stops(), "with patience or without")
			s.CutOff(false)
		})
	}
}
