package pictures

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

func TestMeta(t *testing.T) {
	b, _ := os.ReadFile("/work/shared/data/pdq/expected.tsv")
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		f := strings.Split(l, "\t")
		raw, _ := os.ReadFile("/work/shared/data/pdq/" + f[0])
		m, _, err := image.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		want, _ := ParseHash(f[1])
		h, q := Of(m)
		o := "?"
		if r, ok := m.(*image.NRGBA); ok {
			o = fmt.Sprint(r.Opaque())
		}
		t.Log(f[0], q, h.Distance(want), o, fmt.Sprintf("%T", m))
	}
}
func BenchmarkOf(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	m := image.NewYCbCr(image.Rect(0, 0, 512, 512), image.YCbCrSubsampleRatio420)
	for i := range m.Y {
		m.Y[i] = byte(r.IntN(256))
	}
	for i := range m.Cb {
		m.Cb[i] = byte(r.IntN(256))
		m.Cr[i] = byte(r.IntN(256))
	}
	rgba := image.NewRGBA(m.Rect)
	for i := range rgba.Pix {
		rgba.Pix[i] = byte(r.IntN(256))
	}
	for _, m := range []image.Image{m, rgba, (*image.NRGBA)(rgba), &image.Gray{Pix: rgba.Pix, Stride: 512, Rect: m.Rect}, (*image.CMYK)(rgba), image.NewRGBA64(m.Rect)} {
		b.Run(fmt.Sprintf("%T", m), func(b *testing.B) {
			for b.Loop() {
				Of(m)
			}
		})
	}
}
