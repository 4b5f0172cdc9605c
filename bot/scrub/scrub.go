// Package scrub takes hidden data out of pictures that were sent as files: where and when they were taken, by which device,
// by whom. The service does that for photos, and for nothing else.
package scrub

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
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
		if err := jpeg.Encode(&out, upright(img, orientation(file)), &jpeg.Options{Quality: quality}); err != nil {
			return fmt.Errorf("draw a picture anew: %w", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// upright reduces a picture to the longest side and turns it by its EXIF orientation, 1 to 8, on white. It holds a few rows
// of the picture at a time.
func upright(from image.Image, orientation int) image.Image {
	b := from.Bounds()
	n := (max(b.Dx(), b.Dy()) + longestSide - 1) / longestSide // pixels that become one, across and down
	w, h := max(1, b.Dx()/n), max(1, b.Dy()/n)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 && orientation <= 8 {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	rows := image.NewRGBA(image.Rect(0, 0, b.Dx(), min(n, b.Dy())))
	for y := range h {
		draw.Draw(rows, rows.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(rows, rows.Bounds(), from, image.Pt(b.Min.X, b.Min.Y+y*n), draw.Over)
		for x := range w {
			tx, ty := place(orientation, x, y, w, h)
			to.SetRGBA(tx, ty, mean(rows, x*n, min(n, b.Dx())))
		}
	}
	return to
}

// mean is that of a square of pixels, or of what there is of it, from x on.
func mean(rows *image.RGBA, x, n int) color.RGBA {
	if n == 1 {
		return rows.RGBAAt(x, 0)
	}
	var sum [3]int
	for y := range rows.Rect.Dy() {
		at := rows.PixOffset(x, y)
		for p := rows.Pix[at : at+4*n]; len(p) >= 4; p = p[4:] {
			sum[0] += int(p[0])
			sum[1] += int(p[1])
			sum[2] += int(p[2])
		}
	}
	all := n * rows.Rect.Dy()
	return color.RGBA{uint8((sum[0] + all/2) / all), uint8((sum[1] + all/2) / all), uint8((sum[2] + all/2) / all), 255}
}

// place tells where the pixel at x, y of a picture as it is stored, w by h, stands when it is turned.
func place(orientation, x, y, w, h int) (int, int) {
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
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	default:
		return x, y
	}
}
