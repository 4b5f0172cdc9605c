package pictures

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif"  // the first frame
	_ "image/jpeg" // of every kind that Go reads
	_ "image/png"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"
)

var (
	ErrLarge  = errors.New("x")
	ErrFormat = errors.New("y")
)

func Decode(file []byte) (image.Image, error) {
	m, _, err := image.Decode(bytes.NewReader(file))
	return m, err
}
