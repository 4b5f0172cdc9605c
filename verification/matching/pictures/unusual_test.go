package pictures

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	_ "golang.org/x/image/webp"
)

// decoded is a picture of any kind.
func decoded(file []byte) (image.Image, error) {
	img, _, err := image.Decode(bytes.NewReader(file))
	return img, err
}

// tinyWebP is one pixel.
const tinyWebP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA="

func webP(tb testing.TB) []byte {
	tb.Helper()
	file, err := base64.StdEncoding.DecodeString(tinyWebP)
	require.NoError(tb, err)
	return file
}

func encoded(tb testing.TB, m image.Image) []byte {
	tb.Helper()
	var file bytes.Buffer
	require.NoError(tb, jpeg.Encode(&file, m, nil))
	return file.Bytes()
}

// Of a moving picture the first frame counts; sixteen bits and CMYK are read; one pixel has no hash and is like nothing.
func TestUnusualPictures(t *testing.T) {
	t.Parallel()
	from := open(t, filepath.Join(metas, "q1050.jpg"))
	want := FingerprintOf(from)

	gray := color.Palette{}
	for i := range 256 {
		gray = append(gray, color.Gray{uint8(i)})
	}
	first, second := image.NewPaletted(from.Bounds(), gray), image.NewPaletted(from.Bounds(), gray)
	deep := image.NewNRGBA64(from.Bounds())
	for y := range from.Bounds().Dy() {
		for x := range from.Bounds().Dx() {
			first.Set(x, y, from.At(x, y))
			deep.Set(x, y, from.At(x, y))
		}
	}
	var moving, sixteen, dot bytes.Buffer
	require.NoError(t, gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{first, second}, Delay: []int{1, 1}}))
	require.NoError(t, png.Encode(&sixteen, deep))
	require.NoError(t, png.Encode(&dot, image.NewGray(image.Rect(0, 0, 1, 1))))

	for name, file := range map[string][]byte{"moving": moving.Bytes(), "sixteen bits": sixteen.Bytes()} {
		img, err := decoded(file)
		require.NoError(t, err, name)
		require.True(t, Match(FingerprintOf(img), want).Joins(DefaultLimits()), name)
	}
	for name, file := range map[string][]byte{"PNG": dot.Bytes(), "WebP": webP(t)} {
		img, err := decoded(file)
		require.NoError(t, err, name)
		require.Equal(t, Fingerprint{}, FingerprintOf(img), name)
		require.Equal(t, Likeness{apart, apart}, Match(FingerprintOf(img), FingerprintOf(img)), name)
	}
}

// A clear sky is like another, so it is like nothing.
func TestPlainPicturesAreLikeNothing(t *testing.T) {
	t.Parallel()
	for _, v := range []uint8{0, 40, 255} {
		m := image.NewGray(image.Rect(0, 0, 300, 200))
		for i := range m.Pix {
			m.Pix[i] = v
		}
		f := FingerprintOf(m)
		require.Zero(t, f.Quality)
		require.Empty(t, f.Parts)
		require.Empty(t, f.Crops)
		require.False(t, Match(f, f).Suggests(DefaultLimits()))
	}
}

// Whatever is sent: an error or a fingerprint, and the same one each time.
func FuzzFingerprint(f *testing.F) {
	small := scaled(rgba(open(f, filepath.Join(metas, "q1050.jpg"))), 60, 40) // so that many are tried
	var drawn bytes.Buffer
	require.NoError(f, png.Encode(&drawn, small))
	f.Add(encoded(f, small))
	f.Add(drawn.Bytes())
	f.Add(webP(f))
	f.Add([]byte("GIF89a\x06\x00\x06\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x06\x00\x06\x00\x00\x02\x05\x84\x8f\xa9\xcb\x05\x00;"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if head, _, err := image.DecodeConfig(bytes.NewReader(file)); err == nil && head.Width > 4_000_000/max(1, head.Height) {
			return // allowed, but too slow to try many
		}
		img, err := decoded(file)
		if err != nil {
			return
		}
		one, two := FingerprintOf(img), FingerprintOf(img)
		require.Equal(t, one, two)
		require.LessOrEqual(t, len(one.Parts), 5)
		require.LessOrEqual(t, len(one.Crops), len(crops))
		if one.Quality >= Telling {
			require.True(t, Match(one, two).Joins(DefaultLimits()))
		}
	})
}
