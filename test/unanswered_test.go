package test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

const unseenRussian = "Мне сейчас не видно, кто администратор этого чата"

// unanswered is a group of which Telegram does not say who is in it, while it answers everything else.
func unanswered(t *testing.T) (r *refusing, pavel, other *telegramtest.User, yard *telegramtest.Group) {
	t.Helper()
	r = newRefusing(t, 0)
	pavel = r.tg.User(telegramtest.Profile{FirstName: "Pavel", Language: "ru"})
	other = r.tg.User(telegramtest.Profile{FirstName: "Aigerim", Language: "kk"})
	yard = r.tg.Group("Двор", pavel, other)
	pavel.Adds(yard, true)
	r.settleMoving()
	r.tg.Break(telegramtest.Fault{Method: "getChatMember", Chat: yard.ID(), Status: 500, Times: telegramtest.Always})
	return r, pavel, other, yard
}

// saidIn is what the bot said in a group.
func saidIn(g *telegramtest.Group) string {
	var b strings.Builder
	for _, m := range g.Messages() {
		if m.FromBot {
			b.WriteString(m.Text + "\n")
		}
	}
	return b.String()
}

// TestAChatOfWhichTelegramSaysNothingIsAnsweredSoon, each in their language, and its later commands are as well.
func TestAChatOfWhichTelegramSaysNothingIsAnsweredSoon(t *testing.T) {
	t.Parallel()
	r, pavel, other, yard := unanswered(t)
	began := r.clock.Now()
	pavel.SaysIn(yard, "/subscribe")
	r.settleMoving()
	require.Contains(t, saidIn(yard), unseenRussian)
	require.Less(t, r.clock.Since(began), 20*time.Second)
	other.SaysIn(yard, "/unsubscribe")
	r.settleMoving()
	require.Contains(t, saidIn(yard), "Қазір бұл чаттың әкімшісі кім екенін көре алмай тұрмын")
	require.NotContains(t, saidIn(yard), "Что здесь публиковать?")
	kept, err := r.app.Intake.Isolated(t.Context())
	require.NoError(t, err)
	require.Empty(t, kept)

	r.tg.Mend()
	pavel.SaysIn(yard, "/subscribe")
	r.settleMoving()
	require.Contains(t, saidIn(yard), "Что здесь публиковать?")
}

// TestAnOutageIsWaitedForWhereTelegramSaysNothingOfAChat: nobody is told that their chat cannot be seen because nothing can.
func TestAnOutageIsWaitedForWhereTelegramSaysNothingOfAChat(t *testing.T) {
	t.Parallel()
	r, pavel, _, yard := unanswered(t)
	r.tg.Mend()
	r.tg.CutOff(true)
	began := r.clock.Now()
	pavel.SaysIn(yard, "/subscribe")
	require.Eventually(t, func() bool {
		r.clock.Advance(100 * time.Millisecond)
		return strings.Count(r.log.String(), "an update could not be handled") > 20
	}, harness.Longest, 2*time.Millisecond)
	require.Greater(t, r.clock.Since(began), 11*time.Second)
	r.tg.CutOff(false)
	r.settleMoving()
	require.Contains(t, saidIn(yard), "Что здесь публиковать?")
	require.NotContains(t, saidIn(yard), unseenRussian)
}
