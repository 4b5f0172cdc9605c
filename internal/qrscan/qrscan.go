// Package qrscan reads QR codes in photographs, screenshots and pictures as they were drawn.
package qrscan

import (
	"context"
	"errors"
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"

	"github.com/rastau/rastau/internal/imaging"
)

// What is said of a picture.
var (
	ErrNoCode  = errors.New("no QR code can be read in this picture: take it straight from above, with the whole square in it and no glare")
	ErrPicture = errors.New("not a picture that can be read (PNG, JPEG or WebP), or too large a one")
)

// room is what the reader takes beside a photograph, in bytes: a phone's has up to 50 million pixels, and it keeps their
// brightness and which of them are dark.
const room = 64 << 20

// Read reads the QR code in a photograph or picture.
func Read(ctx context.Context, picture []byte) (text string, err error) {
	err = imaging.Use(ctx, picture, room, func(img image.Image) (err error) {
		text, err = read(img)
		return err
	})
	if errors.Is(err, imaging.ErrLarge) || errors.Is(err, imaging.ErrBroken) {
		err = ErrPicture
	}
	return text, err
}

func read(img image.Image) (string, error) {
	size := img.Bounds().Size()
	// Photographs are often sharper than they are good: grain goes away when they are made smaller.
	for _, side := range []int{0, 1600, 1000, 600} {
		if longest := max(size.X, size.Y); side == 0 || side < longest {
			if text, ok := scan(shrink(img, side)); ok {
				return text, nil
			}
		}
	}
	return "", ErrNoCode
}

func shrink(img image.Image, side int) image.Image {
	b := img.Bounds()
	longest := max(b.Dx(), b.Dy())
	if side == 0 || longest <= side {
		return img
	}
	small := image.NewGray(image.Rect(0, 0, max(1, b.Dx()*side/longest), max(1, b.Dy()*side/longest)))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), img, b, draw.Src, nil)
	return small
}

func scan(img image.Image) (text string, ok bool) {
	source := gozxing.NewLuminanceSourceFromImage(img)
	photo := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	file := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true} // as it was drawn, not photographed
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		for _, hints := range []map[gozxing.DecodeHintType]any{photo, file} {
			if text, ok := scanAs(binarizer, hints); ok {
				return text, true
			}
		}
	}
	return "", false
}

func scanAs(binarizer gozxing.Binarizer, hints map[gozxing.DecodeHintType]any) (text string, ok bool) {
	defer func() {
		if recover() != nil { // the reader trips over some pictures
			text, ok = "", false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(binarizer)
	if err != nil {
		return "", false
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		return "", false
	}
	return result.GetText(), true
}
