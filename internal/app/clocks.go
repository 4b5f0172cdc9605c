package app

import (
	"context"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/internal/clocks"
)

// answered takes note of every answer from Telegram.
func (a *App) answered(date time.Time, took time.Duration) {
	a.clock.Answered(date, took)
	a.contact.answered()
}

// watchClocks tells the operators when clocks begin to differ and when they agree again: each at most once an hour.
func (a *App) watchClocks(o Options, texts *locale.Texts) *clocks.Watch {
	w := &clocks.Watch{Clock: a.clock, Log: a.log, Tell: func(ctx context.Context, why string) error {
		key, text := "clocks.agree.", texts.For("en").T("clocks.agree")
		if why != "" {
			key, text = "clocks.differ.", texts.For("en").T("clocks.differ", "Why", why)
		}
		key += strconv.FormatInt(a.clock.Now().Unix()/3600, 10)
		var out []bot.Outgoing
		for _, id := range a.settings.Operators {
			out = append(out, bot.Outgoing{Key: key, Chat: id, Action: bot.Send, Priority: bot.Notice, Text: text})
		}
		return a.Outbox.Send(ctx, out...)
	}}
	if o.Compared {
		w.Redis = a.redis
	}
	return w
}
