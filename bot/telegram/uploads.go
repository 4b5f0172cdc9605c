package telegram

import (
	"context"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// uploads remembers under which id a file was uploaded, so that it is made once and not for every reader; those who are to
// have it meanwhile wait. It is only memory: after a restart a file is made and uploaded anew.
type uploads struct {
	mu     sync.Mutex
	ids    map[string]string
	making map[string]chan struct{} // by place; closed when it was made, or could not be
}

// begin gives the id of what was uploaded under place, or "" to whoever has to do it and then call done.
func (u *uploads) begin(ctx context.Context, place string) (id string, done func(), err error) {
	for {
		u.mu.Lock()
		if id := u.ids[place]; id != "" {
			u.mu.Unlock()
			return id, func() {}, nil
		}
		others, busy := u.making[place]
		if !busy {
			mine := make(chan struct{})
			if u.making == nil {
				u.making = map[string]chan struct{}{}
			}
			u.making[place] = mine
			u.mu.Unlock()
			return "", func() {
				u.mu.Lock()
				defer u.mu.Unlock()
				delete(u.making, place)
				close(mine)
			}, nil
		}
		u.mu.Unlock()
		select {
		case <-others:
		case <-ctx.Done():
			return "", nil, &bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfItem, Reason: "a file is not made yet"}
		}
	}
}

// forget lets go of an id that the service does not take any more.
func (u *uploads) forget(place, id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ids[place] == id {
		delete(u.ids, place)
	}
}

// mostUploads bounds what is remembered.
const mostUploads = 4096

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
	passing bool // the next time it is made anew
}

// source gets a file and hands it to use, which uploads it; it is not kept after that.
type source func(ctx context.Context, use func(upload) error) error

// sendOnce sends what was uploaded under place before, or else gets it and uploads it. The errors of from are returned as they
// are; nothing was sent then.
func (c *Client) sendOnce(ctx context.Context, kind bot.MediaKind, place string, p tgbotapi.Params, from source) (bot.Receipt, error) {
	method, field := sendMethods[kind], string(kind)
	var sent struct {
		MessageID int                  `json:"message_id"`
		Photo     []tgbotapi.PhotoSize `json:"photo"`
		Document  tgbotapi.Document    `json:"document"`
	}
	ctx, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	known, done, err := c.uploads.begin(ctx, place)
	if err != nil {
		return bot.Receipt{}, err
	}
	if known != "" {
		p[field] = known
		err := c.call(ctx, callTimeout, method, p, &sent)
		if bot.FailureOf(err) != bot.Rejected {
			return bot.Receipt{MessageID: sent.MessageID}, err
		}
		delete(p, field) // the service may have let go of the file
		c.uploads.forget(place, known)
		if _, done, err = c.uploads.begin(ctx, place); err != nil {
			return bot.Receipt{}, err
		}
	}
	defer done()
	passing := false
	err = from(ctx, func(file upload) error {
		passing = file.passing
		return c.upload(ctx, method, p, tgbotapi.RequestFile{Name: field, Data: tgbotapi.FileBytes{Name: file.name, Bytes: file.content}}, &sent)
	})
	id := sent.Document.FileID
	if n := len(sent.Photo); n > 0 {
		id = sent.Photo[n-1].FileID
	}
	if err == nil && id != "" && !passing {
		c.uploads.put(place, id)
	}
	return bot.Receipt{MessageID: sent.MessageID}, err
}
