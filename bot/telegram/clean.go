package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/rastau/rastau/bot/metadata"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	"golang.org/x/sync/singleflight"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/imaging"
)

// Cleanable tells, by what its sender says of it, whether hidden data may be taken out of a file before it is sent on.
func Cleanable(m bot.Media) bool {
	return m.Kind == bot.Document && m.Size <= metadata.LargestFile && metadata.Can(m.MIME, m.Name)
}

// sendClean sends a picture that came as a file as a photo drawn anew, or that photo as a file. One that cannot be drawn anew is
// never sent as it is.
func (c *Client) sendClean(ctx context.Context, d bot.Delivery, p tgbotapi.Params) (bot.Receipt, error) {
	id, kind := d.Media[0].FileID, bot.Photo
	if d.Form == bot.AsAFile {
		kind = bot.Document
	}
	return c.sendOnce(ctx, kind, "clean "+string(kind)+" "+id, captioned(p, d), func(ctx context.Context, use func(upload) error) error {
		clean, err := c.clean(ctx, id)
		if errors.Is(err, bot.ErrHidden) {
			return &bot.DeliveryError{Failure: bot.Rejected, ForAll: true, Reason: err.Error()}
		}
		if err != nil {
			return err
		}
		return use(upload{name: "photo.jpg", content: clean})
	})
}

// Picture fetches a picture that the service keeps, drawn anew as a JPEG, so that nothing is in it but what can be seen;
// [bot.ErrNoFile] when the service has it no more, or it is none.
func (c *Client) Picture(ctx context.Context, id string) ([]byte, error) {
	clean, err := c.clean(ctx, id)
	if f := bot.FailureOf(err); errors.Is(err, bot.ErrHidden) || f == bot.Rejected || f == bot.Missing || f == bot.Gone {
		return nil, bot.ErrNoFile
	}
	return clean, err
}

// Inspect looks whether hidden data can be taken out of a file that was sent: [bot.ErrHidden] when they cannot, [bot.ErrBroken] when
// there is nothing in it that could be seen.
func (c *Client) Inspect(ctx context.Context, id string) error {
	_, err := c.clean(ctx, id)
	if bot.FailureOf(err) == bot.Rejected {
		return bot.ErrHidden // the service does not give it: it is too large
	}
	return err
}

// Fetch fetches a file; see [bot.Fetcher]. Its errors name neither the file nor the token.
func (c *Client) Fetch(ctx context.Context, id string, use func(file []byte) error) error {
	var at struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := c.call(ctx, callTimeout, "getFile", tgbotapi.Params{"file_id": id}, &at); err != nil {
		return ofFile(err)
	}
	size := at.Size
	switch {
	case size > metadata.LargestFile:
		return &bot.DeliveryError{Failure: bot.Rejected, ForAll: true, Reason: imaging.ErrLarge.Error()}
	case size <= 0:
		size = metadata.LargestFile
	}
	return imaging.Hold(ctx, size, func() error {
		file, err := c.download(ctx, at.Path, size)
		if err != nil {
			return err
		}
		return use(file)
	})
}

// ofFile is the error of a call that asks for a file. What the service refuses then is the file, whomever it is for.
func ofFile(err error) error {
	why, ok := errors.AsType[*bot.DeliveryError](err)
	if !ok || why.Failure != bot.Rejected {
		return err
	}
	refused := *why
	refused.ForAll = true
	return &refused
}

// fileFailed is why one file could not be fetched. Where it is kept says nothing of the service, which just told that place.
func fileFailed(failure bot.Failure, code int, why string) error {
	return &bot.DeliveryError{Failure: failure, Scope: bot.OfItem, Code: code, Reason: "a file cannot be fetched: " + why}
}

// download fetches a file that the service keeps, of at most so many bytes.
func (c *Client) download(ctx context.Context, path string, most int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.files+path, nil)
	if err != nil {
		return nil, &bot.DeliveryError{Failure: bot.Rejected, Reason: "getFile: no path"}
	}
	var reached atomic.Bool                                      // of no importance: a file may be asked for twice
	resp, _, err := c.routes.try(req, &reached, func(*route) {}) // one file condemns no way
	if err != nil {
		return nil, fileFailed(bot.Unavailable, 0, bare(err).Error())
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, fileFailed(bot.Unavailable, resp.StatusCode, strconv.Itoa(resp.StatusCode))
	}
	file, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	if err != nil {
		return nil, fileFailed(bot.Unavailable, 0, bare(err).Error())
	}
	if int64(len(file)) > most {
		return nil, &bot.DeliveryError{Failure: bot.Rejected, ForAll: true, Reason: imaging.ErrLarge.Error()}
	}
	return file, nil
}

// cleaned remembers what was drawn anew a moment ago, and of which files nothing could be, so that each file is fetched and
// decoded once, whoever is to have it.
type cleaned struct {
	once singleflight.Group

	mu    sync.Mutex
	files map[string]drawn
	order []string
	size  int
}

// Bounds of what is remembered.
const (
	mostCleaned      = 16 << 20 // bytes
	mostCleanedFiles = 1024
)

// drawn is a file drawn anew, or why it cannot be.
type drawn struct {
	file []byte
	err  error
}

func (c *cleaned) get(id string) (file drawn, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	file, known = c.files[id]
	return file, known
}

func (c *cleaned) put(id string, file drawn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.files[id]; known {
		return
	}
	if c.files == nil {
		c.files = map[string]drawn{}
	}
	c.files[id], c.order, c.size = file, append(c.order, id), c.size+len(file.file)
	for len(c.order) > 1 && (c.size > mostCleaned || len(c.order) > mostCleanedFiles) {
		oldest := c.order[0]
		c.size -= len(c.files[oldest].file)
		delete(c.files, oldest)
		c.order = c.order[1:]
	}
}

// clean gives a file drawn anew; [bot.ErrHidden] when it cannot be. Those who ask for the same share the work, which goes on
// when one of them does not wait any more.
func (c *Client) clean(ctx context.Context, id string) ([]byte, error) {
	if done, known := c.cleaned.get(id); known {
		return done.file, done.err
	}
	work := context.WithoutCancel(ctx)
	done := c.cleaned.once.DoChan(id, func() (any, error) {
		if done, known := c.cleaned.get(id); known {
			return done.file, done.err
		}
		work, cancel := context.WithTimeout(work, fileTimeout)
		defer cancel()
		var clean []byte
		err := c.Fetch(work, id, func(file []byte) (err error) {
			clean, err = metadata.Clean(work, file)
			return err
		})
		if metadata.Refuses(err) {
			c.log.Warn("cannot remove the metadata of a file", "error", err)
			why := bot.ErrHidden
			if errors.Is(err, imaging.ErrBroken) {
				why = bot.ErrBroken
			}
			c.cleaned.put(id, drawn{err: why})
			return nil, why
		}
		if err != nil {
			return nil, notYet(err)
		}
		c.cleaned.put(id, drawn{file: clean})
		return clean, nil
	})
	select {
	case r := <-done:
		file, _ := r.Val.([]byte)
		return file, r.Err
	case <-ctx.Done():
		return nil, notYet(ctx.Err())
	}
}

// notYet is the error of a call, or says that something else has to be tried again.
func notYet(err error) error {
	if delivered(err) {
		return err
	}
	return &bot.DeliveryError{Failure: bot.Unavailable, Scope: bot.OfItem, Reason: "a file cannot be cleaned yet"}
}
