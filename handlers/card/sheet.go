package card

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

var (
	paper = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink   = color.RGBA{0x1a, 0x1c, 0x20, 0xff}
	faint = color.RGBA{0x59, 0x5f, 0x69, 0xff}
	rule  = color.RGBA{0xd5, 0xd9, 0xdf, 0xff}
	tint  = color.RGBA{0xf1, 0xf3, 0xf6, 0xff}
)

// sheet is a card being laid out from top to bottom: how high it is, and what is to be painted once that is known.
type sheet struct {
	faces  faces
	height int
	paints []func(img *image.RGBA)
}

func (s *sheet) later(paint func(img *image.RGBA)) { s.paints = append(s.paints, paint) }

func (s *sheet) paint() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, Width, s.height))
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for _, p := range s.paints {
		p(img)
	}
	return img
}

func (s *sheet) box(c color.Color, x, y, w, h int) {
	s.later(func(img *image.RGBA) {
		draw.Draw(img, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
	})
}

// lines writes lines below y, and gives where they end.
func (s *sheet) lines(face font.Face, c color.Color, x, y, leading int, lines []string) int {
	for i, line := range lines {
		s.line(face, c, x, y+i*leading+ascent(face, leading), line)
	}
	return y + len(lines)*leading
}

// ascent is how far below the top of a line its letters stand.
func ascent(face font.Face, leading int) int {
	m := face.Metrics()
	return (leading + m.CapHeight.Ceil()) / 2
}

func (s *sheet) line(face font.Face, c color.Color, x, baseline int, text string) {
	s.later(func(img *image.RGBA) {
		d := font.Drawer{Dst: img, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, baseline)}
		d.DrawString(text)
	})
}
