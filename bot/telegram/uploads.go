package telegram

import (
	"context"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// uploads remembers under which id a file was uploaded, so that it is made once and not for every reader. It is only
// memory: after a restart a file is made and uploaded anew.
type uploads struct {
	mu  sync.Mutex
	ids map[string]string
}

// mostUploads bounds what is remembered.
const mostUploads = 4096

func (u *uploads) get(place string) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.ids[place]
}

func (u *uploads) put(place, id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ids == nil || len(u.ids) >= mostUploads {
		u.ids = map[string]string{}
	}
	u.ids[place] = id
}

// upload is a file to be uploaded.
type upload struct {
	name    string // that people see
	content []byte
}

// sendOnce sends what was uploaded under place before, or else makes it and uploads it. The errors of content are returned
// as they are; nothing was sent then.
func (c *Client) sendOnce(ctx context.Context, kind bot.MediaKind, place string, p tgbotapi.Params,
	content func(ctx context.Context) (upload, error),
) (bot.Receipt, error) {
	method, field := sendMethods[kind], string(kind)
	var sent struct {
		MessageID int                  `json:"message_id"`
		Photo     []tgbotapi.PhotoSize `json:"photo"`
		Document  tgbotapi.Document    `json:"document"`
	}
	if known := c.uploads.get(place); known != "" {
		p[field] = known
		err := c.call(ctx, callTimeout, method, p, &sent)
		if bot.FailureOf(err) != bot.Rejected {
			return bot.Receipt{MessageID: sent.MessageID}, err
		}
		delete(p, field) // the service may have let go of the file
	}
	ctx, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	file, err := content(ctx)
	if err != nil {
		return bot.Receipt{}, err
	}
	err = c.upload(ctx, method, p, tgbotapi.RequestFile{Name: field, Data: tgbotapi.FileBytes{Name: file.name, Bytes: file.content}}, &sent)
	id := sent.Document.FileID
	if n := len(sent.Photo); n > 0 {
		id = sent.Photo[n-1].FileID
	}
	if err == nil && id != "" {
		c.uploads.put(place, id)
	}
	return bot.Receipt{MessageID: sent.MessageID}, err
}
