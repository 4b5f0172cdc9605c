package pictures

import (
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/draw"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// metas are test pictures of Meta's.
const metas = "testdata/pdq"

func open(tb testing.TB, path string) image.Image {
	tb.Helper()
	file, err := os.ReadFile(path)
	require.NoError(tb, err)
	img, err := decoded(file)
	require.NoError(tb, err, path)
	return img
}

// Meta accepts another implementation when it is at most 10 bits off wherever the quality is 80 or more.
func TestMetasHashes(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile(filepath.Join(metas, "expected.tsv"))
	require.NoError(t, err)
	telling := 0
	for _, line := range strings.Split(strings.TrimSpace(string(table)), "\n")[1:] {
		name, want, _ := strings.Cut(line, "\t")
		expected := parseHash(t, want)
		got, quality := Of(open(t, filepath.Join(metas, name)))
		t.Logf("%s: quality %d, %d bits off", name, quality, got.Distance(expected))
		if quality >= 80 {
			telling++
			require.LessOrEqual(t, got.Distance(expected), 10, name)
		}
	}
	require.Equal(t, 8, telling)
}

func parseHash(tb testing.TB, text string) (h Hash) {
	tb.Helper()
	raw, err := hex.DecodeString(text)
	require.NoError(tb, err)
	require.Len(tb, raw, 32)
	for i := range h {
		h[i] = binary.BigEndian.Uint64(raw[8*i:])
	}
	return h
}

// How pixels are kept does not matter: all kinds of picture that show the same have the same hash.
func TestKindsOfPicture(t *testing.T) {
	t.Parallel()
	from := open(t, filepath.Join(metas, "q1050.jpg"))
	b := from.Bounds()
	want, _ := Of(from)
	inside := image.Rect(7, 5, 7+b.Dx(), 5+b.Dy()) // not at the origin, and with more around
	around := inside.Inset(-3)
	whole := map[string]draw.Image{
		"RGBA": image.NewRGBA(around), "NRGBA": image.NewNRGBA(around), "RGBA64": image.NewRGBA64(around),
		"NRGBA64": image.NewNRGBA64(around), "CMYK": image.NewCMYK(around), "Gray": image.NewGray(around), "Gray16": image.NewGray16(around),
	}
	for name, m := range whole {
		draw.Draw(m, inside, from, b.Min, draw.Src)
		part := m.(interface {
			SubImage(r image.Rectangle) image.Image
		}).SubImage(inside)
		got, _ := Of(part)
		require.LessOrEqual(t, got.Distance(want), 4, name)
		got, _ = Of(struct{ image.Image }{part}) // of no kind that is known
		require.LessOrEqual(t, got.Distance(want), 4, name)
	}
}

func BenchmarkOf(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	photo := scaled(rgba(open(b, filepath.Join(metas, "bridge-1-original.jpg"))), 512, 512)
	wild := image.NewYCbCr(photo.Rect, image.YCbCrSubsampleRatio420) // no photograph has such colours
	for _, p := range [][]byte{wild.Y, wild.Cb, wild.Cr} {
		for i := range p {
			p[i] = byte(rng.IntN(256))
		}
	}
	gray := image.NewGray(photo.Rect)
	draw.Draw(gray, gray.Rect, photo, image.Point{}, draw.Src)
	opaque, glass := image.NewNRGBA(photo.Rect), image.NewNRGBA(photo.Rect)
	for i, v := range photo.Pix {
		opaque.Pix[i], glass.Pix[i] = v, v
		if i%4 == 3 {
			glass.Pix[i] = byte(rng.IntN(256))
		}
	}
	for _, kind := range []struct {
		name string
		m    image.Image
	}{
		{"JPEG", again(b, photo, 80)}, {"JPEG of noise", wild}, {"gray", gray},
		{"RGBA", photo}, {"NRGBA", opaque}, {"NRGBA of glass", glass},
	} {
		b.Run(kind.name, func(b *testing.B) {
			start := processorTime(b)
			for b.Loop() {
				Of(kind.m)
			}
			b.ReportMetric((processorTime(b)-start).Seconds()*1000/float64(b.N), "cpu-ms/op")
		})
	}
}

func BenchmarkFingerprintOf(b *testing.B) {
	m := again(b, scaled(rgba(open(b, filepath.Join(metas, "bridge-1-original.jpg"))), 1280, 960), 80)
	for b.Loop() {
		FingerprintOf(m)
	}
}

func rgba(m image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}
