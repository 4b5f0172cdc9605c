// Package attachments looks into the files that people send: what is in a picture, and whether anything hides in it.
package attachments

import (
	"context"
	"errors"
	"image"
	"log/slog"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/internal/imaging"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// Reader looks into files.
type Reader struct {
	Fetch bot.Fetcher // nothing is recognised by its looks when nil
	// File looks whether hidden data can be taken out of a file, and fails with [bot.ErrHidden] when they cannot; nil when nobody looks.
	File  func(ctx context.Context, fileID string) error
	Clock interface{ Now() time.Time }
	Log   *slog.Logger
}

const (
	// timeout is how long the pictures of one message may take to come, all in all: somebody waits for the answer.
	timeout = 10 * time.Second
	// room is what a fingerprint takes beside the picture, in bytes.
	room = 8<<20 + 4*side*side
	// side is the longest side, in pixels, to which a picture is reduced before its fingerprint is taken.
	side = 1280
)

// Fingerprint notes what files look like, so that they are recognised. What cannot be fetched or read is not recognised by its
// looks, and nobody hears of that: it may be new all the same.
func (r Reader) Fingerprint(ctx context.Context, files []bot.Media, kept []claim.Media) {
	if r.Fetch == nil {
		return
	}
	ctx, cancel := r.soon(ctx)
	defer cancel()
	for i, f := range files {
		for _, id := range input.SeenIn(f) {
			look, err := r.fingerprint(ctx, id, input.Moves(f))
			if err == nil {
				kept[i].Look = look
				break
			}
			r.Log.Debug("a picture could not be looked at", "error", err)
		}
	}
}

// soon ends what fetches the files of a message in time, however often that is done for it.
func (r Reader) soon(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, bot.PatienceLeft(ctx, r.Clock.Now(), timeout))
}

func (r Reader) fingerprint(ctx context.Context, id string, still bool) (look *matching.ImageFeatures, err error) {
	err = r.Fetch.Fetch(ctx, id, func(file []byte) error {
		return imaging.Use(ctx, file, room, func(img image.Image) error {
			look = matching.ImageFeaturesOf(imaging.Upright(img, file, side), still)
			return nil
		})
	})
	return look, err
}

// Inspect looks whether hidden data can be taken out of the pictures that came as files. Of what cannot be fetched now that
// is found when it is sent on: it is never sent as it is. broken tells that in one of them nothing could be seen by anybody.
func (r Reader) Inspect(ctx context.Context, kept []claim.Media) (broken bool) {
	if r.File == nil {
		return false
	}
	ctx, cancel := r.soon(ctx)
	defer cancel()
	for i, f := range kept {
		if !f.Clean {
			continue
		}
		err := r.File(ctx, f.Ref)
		broken = broken || errors.Is(err, bot.ErrBroken)
		if errors.Is(err, bot.ErrHidden) {
			kept[i].Clean, kept[i].Hidden = false, true
		}
	}
	return broken
}
