package telegram

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/bot"
)

// askTimeout is how long the calls may take that ask about one chat: its people wait for the answer.
const askTimeout = 10 * time.Second

// concerning makes calls that ask about one chat. Where they fail while getMe is answered, it is no outage: the failure is of that
// chat ([bot.OfChat]), and once the patience with it is over ([bot.WithPatience]) it is a refusal.
func (c *Client) concerning(ctx context.Context, calls func(ctx context.Context) error) error {
	asking, cancel := context.WithTimeout(ctx, askTimeout)
	err := calls(asking)
	cancel()
	why, ok := errors.AsType[*bot.DeliveryError](err)
	if !ok || !why.Failure.Passes() || ctx.Err() != nil || c.Ping(ctx) != nil {
		return err
	}
	own := *why
	own.Scope = bot.OfChat
	if bot.PatienceLeft(ctx, c.routes.clock.Now(), askTimeout) == 0 {
		c.log.Warn("a call about one chat fails while others are answered, and is given up", "reason", own.Reason)
		own.Failure = bot.Rejected
	}
	return &own
}
