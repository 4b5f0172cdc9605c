package handlers

import (
	"context"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/matching"
)

// lookTimeout is how long the pictures of one message may take to come: somebody waits for the answer.
const lookTimeout = 10 * time.Second

// look notes what files look like, so that they are recognised. What cannot be fetched or read is not recognised by its
// looks, and nobody hears of that: it may be new all the same.
func (h *Handlers) look(ctx context.Context, files []bot.Media, kept []verification.Media) {
	if h.Fetch == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	for i, f := range files {
		if f.Look == "" {
			continue
		}
		file, err := h.Fetch.Fetch(ctx, f.Look)
		if err != nil {
			h.Log.Debug("a picture could not be fetched to look at", "error", err)
			continue
		}
		select {
		case h.looking <- struct{}{}:
		case <-ctx.Done():
			return
		}
		kept[i].Look, err = matching.LookAt(file, moves(f))
		<-h.looking
		if err != nil {
			h.Log.Debug("a picture could not be read to look at", "error", err)
		}
	}
}

// moves tells whether a file is more than one picture.
func moves(f bot.Media) bool {
	return f.Kind != bot.Photo && (f.Kind != bot.Document || !strings.HasPrefix(f.MIME, "image/"))
}
