package telegram

import (
	"context"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// AnswerCallback answers a button press, once and in the background; see [bot.CallbackAnswerer]. It outlives ctx, whose work may end
// before the answer is out.
func (c *Client) AnswerCallback(ctx context.Context, callbackID, text string, alert bool) {
	select {
	case c.answers <- struct{}{}:
	default:
		c.metrics.answersDropped.Inc() // the queue is so long that this one would be late
		return
	}
	ctx = context.WithoutCancel(ctx)
	c.flying.Go(func() {
		defer func() { <-c.answers }()
		p := tgbotapi.Params{"callback_query_id": callbackID}
		p.AddNonEmpty("text", shorten(text, longestAnswer))
		p.AddBool("show_alert", alert)
		if err := c.call(ctx, answerTimeout, "answerCallbackQuery", p, nil); err != nil {
			c.log.Debug("a press could not be answered", "error", err)
		}
	})
}

// Wait waits for the toasts on their way. Nobody may toast meanwhile.
func (c *Client) Wait() { c.flying.Wait() }

// shorten cuts a text to so many UTF-16 units, and no character in two.
func shorten(text string, most int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > most {
			return text[:i]
		}
	}
	return text
}
