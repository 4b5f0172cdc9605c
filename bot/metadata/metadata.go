// Package metadata takes hidden data out of pictures that were sent as files: where and when they were taken, by which device,
// by whom. The service does that for photos, and for nothing else.
package metadata

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rastau/rastau/internal/imaging"
)

const (
	// LargestFile is the largest file that is looked at, in bytes.
	LargestFile = imaging.LargestFile

	// longestSide is that of a clean picture, in pixels. The service shows photos no larger, and refuses those of which both
	// sides together have more than 10,000.
	longestSide = 2560
	// mostRatio is how many times longer than the other a side of a photo may be.
	mostRatio = 20
	quality   = 90
	room      = 4*longestSide*longestSide + 4<<20 // the clean picture, drawn and encoded
)

// ErrShape is returned for a picture that the service would not show as a photo.
var ErrShape = errors.New("the picture is too narrow to be shown")

// Can tells whether a file is of a kind that [Clean] can do, by what its sender says of it.
func Can(mime, name string) bool {
	switch {
	case slices.Contains([]string{"image/jpeg", "image/png", "image/gif", "image/webp"}, mime):
		return true
	case mime == "" || mime == "application/octet-stream":
		return slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif", ".webp"}, strings.ToLower(filepath.Ext(name)))
	}
	return false
}

// Check tells by the head of a file whether [Clean] can do it: nil, [imaging.ErrLarge], [imaging.ErrBroken] or [ErrShape].
func Check(file []byte) error {
	if err := imaging.Check(file, room); err != nil {
		return err
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return fmt.Errorf("%w: %w", imaging.ErrBroken, err)
	}
	if max(size.Width, size.Height) > mostRatio*min(size.Width, size.Height) {
		return ErrShape
	}
	return nil
}

// Refuses tells whether an error says that a file can never be cleaned, rather than not now.
func Refuses(err error) bool {
	return errors.Is(err, imaging.ErrLarge) || errors.Is(err, imaging.ErrBroken) || errors.Is(err, ErrShape)
}

// Clean draws a picture anew, turned as it is meant to be seen and no larger than a photo is shown, and gives it as a JPEG:
// nothing but what can be seen is in that. Of a moving picture it is the first.
func Clean(ctx context.Context, file []byte) ([]byte, error) {
	if err := Check(file); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err := imaging.Use(ctx, file, room, func(img image.Image) error {
		if err := jpeg.Encode(&out, imaging.Upright(img, file, longestSide), &jpeg.Options{Quality: quality}); err != nil {
			return fmt.Errorf("draw a picture anew: %w", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
