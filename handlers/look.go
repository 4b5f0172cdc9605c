package handlers

import (
	"context"
	"errors"
	"image"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/imaging"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/matching"
)

const (
	// lookTimeout is how long the pictures of one message may take to come: somebody waits for the answer.
	lookTimeout = 10 * time.Second
	// lookRoom is what a fingerprint takes beside the picture, in bytes.
	lookRoom = 8 << 20
)

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
		err := h.Fetch.Fetch(ctx, f.Look, func(file []byte) error {
			return imaging.Use(ctx, file, lookRoom, func(img image.Image) error {
				kept[i].Look = matching.LookAt(img, moves(f))
				return nil
			})
		})
		if err != nil {
			h.Log.Debug("a picture could not be looked at", "error", err)
		}
	}
}

// inspect looks whether hidden data can be taken out of the pictures that came as files. Of what cannot be fetched now that
// is found when it is sent on: it is never sent as it is.
// broken tells that in one of them nothing could be seen by anybody.
func (h *Handlers) inspect(ctx context.Context, kept []verification.Media) (broken bool) {
	if h.Inspect == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	for i, f := range kept {
		if !f.Clean {
			continue
		}
		err := h.Inspect(ctx, f.Ref)
		broken = broken || errors.Is(err, bot.ErrBroken)
		if errors.Is(err, bot.ErrHidden) {
			kept[i].Clean, kept[i].Hidden = false, true
		}
	}
	return broken
}

// moves tells whether a file is more than one picture.
func moves(f bot.Media) bool {
	return f.Kind != bot.Photo && (f.Kind != bot.Document || !strings.HasPrefix(f.MIME, "image/"))
}
