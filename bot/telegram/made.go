package telegram

import (
	"context"
	"errors"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// Makes says who makes the files that messages name. It is called before the first delivery.
func (c *Client) Makes(m bot.Maker) { c.maker = m }

// sendMade makes a file and uploads it, unless the same was uploaded before.
func (c *Client) sendMade(ctx context.Context, m bot.Media, p tgbotapi.Params) (bot.Receipt, error) {
	if c.maker == nil {
		return bot.Receipt{}, &bot.DeliveryError{Failure: bot.Rejected, Reason: "a file cannot be made: nobody makes any"}
	}
	file, err := c.maker.Make(ctx, m.Made)
	switch {
	case errors.Is(err, bot.ErrNoFile):
		return bot.Receipt{}, &bot.DeliveryError{Failure: bot.Rejected, Reason: "a file cannot be made: there is none"}
	case err != nil: // nothing was sent
		return bot.Receipt{}, &bot.DeliveryError{Failure: bot.Unavailable, Reason: "a file cannot be made yet"}
	}
	method, kind := sendMethods[m.Kind], string(m.Kind)
	var sent struct {
		MessageID int                  `json:"message_id"`
		Photo     []tgbotapi.PhotoSize `json:"photo"`
		Document  tgbotapi.Document    `json:"document"`
	}
	place := "made " + kind + " " + file.Same
	if known := c.cleaned.get(place); known != "" {
		p[kind] = known
		err := c.call(ctx, callTimeout, method, p, &sent)
		if bot.FailureOf(err) != bot.Rejected {
			return bot.Receipt{MessageID: sent.MessageID}, err
		}
		delete(p, kind) // the service may have let go of the file
	}
	err = c.upload(ctx, method, p, tgbotapi.RequestFile{Name: kind, Data: tgbotapi.FileBytes{Name: file.Name, Bytes: file.Content}}, &sent)
	id := sent.Document.FileID
	if n := len(sent.Photo); n > 0 {
		id = sent.Photo[n-1].FileID
	}
	if err == nil && id != "" {
		c.cleaned.put(place, id)
	}
	return bot.Receipt{MessageID: sent.MessageID}, err
}
