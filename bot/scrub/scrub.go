// Package scrub takes hidden data out of pictures that were sent as files: where and when they were taken, by which device,
// by whom. The service does that for photos, and for nothing else.
package scrub

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // decoders of what people send
	"image/jpeg"
	_ "image/png"
	"path/filepath"
	"slices"
	"strings"

	_ "golang.org/x/image/webp"
)

// Bounds of what is decoded.
const (
	LargestFile   = 20 << 20 // bytes; more than that cannot be fetched from the service either
	largestPixels = 40_000_000
	quality       = 90
)

// Errors of [Clean].
var (
	ErrTooLarge = errors.New("the picture is too large")
	ErrBroken   = errors.New("this is no picture that can be read")
)

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

// Clean draws a picture anew, turned as it is meant to be seen, and gives it as a JPEG: nothing but what can be seen is in
// that. Of a moving picture it is the first.
func Clean(file []byte) ([]byte, error) {
	if len(file) > LargestFile {
		return nil, ErrTooLarge
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if size.Width < 1 || size.Height < 1 || size.Width > largestPixels/size.Height {
		return nil, ErrTooLarge
	}
	from, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright(from, orientation(file)), &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("draw a picture anew: %w", err)
	}
	return out.Bytes(), nil
}

// upright turns a picture by its EXIF orientation, 1 to 8, on white.
func upright(from image.Image, orientation int) image.Image {
	b := from.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), from, b.Min, draw.Over)
	if orientation <= 1 || orientation > 8 {
		return flat
	}
	w, h := b.Dx(), b.Dy()
	if orientation >= 5 {
		w, h = h, w
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := source(orientation, x, y, w, h)
			to.SetRGBA(x, y, flat.RGBAAt(sx, sy))
		}
	}
	return to
}

// source tells where the pixel at x, y of the turned picture, w by h, stands in the one that was stored.
func source(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	default: // 8
		return h - 1 - y, x
	}
}
