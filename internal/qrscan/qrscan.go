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
	longest := max(size.X, size.Y)
	// Photographs are often sharper than they are good: grain goes away when they are made smaller.
	for _, side := range []int{0, 1600, 1000, 600} {
		if side == 0 || side < longest {
			if text, ok := scan(resized(img, side)); ok {
				return text, nil
			}
		}
	}
	// Grey on dark, in colours that are as bright as each other, or very small.
	for _, side := range []int{min(longest, 1000), 600, 2 * longest, 3 * longest} {
		if side > enlarged && side > longest {
			continue
		}
		for _, view := range viewsOf(resized(img, side)) {
			if text, ok := scan(view); ok {
				return text, nil
			}
		}
	}
	return "", ErrNoCode
}

// enlarged is the longest side, in pixels, up to which a picture is made larger.
const enlarged = 1600

// resized gives a picture whose longest side is that, on white; 0 leaves it as it is.
func resized(img image.Image, side int) image.Image {
	b := img.Bounds()
	longest := max(b.Dx(), b.Dy())
	if side == 0 || longest == side {
		side = longest
		if opaque, ok := img.(interface{ Opaque() bool }); ok && opaque.Opaque() {
			return img
		}
	}
	to := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*side/longest), max(1, b.Dy()*side/longest)))
	draw.Draw(to, to.Bounds(), image.White, image.Point{}, draw.Src)
	if side > longest {
		draw.CatmullRom.Scale(to, to.Bounds(), img, b, draw.Over, nil)
	} else {
		draw.ApproxBiLinear.Scale(to, to.Bounds(), img, b, draw.Over, nil)
	}
	return to
}

func scan(img image.Image) (text string, ok bool) {
	sources := []gozxing.LuminanceSource{gozxing.NewLuminanceSourceFromImage(img)}
	if b := img.Bounds(); max(b.Dx(), b.Dy()) <= enlarged { // white on black, too; of a large picture when it is smaller
		sources = append(sources, gozxing.NewInvertedLuminanceSource(sources[0]))
	}
	photo := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	file := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true} // as it was drawn, not photographed
	for _, source := range sources {
		for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
			for _, hints := range []map[gozxing.DecodeHintType]any{photo, file} {
				if text, ok := scanAs(binarizer, hints); ok {
					return text, true
				}
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
