package pictures

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// change is something that happens to pictures on their way from one person to the next, who saves them as JPEG.
type change struct {
	name    string
	quality int
	make    func(rng *rand.Rand, m *image.RGBA) *image.RGBA
}

var changes = []change{
	{"jpeg quality 30", 30, func(_ *rand.Rand, m *image.RGBA) *image.RGBA { return m }},
	{"half size", 80, func(_ *rand.Rand, m *image.RGBA) *image.RGBA { return scaled(m, m.Rect.Dx()/2, m.Rect.Dy()/2) }},
	{"10% crop", 80, func(rng *rand.Rand, m *image.RGBA) *image.RGBA { return cropped(rng, m, .9) }},
	{"20% crop", 80, func(rng *rand.Rand, m *image.RGBA) *image.RGBA { return cropped(rng, m, .8) }},
	{"3° turn", 80, func(rng *rand.Rand, m *image.RGBA) *image.RGBA { return tilted(rng, m, 3) }},
	{"darker, more contrast", 80, func(_ *rand.Rand, m *image.RGBA) *image.RGBA { return shaded(m) }},
	{"blurred", 80, func(_ *rand.Rand, m *image.RGBA) *image.RGBA {
		w, h := m.Rect.Dx(), m.Rect.Dy()
		return scaled(scaled(m, max(1, w*90/max(w, h)), max(1, h*90/max(w, h))), w, h)
	}},
	{"phone screenshot", 80, screenshot},
	{"banner and logo", 80, bannered},
	{"photo of a TV, tight", 80, func(rng *rand.Rand, m *image.RGBA) *image.RGBA { return televised(rng, m, .03) }},
	{"photo of a TV with room", 80, func(rng *rand.Rand, m *image.RGBA) *image.RGBA { return televised(rng, m, .6) }},
}

// on makes the change.
func (c change) on(tb testing.TB, rng *rand.Rand, m *image.RGBA) image.Image {
	tb.Helper()
	return again(tb, c.make(rng, m), c.quality)
}

func again(tb testing.TB, m image.Image, quality int) image.Image {
	tb.Helper()
	var file bytes.Buffer
	require.NoError(tb, jpeg.Encode(&file, m, &jpeg.Options{Quality: quality}))
	out, err := decoded(file.Bytes())
	require.NoError(tb, err)
	return out
}

func scaled(m *image.RGBA, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	draw.CatmullRom.Scale(out, out.Rect, m, m.Rect, draw.Src, nil)
	return out
}

// cropped keeps a share of the width and height, anywhere.
func cropped(rng *rand.Rand, m *image.RGBA, share float64) *image.RGBA {
	w, h := int(float64(m.Rect.Dx())*share), int(float64(m.Rect.Dy())*share)
	x, y := rng.IntN(m.Rect.Dx()-w+1), rng.IntN(m.Rect.Dy()-h+1)
	return scaled(m.SubImage(image.Rect(x, y, x+w, y+h).Add(m.Rect.Min)).(*image.RGBA), w, h)
}

// warped fills a picture of w by h from the places of m that from gives.
func warped(m *image.RGBA, w, h int, from func(x, y float64) (float64, float64)) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := from(float64(x)+.5, float64(y)+.5)
			u, v = u-.5, v-.5
			x0, y0 := int(math.Floor(u)), int(math.Floor(v))
			if x0 < -1 || y0 < -1 || x0 >= m.Rect.Dx() || y0 >= m.Rect.Dy() {
				continue
			}
			fx, fy := u-float64(x0), v-float64(y0)
			at := func(x, y int) []uint8 {
				return m.Pix[m.PixOffset(min(max(x, 0), m.Rect.Dx()-1), min(max(y, 0), m.Rect.Dy()-1)):]
			}
			a, b, c, d := at(x0, y0), at(x0+1, y0), at(x0, y0+1), at(x0+1, y0+1)
			p := out.Pix[out.PixOffset(x, y):]
			for k := range 3 {
				p[k] = uint8((float64(a[k])*(1-fx)+float64(b[k])*fx)*(1-fy) + (float64(c[k])*(1-fx)+float64(d[k])*fx)*fy + .5)
			}
			p[3] = 255
		}
	}
	return out
}

func tilted(rng *rand.Rand, m *image.RGBA, degrees float64) *image.RGBA {
	if rng.IntN(2) == 0 {
		degrees = -degrees
	}
	w, h := float64(m.Rect.Dx()), float64(m.Rect.Dy())
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := warped(m, int(w), int(h), func(x, y float64) (float64, float64) {
		x, y = x-w/2, y-h/2
		return x*cos + y*sin + w/2, y*cos - x*sin + h/2
	})
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = 255 // black corners
	}
	return out
}

