package pictures

import (
	"image"
	"image/color"
)

// luma is the brightness of a picture, read row by row from 0, with values from 0 to 255.
type luma struct {
	w, h int
	// row fills out, which has w places, with row y.
	row func(y int, out []float32)
}

// Weights of red, green and blue in brightness.
const red, green, blue = 0.299, 0.587, 0.114

// lumaOf returns the brightness of a picture, without a call per pixel for the types that the decoders return. Transparent
// pixels are blended with white, as they are displayed.
func lumaOf(img image.Image) luma {
	b := img.Bounds()
	l := luma{w: b.Dx(), h: b.Dy()}
	switch m := img.(type) {
	case *image.YCbCr:
		wide := 1 // pixels that share a colour
		switch m.SubsampleRatio {
		case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
			wide = 2
		case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
			wide = 4
		}
		l.row = func(y int, out []float32) {
			at, colour := m.YOffset(b.Min.X, b.Min.Y+y), m.COffset(b.Min.X, b.Min.Y+y)
			cb, cr := m.Cb[colour:], m.Cr[colour:]
			skip := b.Min.X % wide
			for x, v := range m.Y[at : at+l.w] {
				c := (skip + x) / wide
				out[x] = jpegShade(v, cb[c], cr[c])
			}
		}
	case *image.Gray:
		l.row = func(y int, out []float32) {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			bytesToFloats(out, m.Pix[at:at+l.w])
		}
	case *image.RGBA: // colours are multiplied with the opacity already
		l.row = func(y int, out []float32) {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			for x, p := 0, m.Pix[at:at+4*l.w]; x < len(out) && len(p) >= 4; x, p = x+1, p[4:] {
				out[x] = red*float32(p[0]) + green*float32(p[1]) + blue*float32(p[2]) + float32(255-p[3])
			}
		}
	case *image.NRGBA:
		l.row = func(y int, out []float32) {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			for x, p := 0, m.Pix[at:at+4*l.w]; x < len(out) && len(p) >= 4; x, p = x+1, p[4:] {
				v := red*float32(p[0]) + green*float32(p[1]) + blue*float32(p[2])
				if p[3] != 255 {
					a := float32(p[3]) / 255
					v = v*a + 255*(1-a)
				}
				out[x] = v
			}
		}
	case *image.Paletted:
		var shown [256]float32
		for i, c := range m.Palette {
			if i < len(shown) {
				shown[i] = shade(c)
			}
		}
		l.row = func(y int, out []float32) {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			for x, i := range m.Pix[at : at+l.w] {
				out[x] = shown[i]
			}
		}
	case *image.CMYK:
		l.row = func(y int, out []float32) {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			for x, p := 0, m.Pix[at:at+4*l.w]; x < len(out) && len(p) >= 4; x, p = x+1, p[4:] {
				v := red*float32(255-p[0]) + green*float32(255-p[1]) + blue*float32(255-p[2])
				out[x] = v * float32(255-p[3]) / 255
			}
		}
	case image.RGBA64Image: // of sixteen bits, and whatever else the standard library makes
		l.row = func(y int, out []float32) {
			for x := range out {
				c := m.RGBA64At(b.Min.X+x, b.Min.Y+y)
				out[x] = blend(uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A))
			}
		}
	default:
		l.row = func(y int, out []float32) {
			for x := range out {
				out[x] = shade(img.At(b.Min.X+x, b.Min.Y+y))
			}
		}
	}
	return l
}

// jpegShade is the brightness of a colour of a JPEG. It is its Y, unless the colour lies outside of what can be shown: then
// red, green and blue are cut off, as every decoder does.
func jpegShade(y, cb, cr byte) float32 {
	away := max(int(cb)-128, 128-int(cb), int(cr)-128, 128-int(cr))
	if away*2 <= min(int(y), 255-int(y)) { // no factor is above 1.772
		return float32(y)
	}
	r, g, b := color.YCbCrToRGB(y, cb, cr)
	return red*float32(r) + green*float32(g) + blue*float32(b)
}

func bytesToFloats(out []float32, in []byte) {
	for i, v := range in[:len(out)] {
		out[i] = float32(v)
	}
}

func shade(c color.Color) float32 { return blend(c.RGBA()) }

// blend returns the brightness of an alpha-premultiplied 16-bit colour.
func blend(r, g, b, a uint32) float32 {
	return (red*float32(r) + green*float32(g) + blue*float32(b) + float32(0xffff-a)) / 257
}
