package pictures

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"  // the first frame
	_ "image/jpeg" // of every kind that Go reads, CMYK too
	_ "image/png"

	_ "golang.org/x/image/webp" // not the moving kind
)

// Bounds of what is decoded.
const (
	LargestFile = 20 << 20 // bytes; more than that cannot be fetched from the service either
	// largestSize is that of the decoded picture in bytes: forty million pixels of eight bits, half as many of sixteen.
	largestSize = 160_000_000
	// mostWork is how many pixels may be drawn, each as often as a progressive JPEG draws it. Ten times is usual; a file
	// of a few kilobytes may ask for thousands.
	mostWork = 600_000_000
)

// Errors of [Decode].
var (
	ErrLarge  = errors.New("the picture is too large")
	ErrBroken = errors.New("this is no picture that can be read")
)

// Decode reads a JPEG, PNG, GIF or WebP, of a moving GIF the first frame. How large the picture would be is read from its
// head: what is larger than 40 million pixels is refused with [ErrLarge] before anything is decoded. Whatever cannot be
// read, be it cut short or a moving WebP, is [ErrBroken].
func Decode(file []byte) (image.Image, error) {
	if len(file) > LargestFile {
		return nil, fmt.Errorf("%w: more than %d MB", ErrLarge, LargestFile>>20)
	}
	head, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if head.Width < 1 || head.Height < 1 {
		return nil, fmt.Errorf("%w: %d by %d pixels", ErrBroken, head.Width, head.Height)
	}
	drawn := 1
	if format == "jpeg" {
		drawn += bytes.Count(file, []byte{0xff, 0xda}) // a scan begins
	}
	most := min(largestSize/bytesPerPixel(head.ColorModel), mostWork/drawn)
	if head.Width > most/head.Height {
		return nil, fmt.Errorf("%w: %d by %d pixels", ErrLarge, head.Width, head.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return img, nil
}

func bytesPerPixel(m color.Model) int {
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	return 4 // or less
}
