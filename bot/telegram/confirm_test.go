package telegram_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/bot/telegramtest"
)

// TestNothingIsSaidThatIsNotConfirmed makes every call by which somebody may be told something.
func TestNothingIsSaidThatIsNotConfirmed(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New()
	t.Cleanup(tg.Close)
	var asked atomic.Int64
	c, err := telegram.New(telegram.Options{
		Token: tg.Token(), URL: tg.URL(), Log: slog.New(slog.DiscardHandler),
		Confirm: func(context.Context) error { asked.Add(1); return errors.New("not yet") },
	})
	require.NoError(t, err)
	t.Cleanup(c.CloseIdle)
	ctx := t.Context()
	_, err = c.Connect(ctx)
	require.NoError(t, err)
	_, err = c.GetUpdates(ctx, 0, 1, 0)
	require.NoError(t, err)
	require.NoError(t, c.SetCommands(ctx, "", nil))
	require.NoError(t, c.DeleteWebhook(ctx))
	require.Zero(t, asked.Load(), "to ask tells nothing")

	u := tg.User(telegramtest.Profile{FirstName: "A"})
	u.Says("/start")
	before := len(tg.Calls())
	d := bot.Outgoing{Chat: u.ID(), Text: "hello"}
	for _, action := range []bot.Action{bot.Send, bot.Edit, bot.Delete, bot.Leave} {
		d.Action = action
		_, err := c.Deliver(ctx, bot.Delivery{Outgoing: d, Target: 1})
		require.Equal(t, bot.Unconfirmed, bot.FailureOf(err), action)
	}
	d.Action, d.Media = bot.Send, []bot.Media{{Kind: bot.Photo, FileID: "x"}, {Kind: bot.Photo, FileID: "y"}}
	_, err = c.Deliver(ctx, bot.Delivery{Outgoing: d})
	require.Equal(t, bot.Unconfirmed, bot.FailureOf(err))
	c.Cards(ctx, "search", nil)
	c.AnswerCallback(ctx, "press", "noted", false)
	c.Wait()
	require.EqualValues(t, 7, asked.Load())
	require.Len(t, tg.Calls(), before, "nothing was said")
}
