package handlers

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/imaging"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

const (
	// lookTimeout is how long the pictures of one message may take to come, all in all: somebody waits for the answer.
	lookTimeout = 10 * time.Second
	// lookRoom is what a fingerprint takes beside the picture, in bytes.
	lookRoom = 8<<20 + 4*lookSide*lookSide
	// lookSide is the longest side, in pixels, to which a picture is reduced before its fingerprint is taken.
	lookSide = 1280
)

// look notes what files look like, so that they are recognised. What cannot be fetched or read is not recognised by its
// looks, and nobody hears of that: it may be new all the same.
func (h *Handlers) look(ctx context.Context, files []bot.Media, kept []claim.Media) {
	if h.Fetch == nil {
		return
	}
	ctx, cancel := h.soon(ctx)
	defer cancel()
	for i, f := range files {
		for _, id := range looksOf(f) {
			look, err := h.lookAt(ctx, id, moves(f))
			if err == nil {
				kept[i].Look = look
				break
			}
			h.Log.Debug("a picture could not be looked at", "error", err)
		}
	}
}

// soon ends what fetches the files of a message in time, however often that is done for it.
func (h *Handlers) soon(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, bot.PatienceLeft(ctx, h.Clock.Now(), lookTimeout))
}

func (h *Handlers) lookAt(ctx context.Context, id string, still bool) (look *matching.ImageFeatures, err error) {
	err = h.Fetch.Fetch(ctx, id, func(file []byte) error {
		return imaging.Use(ctx, file, lookRoom, func(img image.Image) error {
			look = matching.ImageFeaturesOf(imaging.Upright(img, file, lookSide), still)
			return nil
		})
	})
	return look, err
}

// looksOf are the files by which one is recognised, the best first. The thumbnail of a picture that was sent as a file is small, and
// often there is none; but who cannot read the picture, as of a HEIC, sees something in it.
func looksOf(f bot.Media) []string {
	var ids []string
	if f.Kind == bot.Document && f.Size <= imaging.LargestFile && !moves(f) {
		ids = append(ids, f.FileID)
	}
	if f.Look != "" && !slices.Contains(ids, f.Look) {
		ids = append(ids, f.Look)
	}
	return ids
}

// inspect looks whether hidden data can be taken out of the pictures that came as files. Of what cannot be fetched now that
// is found when it is sent on: it is never sent as it is.
// broken tells that in one of them nothing could be seen by anybody.
func (h *Handlers) inspect(ctx context.Context, kept []claim.Media) (broken bool) {
	if h.Inspect == nil {
		return false
	}
	ctx, cancel := h.soon(ctx)
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

// moves tells whether a file is more than one picture, as far as its sender says.
func moves(f bot.Media) bool {
	return f.Kind != bot.Photo && (f.Kind != bot.Document || !pictureFile(f))
}

// pictureFile tells whether a document is a picture. Some apps say no more of it than its name.
func pictureFile(f bot.Media) bool {
	if f.MIME == "" || f.MIME == "application/octet-stream" {
		return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff"}, strings.ToLower(filepath.Ext(f.Name)))
	}
	return strings.HasPrefix(f.MIME, "image/") && f.MIME != "image/gif"
}
