package bulletin

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // formats of pictures that people send
	_ "image/png"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// What is said of a picture.
var (
	ErrNoCode  = errors.New("bulletin: no QR code can be read in this picture: take it straight from above, with the whole square in it and no glare")
	ErrPicture = errors.New("bulletin: not a picture that can be read (PNG, JPEG or WebP), or too large a one")
)

// largestPicture is in pixels: the cameras of phones have up to 50 million.
const largestPicture = 64 << 20

// ReadQR reads the QR code in a photograph or picture.
func ReadQR(picture []byte) (string, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || config.Width < 1 || config.Height < 1 || config.Width > largestPicture/config.Height {
		return "", ErrPicture
	}
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return "", ErrPicture
	}
	// Photographs are often sharper than they are good: grain goes away when they are made smaller.
	for _, side := range []int{0, 1600, 1000, 600} {
		if longest := max(config.Width, config.Height); side == 0 || side < longest {
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
