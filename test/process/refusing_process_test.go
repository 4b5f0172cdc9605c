package process

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

// TestTheBinaryHoldsUpOnlyWhatIsRefused: a file that cannot be fetched and a group in which it may not write; everybody else gets what is
// for them, and what was missed follows.
func TestTheBinaryHoldsUpOnlyWhatIsRefused(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)
	p := start(t, tg.URL(), tg.Token(), t.TempDir(), "RASTAU_POLICY_ROUND_SIZE=3", "RASTAU_POLICY_MIN_VOTERS=3", "RASTAU_POLICY_MAX_ASKED=6",
		"RASTAU_POLICY_CONFIDENCE=0.51")
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()
	waits := func(u *telegramtest.User, m telegramtest.Match) telegramtest.Message {
		t.Helper()
		got, err := u.Waits(ctx, m)
		require.NoError(t, err)
		return got
	}
	operator := tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	joins := func(role string) *telegramtest.User {
		operator.Says("/invite " + role)
		_, word, _ := strings.Cut(waits(operator, telegramtest.Containing("?start=")).Text, "?start=")
		u := tg.User(telegramtest.Profile{FirstName: "V", Language: "en"})
		u.Says("/start " + strings.TrimSpace(word))
		waits(u, telegramtest.Containing("Thank you"))
		return u
	}
	volunteers, reviewer := []*telegramtest.User{joins("verifier"), joins("verifier"), joins("verifier")}, joins("reviewer")
	owner := tg.User(telegramtest.Profile{FirstName: "Owner", Language: "en"})
	owner.Says("/start")
	waits(owner, telegramtest.Containing("Rastau"))
	yard := tg.Group("Yard", owner)
	owner.Adds(yard, false)
	_, err := owner.WaitsIn(ctx, yard, telegramtest.Containing("/unsubscribe"))
	require.NoError(t, err)

	tg.Break(telegramtest.Fault{
		Method: "sendMessage", Chat: yard.ID(), Error: "Bad Request: not enough rights to send text messages to the chat", Code: 400, Times: telegramtest.Always,
	})
	asker := tg.User(telegramtest.Profile{FirstName: "A", Language: "en"})
	file := asker.Sends(harness.PictureFile(t)).Media[0]
	tg.Break(telegramtest.Fault{Method: telegramtest.Download, Status: 404, With: file.FileID, Times: telegramtest.Always})
	asker.Presses(waits(asker, telegramtest.WithButton("Is it true?")), "Is it true?")
	waits(asker, telegramtest.Containing("ode"))
	asker.Says("They say that the shops in the whole town will be closed for a week from tomorrow on.")
	asker.Presses(waits(asker, telegramtest.WithButton("Is it true?")), "Is it true?")
	for _, u := range volunteers {
		u.Presses(waits(u, telegramtest.WithButton("Misleading")), "False")
	}
	reviewer.Presses(waits(reviewer, telegramtest.WithButton("Approve")), "Approve")
	waits(asker, telegramtest.Containing("It is false"))
	waits(owner, telegramtest.Containing("I can't write in “Yard” any more"))
	require.Len(t, yard.Messages(), 1, "the greeting")

	tg.Mend()
	owner.SaysIn(yard, "/subscribe")
	_, err = owner.WaitsIn(ctx, yard, telegramtest.Containing("It is false"))
	require.NoError(t, err)
	require.NotContains(t, p.log.String(), "no call reaches Telegram")
	require.Equal(t, 0, p.stop(t))
}
