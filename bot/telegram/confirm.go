package telegram

import (
	"context"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
)

// confirmTimeout is how long what is to be said waits to become durable before the caller gets it back.
const confirmTimeout = 10 * time.Second

// silent tells the methods by which nobody is told anything: those that ask, and those that say what the bot is like.
func silent(method string) bool {
	return strings.HasPrefix(method, "get") || strings.HasPrefix(method, "setMy") || strings.HasSuffix(method, "Webhook")
}

// confirmed waits until what a call says may be said. Every call passes here.
func (c *Client) confirmed(ctx context.Context, method string) error {
	if c.confirm == nil || silent(method) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, confirmTimeout)
	defer cancel()
	if err := c.confirm(ctx); err != nil {
		return &bot.DeliveryError{Failure: bot.Unconfirmed, Reason: method + ": " + err.Error()}
	}
	return nil
}
