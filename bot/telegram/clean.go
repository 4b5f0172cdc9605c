package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/scrub"
)

// cleaned remembers under which id the clean copy of a file was uploaded, so that it is cleaned once and not for every
// reader. It is only memory: after a restart a file is cleaned anew.
type cleaned struct {
	mu  sync.Mutex
	ids map[string]string
}

// mostCleaned bounds what is remembered.
const mostCleaned = 4096

func (c *cleaned) get(id string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ids[id]
}

func (c *cleaned) put(id, clean string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ids == nil || len(c.ids) >= mostCleaned {
		c.ids = map[string]string{}
	}
	c.ids[id] = clean
}

// Cleanable tells whether hidden data can be taken out of a file before it is sent on.
func Cleanable(m bot.Media) bool {
	return m.Kind == bot.Document && m.Size <= scrub.LargestFile && scrub.Can(m.MIME, m.Name)
}

// sendClean sends a picture that came as a file as a photo drawn anew. One that cannot be is never sent as it is.
func (c *Client) sendClean(ctx context.Context, m bot.Media, p tgbotapi.Params) (bot.Receipt, error) {
	var sent struct {
		MessageID int                  `json:"message_id"`
		Photo     []tgbotapi.PhotoSize `json:"photo"`
	}
	if known := c.cleaned.get(m.FileID); known != "" {
		p["photo"] = known
		err := c.call(ctx, callTimeout, "sendPhoto", p, &sent)
		return bot.Receipt{MessageID: sent.MessageID}, err
	}
	ctx, cancel := context.WithTimeout(ctx, cleanTimeout)
	defer cancel()
	file, err := c.download(ctx, m.FileID)
	if err != nil {
		return bot.Receipt{}, err
	}
	clean, err := scrub.Clean(file)
	if err != nil {
		return bot.Receipt{}, &bot.DeliveryError{Failure: bot.Rejected, Reason: "hidden data cannot be taken out of a file: " + err.Error()}
	}
	err = c.upload(ctx, "sendPhoto", p, tgbotapi.RequestFile{Name: "photo", Data: tgbotapi.FileBytes{Name: "photo.jpg", Bytes: clean}}, &sent)
	if n := len(sent.Photo); err == nil && n > 0 {
		c.cleaned.put(m.FileID, sent.Photo[n-1].FileID)
	}
	return bot.Receipt{MessageID: sent.MessageID}, err
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
