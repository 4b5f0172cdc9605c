package card

import (
	"image"
	"image/color"
	"image/draw"

	"rsc.io/qr"
)

// quiet is the empty space around a QR code, in modules, as the standard asks.
const quiet = 4

// QR codes are as near to this many pixels as whole modules allow: blurred modules are hard to read.
const wide = 420

// most modules on a side that phones read well from another phone's screen.
const most = 4*20 + 17

// code is a QR code to be painted.
type code struct {
	*qr.Code
	module int // pixels
}

// encode takes level Q, which bears a bad copy, unless that would make the modules small; then M, then L.
func encode(text string) (code, error) {
	var c *qr.Code
	for _, level := range []qr.Level{qr.Q, qr.M, qr.L} {
		var err error
		if c, err = qr.Encode(text, level); err == nil && c.Size <= most {
			break
		}
	}
	if c == nil {
		return code{}, ErrNoRoom
	}
	return code{c, max(wide/(c.Size+2*quiet), 4)}, nil
}

func (c code) side() int { return (c.Size + 2*quiet) * c.module }

func (c code) paint(img *image.RGBA, x, y int) {
	draw.Draw(img, image.Rect(x, y, x+c.side(), y+c.side()), image.NewUniform(color.White), image.Point{}, draw.Src)
	for row := range c.Size {
		for column := range c.Size {
			if c.Black(column, row) {
				px, py := x+(column+quiet)*c.module, y+(row+quiet)*c.module
				draw.Draw(img, image.Rect(px, py, px+c.module, py+c.module), image.NewUniform(color.Black), image.Point{}, draw.Src)
			}
		}
	}
}
