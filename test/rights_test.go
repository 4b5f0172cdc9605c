package test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

// posting is a bot with a reviewer, and a group that gets results.
type posting struct {
	*refusing
	operator, reviewer, owner *telegramtest.User
	group                     *telegramtest.Group
}

func newPosting(t *testing.T) *posting {
	t.Helper()
	p := &posting{refusing: newRefusing(t, 2)}
	p.operator = p.tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	p.reviewer = p.joins(p.operator, "reviewer")
	p.owner = p.tg.User(telegramtest.Profile{FirstName: "Owner", Language: "en"})
	p.group = p.tg.Group("Yard", p.owner)
	return p
}

// publishes has something checked and its result go out.
func (p *posting) publishes(words string) {
	p.t.Helper()
	p.asker.Says(words)
	p.asks()
	p.settle()
	for _, u := range p.volunteers {
		p.presses(u, "False")
	}
	p.presses(p.reviewer, "Approve")
}

func (p *posting) presses(u *telegramtest.User, button string) {
	p.t.Helper()
	for _, m := range slices.Backward(u.Inbox()) {
		if _, ok := m.Button(button); ok {
			u.Presses(m, button)
			break
		}
	}
	p.settle()
}

// later is pass that goes on to let time pass, for the lease of whoever sends may have run out.
func (p *posting) later(d time.Duration) {
	p.t.Helper()
	p.clock.Advance(d)
	require.NoError(p.t, p.app.Tick(p.t.Context()))
	p.settleMoving()
}

func (p *posting) inGroup() string {
	text := ""
	for _, m := range p.group.Messages() {
		text += m.Text + "\n"
	}
	return text
}

const (
	firstNews  = "They say that the shops in the whole town will be closed for a week from tomorrow on."
	secondNews = "Somebody wrote that buses across the river do not run any more, since the bridge is mined."
)

// TestARefusalOfOneMinuteEndsNoSubscription, whatever Telegram calls the right that lacks.
func TestARefusalOfOneMinuteEndsNoSubscription(t *testing.T) {
	t.Parallel()
	for _, why := range []string{
		"Bad Request: not enough rights to send text messages to the chat", "Bad Request: CHAT_WRITE_FORBIDDEN",
		"Bad Request: have no rights to send a message", "Bad Request: CHAT_RESTRICTED", "Forbidden: something new",
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			p := newPosting(t)
			p.owner.Says("/start")
			p.owner.Adds(p.group, false)
			p.settle()
			code := 400
			if strings.HasPrefix(why, "Forbidden") {
				code = 403
			}
			p.tg.Break(telegramtest.Fault{Method: "sendMessage", Chat: p.group.ID(), Error: why, Code: code})
			p.publishes(firstNews)
			require.NotContains(t, p.inGroup(), "shops")
			require.Equal(t, 1, strings.Count(inboxText(p.owner), "I can't write in “Yard” any more"), "who runs it is told")
			p.later(time.Minute)
			require.Equal(t, 1, strings.Count(p.inGroup(), "shops"), "what was missed is sent, once")
			p.publishes(secondNews)
			require.Contains(t, p.inGroup(), "mined")
		})
	}
}

// TestARightThatLacksForDaysIsSaidOnceAndFoundWithoutAWord: the whole group is muted, of which Telegram tells nobody.
func TestARightThatLacksForDaysIsSaidOnceAndFoundWithoutAWord(t *testing.T) {
	t.Parallel()
	p := newPosting(t)
	p.owner.Says("/start")
	p.owner.Adds(p.group, false)
	p.settle()
	p.group.Forbids(telegramtest.Text)
	p.publishes(firstNews)
	for range 20 {
		p.later(6 * time.Hour)
	}
	p.publishes(secondNews)
	require.Equal(t, 1, strings.Count(inboxText(p.owner), "I can't write in “Yard” any more"))
	p.operator.Says("/stats")
	p.settle()
	require.Contains(t, inboxText(p.operator), "in which I may not write: 1")
	p.group.Allows(telegramtest.Text)
	for range 3 {
		p.later(6 * time.Hour)
	}
	require.Equal(t, 1, strings.Count(p.inGroup(), "shops"))
	require.Equal(t, 1, strings.Count(p.inGroup(), "buses"))
	require.Len(t, p.group.Messages(), 2, "the greeting, and what was missed in one message")
	p.operator.Says("/stats")
	p.settle()
	all := p.operator.Inbox()
	require.NotContains(t, all[len(all)-1].Text, "may not write")
}

// TestWhoGivesARightAndSaysSomethingIsHeardAtOnce: a command in the group tries it again.
func TestWhoGivesARightAndSaysSomethingIsHeardAtOnce(t *testing.T) {
	t.Parallel()
	p := newPosting(t)
	p.owner.Adds(p.group, false)
	p.settle()
	p.group.Forbids(telegramtest.Text)
	p.publishes(firstNews)
	p.group.Allows(telegramtest.Text)
	p.owner.SaysIn(p.group, "/subscribe")
	p.settle()
	require.Contains(t, p.inGroup(), "shops")
	require.NotContains(t, inboxText(p.owner), "I can't write", "they never wrote to the bot")
}

// TestWhereNoPicturesAreTakenWordsGo: a result is no picture, and needs no right to send any.
func TestWhereNoPicturesAreTakenWordsGo(t *testing.T) {
	t.Parallel()
	p := newPosting(t)
	p.owner.Adds(p.group, false)
	p.settle()
	p.group.Forbids("photo", "document")
	p.publishes(firstNews)
	require.Contains(t, p.inGroup(), "shops")
}
