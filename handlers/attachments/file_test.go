package attachments

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"log/slog"
	"math"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"
	xdraw "golang.org/x/image/draw"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching/pictures"
)

// scene draws something like a street: a sky, houses with windows, a crowd; seed makes it another one.
func scene(w, h int, seed float64) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			house := math.Floor(u * (5 + 2*seed))
			top := .3 + .2*math.Sin(house*3.7+seed*5)
			value := 210 - 60*v + 12*math.Sin(9*u+seed)
			if v > top {
				value = 90 + 40*math.Sin(house*2.3+seed)
				if math.Mod(u*40+seed, 2) < 1 && math.Mod(v*30, 2) < 1 && v < .75 {
					value += 70
				}
			}
			if v > .75 {
				value = 60 + 50*math.Sin(31*u+seed*7)*math.Cos(47*v) + 20*math.Sin(170*u*v+seed)
			}
			c := uint8(min(255, max(0, value)))
			img.SetRGBA(x, y, color.RGBA{c, uint8(float64(c) * .9), uint8(float64(c) * .8), 255})
		}
	}
	return img
}

func scaled(img image.Image, w, h int) *image.RGBA {
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	xdraw.CatmullRom.Scale(to, to.Bounds(), img, img.Bounds(), xdraw.Src, nil)
	return to
}

func pressed(t *testing.T, img image.Image, quality int) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}))
	return out.Bytes()
}

func asPNG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, img))
	return out.Bytes()
}

// onItsSide is a JPEG as a phone writes it that was held upright: the picture lies, and its EXIF data say so.
func onItsSide(t *testing.T, upright *image.RGBA) []byte {
	t.Helper()
	b := upright.Bounds()
	lying := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			lying.SetRGBA(y, b.Dx()-1-x, upright.RGBAAt(x, y))
		}
	}
	file := pressed(t, lying, 92)
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	head := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(head, file[2:]...)
}

// TestAPictureSentAsAFileIsTheSamePhoto: whichever way it came, and with or without a thumbnail.
func TestAPictureSentAsAFileIsTheSamePhoto(t *testing.T) {
	t.Parallel()
	original := scene(1020, 1360, .2)
	transparent := image.NewNRGBA(original.Bounds())
	xdraw.Draw(transparent, transparent.Bounds(), original, image.Point{}, xdraw.Src)
	r := Reader{Log: slog.New(slog.DiscardHandler), Clock: clockwork.NewFakeClock(), Fetch: files{
		"photo": pressed(t, scaled(original, 600, 800), 80), "jpeg": pressed(t, original, 92), "phone": onItsSide(t, original),
		"png": asPNG(t, original), "nrgba": asPNG(t, transparent), "small": asPNG(t, scaled(original, 300, 400)),
		"thumb": pressed(t, scaled(original, 240, 320), 70), "heic": []byte("\x00\x00\x00\x18ftypheic"),
		"other": pressed(t, scene(1020, 1360, .9), 92),
	}}
	lookOf := func(m bot.Media) claim.Media {
		kept := make([]claim.Media, 1)
		r.Fingerprint(t.Context(), []bot.Media{m}, kept)
		return kept[0]
	}
	photo := lookOf(bot.Media{Kind: bot.Photo, FileID: "large", Look: "photo"}).Look
	require.NotNil(t, photo)
	limits := pictures.DefaultLimits()
	for name, m := range map[string]bot.Media{
		"a JPEG":                        {FileID: "jpeg", MIME: "image/jpeg"},
		"a JPEG with a thumbnail":       {FileID: "jpeg", MIME: "image/jpeg", Look: "thumb"},
		"as the camera wrote it":        {FileID: "phone", MIME: "image/jpeg", Name: "IMG_1.JPG"},
		"a PNG":                         {FileID: "png", MIME: "image/png"},
		"a PNG with an alpha channel":   {FileID: "nrgba", MIME: "image/png"},
		"a small one":                   {FileID: "small", MIME: "image/png"},
		"of which only the name tells":  {FileID: "png", Name: "screenshot.PNG"},
		"of which the type says little": {FileID: "jpeg", Name: "a.jpg", MIME: "application/octet-stream"},
		"a HEIC":                        {FileID: "heic", MIME: "image/heic", Look: "thumb"},
		"one that is gone":              {FileID: "gone", MIME: "image/jpeg", Look: "thumb"},
		"one that is too large":         {FileID: "gone", MIME: "image/jpeg", Look: "thumb", Size: 50 << 20},
	} {
		m.Kind = bot.Document
		look := lookOf(m).Look
		require.NotNil(t, look, name)
		require.True(t, look.Joins(photo, limits), name)
	}
	other := lookOf(bot.Media{Kind: bot.Document, FileID: "other", MIME: "image/jpeg"}).Look
	require.NotNil(t, other)
	require.False(t, other.Joins(photo, limits))
	require.Nil(t, lookOf(bot.Media{Kind: bot.Document, FileID: "jpeg", MIME: "application/pdf"}).Look, "a file of something else is not fetched")
}
