package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/rastau/rastau/verification"
)

const (
	noteEvery = 15 * time.Second // a contact is noted
	askAfter  = 45 * time.Second // without an answer, after which the server is asked whether it is there
)

// contact records when Telegram last answered any call. When there are none it makes calls of its own.
type contact struct {
	clock clockwork.Clock
	log   *slog.Logger
	note  func(ctx context.Context, at time.Time) error
	ask   func(ctx context.Context) error

	last  atomic.Int64 // in ms; 0 for never
	noted atomic.Int64 // the last that was noted, in ms
}

// answered is called for every answer.
func (c *contact) answered() { c.last.Store(c.clock.Now().UnixMilli()) }

// InTouch returns when Telegram last answered, or the Unix epoch if that was never recorded.
func (a *App) InTouch() time.Time { return time.UnixMilli(a.contact.noted.Load()) }

// run records contacts until ctx is done.
func (c *contact) run(ctx context.Context) error {
	for ctx.Err() == nil {
		last := c.last.Load()
		if c.clock.Since(time.UnixMilli(last)) >= askAfter {
			if err := c.ask(ctx); err != nil && ctx.Err() == nil {
				c.log.Warn("Telegram cannot be reached", "error", err)
			}
			last = c.last.Load()
		}
		if last > c.noted.Load() {
			if err := c.note(ctx, time.UnixMilli(last)); err == nil {
				c.noted.Store(last)
			} else if ctx.Err() == nil {
				c.log.Warn("a contact with Telegram cannot be noted", "error", err)
			}
		}
		select {
		case <-c.clock.After(noteEvery):
		case <-ctx.Done():
		}
	}
	return nil
}

// blackoutJSON is a line of the public list of blackouts.
type blackoutJSON struct {
	Region string     `json:"region"` // "" when the bot itself was cut off
	From   time.Time  `json:"from"`
	Until  *time.Time `json:"until"` // null while it is on
	Source string     `json:"source"`
}

// publicBlackouts serves the recorded blackouts, latest first.
func publicBlackouts(desk *verification.Service) http.Handler {
	const most = 1000
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		list, err := desk.Outages.Blackouts(r.Context(), most)
		if err != nil {
			http.Error(w, "the list cannot be read now", http.StatusServiceUnavailable)
			return
		}
		out := make([]blackoutJSON, len(list))
		for i, b := range list {
			out[i] = blackoutJSON{Region: string(b.Region), From: b.From, Source: string(b.By)}
			if !b.Until.IsZero() {
				out[i].Until = &b.Until
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(out)
	})
}
