package app

import (
	"context"
	"strconv"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/internal/redismemory"
)

// watchMemory tells the operators when Redis gets short of memory, takes nothing new, and has room again: each at most once an hour.
func (a *App) watchMemory(o Options, texts *locale.Texts) *redismemory.Watch {
	w := &redismemory.Watch{Most: int64(a.settings.RedisMemory) << 20, Clock: a.clock, Log: a.log}
	w.Tell = func(ctx context.Context, s redismemory.State) error {
		key := "memory." + string(s) + "." + strconv.FormatInt(a.clock.Now().Unix()/3600, 10)
		text := texts.For("en").T("memory."+string(s), "Percent", int(100*w.Used()))
		var out []bot.Outgoing
		for _, id := range a.settings.Operators {
			out = append(out, bot.Outgoing{Key: key, Chat: id, Action: bot.Send, Priority: bot.Notice, Text: text})
		}
		return a.Outbox.Send(ctx, out...)
	}
	if o.Compared {
		w.Redis = a.redis
	}
	w.Register(a.metrics)
	return w
}
