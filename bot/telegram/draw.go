package telegram

import (
	"context"
	"errors"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/scrub"
)

// Paints says who draws the pictures that messages name. It is called before the first delivery.
func (c *Client) Paints(p bot.Painter) { c.painter = p }

// sendDrawn draws a picture and uploads it, unless one that looks the same was uploaded before. Nothing is sent before it is
// drawn, so a drawing that fails for a while can be tried again.
func (c *Client) sendDrawn(ctx context.Context, d bot.Delivery, p tgbotapi.Params) (bot.Receipt, error) {
	picture, err := c.paint(ctx, d.Media[0].Drawn)
	if errors.Is(err, bot.ErrNoPicture) && d.Text != "" {
		d.Media = nil
		return c.send(ctx, d, p)
	}
	if err != nil {
		return bot.Receipt{}, undrawn(err)
	}
	addText(p, "caption", d.Text)
	addButtons(p, d.Buttons)
	var sent struct {
		MessageID int                  `json:"message_id"`
		Photo     []tgbotapi.PhotoSize `json:"photo"`
	}
	place := "drawn " + picture.Same
	if known := c.cleaned.get(place); known != "" {
		p["photo"] = known
		err := c.call(ctx, callTimeout, "sendPhoto", p, &sent)
		if bot.FailureOf(err) != bot.Rejected {
			return bot.Receipt{MessageID: sent.MessageID}, err
		}
		delete(p, "photo") // the service may have let go of the file
	}
	drawing, cancel := context.WithTimeout(ctx, cleanTimeout)
	defer cancel()
	file, err := picture.Draw(drawing)
	if err != nil {
		return bot.Receipt{}, undrawn(err)
	}
	err = c.upload(ctx, "sendPhoto", p, tgbotapi.RequestFile{Name: "photo", Data: tgbotapi.FileBytes{Name: "card", Bytes: file}}, &sent)
	if n := len(sent.Photo); err == nil && n > 0 {
		c.cleaned.put(place, sent.Photo[n-1].FileID)
	}
	return bot.Receipt{MessageID: sent.MessageID}, err
}

func (c *Client) paint(ctx context.Context, name string) (bot.Picture, error) {
	if c.painter == nil {
		return bot.Picture{}, bot.ErrNoPicture
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return c.painter.Paint(ctx, name)
}

// undrawn says what it means that a picture could not be drawn: nothing was sent, so it can be tried again, unless it will
// never be.
func undrawn(err error) error {
	if errors.Is(err, bot.ErrNoPicture) {
		return &bot.DeliveryError{Failure: bot.Rejected, Reason: "a picture cannot be drawn: there is none"}
	}
	return &bot.DeliveryError{Failure: bot.Unavailable, Reason: "a picture cannot be drawn yet"}
}

// Picture fetches a picture that the service keeps, drawn anew as a JPEG, so that nothing is in it but what can be seen;
// [bot.ErrNoPicture] when the service has it no more, or it is none.
func (c *Client) Picture(ctx context.Context, id string) ([]byte, error) {
	file, err := c.download(ctx, id)
	if err != nil {
		if f := bot.FailureOf(err); f == bot.Rejected || f == bot.Missing || f == bot.Gone {
			return nil, bot.ErrNoPicture
		}
		return nil, err
	}
	clean, err := scrub.Clean(file)
	if err != nil {
		return nil, bot.ErrNoPicture
	}
	return clean, nil
}
