package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/scrub"
)

// Cleanable tells whether hidden data can be taken out of a file before it is sent on.
func Cleanable(m bot.Media) bool {
	return m.Kind == bot.Document && m.Size <= scrub.LargestFile && scrub.Can(m.MIME, m.Name)
}

// sendClean sends a picture that came as a file as a photo drawn anew. One that cannot be is never sent as it is.
func (c *Client) sendClean(ctx context.Context, d bot.Delivery, p tgbotapi.Params) (bot.Receipt, error) {
	id := d.Media[0].FileID
	return c.sendOnce(ctx, bot.Photo, "clean "+id, captioned(p, d), func(ctx context.Context) (upload, error) {
		file, err := c.download(ctx, id)
		if err != nil {
			return upload{}, err
		}
		clean, err := scrub.Clean(file)
		if err != nil {
			return upload{}, &bot.DeliveryError{Failure: bot.Rejected, Reason: "hidden data cannot be taken out of a file: " + err.Error()}
		}
		return upload{"photo.jpg", clean}, nil
	})
}

// Picture fetches a picture that the service keeps, drawn anew as a JPEG, so that nothing is in it but what can be seen;
// [bot.ErrNoFile] when the service has it no more, or it is none.
func (c *Client) Picture(ctx context.Context, id string) ([]byte, error) {
	file, err := c.download(ctx, id)
	if err != nil {
		if f := bot.FailureOf(err); f == bot.Rejected || f == bot.Missing || f == bot.Gone {
			return nil, bot.ErrNoFile
		}
		return nil, err
	}
	clean, err := scrub.Clean(file)
	if err != nil {
		return nil, bot.ErrNoFile
	}
	return clean, nil
}

// Fetch fetches a file; see [bot.Fetcher]. Its errors name neither the file nor the token.
func (c *Client) Fetch(ctx context.Context, id string) ([]byte, error) { return c.download(ctx, id) }

// download fetches a file that the service keeps.
func (c *Client) download(ctx context.Context, id string) ([]byte, error) {
	var at struct {
		Path string `json:"file_path"`
	}
	if err := c.call(ctx, callTimeout, "getFile", tgbotapi.Params{"file_id": id}, &at); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.files+at.Path, nil)
	if err != nil {
		return nil, &bot.DeliveryError{Failure: bot.Rejected, Reason: "getFile: no path"}
	}
	var reached atomic.Bool // of no importance: a file may be asked for twice
	resp, _, err := c.routes.do(req, &reached)
	if err != nil {
		return nil, &bot.DeliveryError{Failure: bot.Unavailable, Reason: "a file cannot be fetched: " + bare(err).Error()}
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, &bot.DeliveryError{Failure: bot.Unavailable, Code: resp.StatusCode, Reason: "a file cannot be fetched: " + strconv.Itoa(resp.StatusCode)}
	}
	file, err := io.ReadAll(io.LimitReader(resp.Body, scrub.LargestFile+1))
	if err != nil {
		return nil, &bot.DeliveryError{Failure: bot.Unavailable, Reason: "a file cannot be fetched: " + bare(err).Error()}
	}
	if len(file) > scrub.LargestFile {
		return nil, &bot.DeliveryError{Failure: bot.Rejected, Reason: errors.Join(scrub.ErrTooLarge).Error()}
	}
	return file, nil
}
