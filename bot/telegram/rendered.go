package telegram

import (
	"context"
	"errors"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// SetRenderer says who makes the files that messages name. It is called before the first delivery.
func (c *Client) SetRenderer(m bot.FileRenderer) { c.renderer = m }

// sendRendered makes a file and uploads it, unless the same was uploaded before. Nothing is sent before it is made, so what
// fails for a while can be tried again.
func (c *Client) sendRendered(ctx context.Context, d bot.Delivery, p tgbotapi.Params) (bot.Receipt, error) {
	kind := d.Media[0].Kind
	if d.Form == bot.AsAFile {
		kind = bot.Document
	}
	file, err := c.render(ctx, d.Media[0].Rendered)
	var receipt bot.Receipt
	if err == nil {
		receipt, err = c.sendOnce(ctx, kind, "made "+string(kind)+" "+file.Same, captioned(p, d), func(ctx context.Context, use func(upload) error) error {
			content, err := file.Content(ctx)
			passing := errors.Is(err, bot.ErrForNow)
			if err != nil && !passing {
				return err
			}
			name := file.Name
			if d.Form == bot.AsAFile {
				name = named(name, content)
			}
			return use(upload{name, content, passing})
		})
	}
	switch {
	case errors.Is(err, bot.ErrNoFile) && d.Text != "":
		d.Media = nil
		return c.send(ctx, d, tgbotapi.Params{"chat_id": p["chat_id"]})
	case errors.Is(err, bot.ErrNoFile):
		return receipt, &bot.DeliveryError{Failure: bot.Rejected, Reason: "a file cannot be made: there is none"}
	case err != nil && !delivered(err): // nothing was sent
		return receipt, &bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfItem, Reason: "a file cannot be made yet"}
	}
	return receipt, err
}

func (c *Client) render(ctx context.Context, name string) (bot.File, error) {
	if c.renderer == nil {
		return bot.File{}, bot.ErrNoFile
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return c.renderer.Render(ctx, name)
}

// delivered tells whether an error is one of a call, rather than of who makes files: those may say more than may be logged.
func delivered(err error) bool {
	_, is := errors.AsType[*bot.DeliveryError](err)
	return is
}

// captioned adds what a delivery says beside its file.
func captioned(p tgbotapi.Params, d bot.Delivery) tgbotapi.Params {
	addText(p, "caption", d.Text)
	addButtons(p, d.Buttons)
	return p
}