func mapped(m *image.RGBA, f func(v float64) float64) *image.RGBA {
	out := image.NewRGBA(m.Rect)
	for i, v := range m.Pix {
		out.Pix[i] = uint8(min(max(f(float64(v)), 0), 255))
		if i%4 == 3 {
			out.Pix[i] = 255
		}
	}
	return out
}

func shaded(m *image.RGBA) *image.RGBA {
	return mapped(m, func(v float64) float64 { return (v-128)*1.3 + 100 })
}

func fill(m *image.RGBA, r image.Rectangle, c color.Color) {
	draw.Draw(m, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// write puts text on a picture, its letters so many pixels high.
func write(m *image.RGBA, x, y, high int, c color.Color, text string) {
	face := basicfont.Face7x13
	mask := image.NewRGBA(image.Rect(0, 0, 7*len(text), 13))
	d := font.Drawer{Dst: mask, Src: image.NewUniform(c), Face: face, Dot: fixed.P(0, 11)}
	d.DrawString(text)
	draw.BiLinear.Scale(m, image.Rect(x, y, x+7*len(text)*high/13, y+high), mask, mask.Rect, draw.Over, nil)
}

var chatter = []string{"Did you see this?", "Forwarded many times", "Is it true, what do you think about it", "Share with everybody", "yes", "they showed it on the news yesterday", "who is he", "Almaty", "no no no"}

// screenshot shows the picture in a chat or a feed on a phone, in light or dark, with the bars of the phone, bubbles above
// and below it, and a caption.
func screenshot(rng *rand.Rand, m *image.RGBA) *image.RGBA {
	const w = 540
	h := w * (18 + rng.IntN(5)) / 10
	back, bubble, ink := color.Gray{255}, color.Gray{235}, color.Gray{20}
	bar := color.RGBA{245, 246, 248, 255}
	if rng.IntN(2) == 0 {
		back, bubble, ink = color.Gray{16}, color.Gray{44}, color.Gray{235}
		bar = color.RGBA{30, 36, 44, 255}
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	fill(out, out.Rect, back)
	fill(out, image.Rect(0, 0, w, 90), bar)
	write(out, 20, 8, 18, ink, "12:45")
	write(out, w-90, 8, 18, ink, "LTE 78%")
	write(out, 70, 45, 26, ink, "News and rumours")
	fill(out, image.Rect(0, h-70, w, h), bar)
	write(out, 60, h-50, 22, ink, "Message")

	margin := []int{0, 0, 12, 40}[rng.IntN(4)]
	pw := w - 2*margin
	if margin == 40 {
		pw = w * 3 / 4
	}
	ph := pw * m.Rect.Dy() / m.Rect.Dx()
	if limit := (h - 160) * 7 / 10; ph > limit {
		ph = limit
		pw = ph * m.Rect.Dx() / m.Rect.Dy()
	}
	room := h - 160 - ph
	top := 90 + room/5 + rng.IntN(room/2+1)
	talk := func(from, to int) {
		for y := from + 8; y+40 < to; y += 52 {
			text := chatter[rng.IntN(len(chatter))]
			x := 12
			long := 7*len(text)*20/13 + 24
			if rng.IntN(3) == 0 {
				x = w - 12 - long
			}
			fill(out, image.Rect(x, y, x+long, y+40), bubble)
			write(out, x+12, y+10, 20, ink, text)
		}
	}
	talk(90, top-10)
	at := image.Rect(margin, top, margin+pw, top+ph)
	fill(out, image.Rect(at.Min.X, at.Max.Y, at.Max.X, at.Max.Y+40), bubble)
	write(out, at.Min.X+12, at.Max.Y+10, 20, ink, chatter[rng.IntN(len(chatter))])
	draw.CatmullRom.Scale(out, at, m, m.Rect, draw.Src, nil)
	talk(at.Max.Y+50, h-70)
	return out
}

// bannered puts a news banner across the bottom and a logo in a corner.
func bannered(rng *rand.Rand, m *image.RGBA) *image.RGBA {
	out := scaled(m, m.Rect.Dx(), m.Rect.Dy())
	w, h := m.Rect.Dx(), m.Rect.Dy()
	strip := h * 12 / 100
	fill(out, image.Rect(0, h-strip, w, h), color.RGBA{180, 20, 30, 255})
	write(out, w/40, h-strip*3/4, strip/2, color.White, "BREAKING: "+chatter[rng.IntN(len(chatter))])
	logo := image.Rect(w*84/100, h*3/100, w*97/100, h*13/100)
	if rng.IntN(2) == 0 {
		logo = logo.Sub(image.Pt(w*81/100, 0))
	}
	fill(out, logo, color.RGBA{20, 60, 160, 255})
	write(out, logo.Min.X+2, logo.Min.Y+2, logo.Dy()-4, color.White, "TV7")
	return out
}

// televised is a photo of a screen that shows the picture: seen from a little aside, blurred, its light uneven. Around it
// there is room, as a share of the picture's width: a wall, something standing on it, and the frame of the screen.
func televised(rng *rand.Rand, m *image.RGBA, room float64) *image.RGBA {
	const pw = 480
	ph := pw * m.Rect.Dy() / m.Rect.Dx()
	shown := scaled(m, pw, ph)
	rx, ry := pw*room, float64(ph)*room
	w, h := int(pw+rx), int(float64(ph)+ry)
	// The four corners of the screen in the photo, each a little off.
	left, top := rx*(.3+.4*rng.Float64()), ry*(.3+.4*rng.Float64())
	jitter := func() float64 { return (rng.Float64() - .5) * .04 * pw }
	corner := [4][2]float64{{left + jitter(), top + jitter()}, {left + pw + jitter(), top + jitter()},
		{left + pw + jitter(), top + float64(ph) + jitter()}, {left + jitter(), top + float64(ph) + jitter()}}
	wall := 90 + 110*rng.Float64()
	slope, tilt := (rng.Float64()-.5)*60, (rng.Float64()-.5)*60
	furniture := float64(h) * (.86 + .1*rng.Float64())
	dim := .75 + .2*rng.Float64()
	inverse := toUnit(corner)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	view := warped(shown, w, h, func(x, y float64) (float64, float64) {
		u, v := inverse(x, y)
		return u * pw, v * float64(ph)
	})
	const bezel = .02
	for y := range h {
		for x := range w {
			u, v := inverse(float64(x)+.5, float64(y)+.5)
			p := out.Pix[out.PixOffset(x, y):]
			shade := wall + slope*float64(x)/float64(w) + tilt*float64(y)/float64(h) + rng.Float64()*6
			if float64(y) > furniture {
				shade = 70 + 12*math.Sin(float64(x)/9) + rng.Float64()*6
			}
			switch {
			case u >= 0 && u < 1 && v >= 0 && v < 1:
				glare := 1 - .25*float64(x)/float64(w)
				for k := range 3 {
					p[k] = uint8(min(255, float64(view.Pix[view.PixOffset(x, y)+k])*dim*glare+18+rng.Float64()*6))
				}
			case u > -bezel && u < 1+bezel && v > -2*bezel && v < 1+2*bezel:
				p[0], p[1], p[2] = 12, 12, 14
			default:
				p[0], p[1], p[2] = uint8(min(255, shade)), uint8(min(255, shade*.97)), uint8(min(255, shade*.92))
			}
			p[3] = 255
		}
	}
	return scaled(scaled(out, w*2/3, h*2/3), w, h)
}

// toUnit gives the map from a quadrilateral, clockwise from the top left, to the unit square.
func toUnit(q [4][2]float64) func(x, y float64) (float64, float64) {
	// From the square to the quadrilateral, after Heckbert; then the inverse of that matrix.
	dx1, dx2, sx := q[1][0]-q[2][0], q[3][0]-q[2][0], q[0][0]-q[1][0]+q[2][0]-q[3][0]
	dy1, dy2, sy := q[1][1]-q[2][1], q[3][1]-q[2][1], q[0][1]-q[1][1]+q[2][1]-q[3][1]
	den := dx1*dy2 - dx2*dy1
	g, k := (sx*dy2-dx2*sy)/den, (dx1*sy-sx*dy1)/den
	a, b, c := q[1][0]-q[0][0]+g*q[1][0], q[3][0]-q[0][0]+k*q[3][0], q[0][0]
	d, e, f := q[1][1]-q[0][1]+g*q[1][1], q[3][1]-q[0][1]+k*q[3][1], q[0][1]
	return func(x, y float64) (float64, float64) {
		u := (e-f*k)*x + (c*k-b)*y + b*f - c*e
		v := (f*g-d)*x + (a-c*g)*y + c*d - a*f
		w := (d*k-e*g)*x + (b*g-a*k)*y + a*e - b*d
		return u / w, v / w
	}
}
