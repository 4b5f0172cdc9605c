package test

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/vault"
)

// TestTheQuarantineHasAWayBack lists, retries and drops what cannot be read, while the bot runs.
func TestTheQuarantineHasAWayBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, &bytes.Buffer{}, 2, nil)
	keys, err := vault.ParseKeys([]byte(harness.Keys))
	require.NoError(t, err)
	q := app.NewQuarantine(h.redis, vault.New(keys))
	list := func() string {
		var out bytes.Buffer
		require.NoError(t, q.List(t.Context(), &out))
		return out.String()
	}
	require.Equal(t, "Nothing is in quarantine.\n", list())
	for range 2 {
		h.tg.Inject(`{"update_id":%d,"message":{"message_id":1,"chat":{"id":-1005,"type":"group"},"text":{"secret":1}}}`)
	}
	h.settle()
	said := list()
	require.NotContains(t, said, "secret")
	require.NotContains(t, said, "1005")
	numbers := regexp.MustCompile(`(?m)^u\d+`).FindAllString(said, -1)
	require.Len(t, numbers, 2, said)
	require.Contains(t, said, "cannot be read")

	var out bytes.Buffer
	one, err := app.ParseChoice(numbers[:1], false)
	require.NoError(t, err)
	require.NoError(t, q.Retry(t.Context(), one, &out))
	require.Contains(t, out.String(), "1 will be tried again")
	h.settle()
	require.Regexp(t, `(?m)cannot be read\s+2$`, list(), "it comes back, and is counted")
	out.Reset()
	require.NoError(t, q.Retry(t.Context(), one, &out))
	require.Equal(t, "1 of them is not there any more, or cannot be opened with these keys.\n", out.String(), "it has another number now")
	all, err := app.ParseChoice(nil, true)
	require.NoError(t, err)
	require.NoError(t, q.Drop(t.Context(), all, &out))
	require.Equal(t, "Nothing is in quarantine.\n", list())
	out.Reset()
	require.NoError(t, q.Retry(t.Context(), all, &out))
	require.Equal(t, "There was nothing to do: rastau quarantine list shows what is there.\n", out.String())
	for _, wrong := range [][]string{nil, {"17"}, {"x1"}, {"u1; rm"}, {""}} {
		_, err := app.ParseChoice(wrong, false)
		require.Error(t, err)
	}
	_, err = app.ParseChoice([]string{"u1"}, true)
	require.Error(t, err)
}

// TestNothingThatConcernsOneChatIsSetAside refuses every call that the bot makes while it handles what comes from a group and a
// person: nothing ends in quarantine, and the chat is not held up.
func TestNothingThatConcernsOneChatIsSetAside(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"getChatMember", "getFile", "answerCallbackQuery", "answerInlineQuery"} {
		for _, refusal := range []string{"CHAT_ADMIN_REQUIRED", "member list is inaccessible", "chat not found", "user not found", "something new"} {
			t.Run(method+" "+refusal, func(t *testing.T) {
				t.Parallel()
				h := newHouse(t, &bytes.Buffer{}, 2, nil)
				u := h.tg.User(telegramtest.Profile{FirstName: "U", Language: "en"})
				u.Says("/start")
				g := h.tg.Group("G", u)
				u.Adds(g, true)
				u.SaysIn(g, "/subscribe")
				h.settle()
				shown := g.Messages()
				h.tg.Break(telegramtest.Fault{Method: method, Error: refusal, Times: 1000})
				u.SaysIn(g, "/subscribe")
				u.SaysIn(g, "/unsubscribe")
				u.SendsIn(g, telegramtest.Photo("a"))
				u.Replies(u.SendsIn(g, telegramtest.Photo("b")), "/check")
				u.Presses(shown[len(shown)-1], "English")
				u.Sends(telegramtest.Photo("Is it true?"))
				u.Searches("water")
				h.settle()
				n, err := h.app.Intake.Quarantined(t.Context())
				require.NoError(t, err)
				require.Zero(t, n)
			})
		}
	}
}
