package imaging

import (
	"image"
	"image/color"
	"image/draw"
)

// Upright reduces the picture of a file so that no side is longer than that, and turns it as it is meant to be seen, on white. It holds
// a few rows of the picture at a time.
func Upright(from image.Image, file []byte, longestSide int) image.Image {
	return upright(from, orientation(file), longestSide)
}

// upright turns by an EXIF orientation, 1 to 8.
func upright(from image.Image, orientation, longestSide int) image.Image {
	b := from.Bounds()
	n := (max(b.Dx(), b.Dy()) + longestSide - 1) / longestSide // pixels that become one, across and down
	w, h := max(1, b.Dx()/n), max(1, b.Dy()/n)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 && orientation <= 8 {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	rows := image.NewRGBA(image.Rect(0, 0, b.Dx(), min(n, b.Dy())))
	for y := range h {
		draw.Draw(rows, rows.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(rows, rows.Bounds(), from, image.Pt(b.Min.X, b.Min.Y+y*n), draw.Over)
		for x := range w {
			tx, ty := place(orientation, x, y, w, h)
			to.SetRGBA(tx, ty, mean(rows, x*n, min(n, b.Dx())))
		}
	}
	return to
}

// mean is that of a square of pixels, or of what there is of it, from x on.
func mean(rows *image.RGBA, x, n int) color.RGBA {
	if n == 1 {
		return rows.RGBAAt(x, 0)
	}
	var sum [3]int
	for y := range rows.Rect.Dy() {
		at := rows.PixOffset(x, y)
		for p := rows.Pix[at : at+4*n]; len(p) >= 4; p = p[4:] {
			sum[0] += int(p[0])
			sum[1] += int(p[1])
			sum[2] += int(p[2])
		}
	}
	all := n * rows.Rect.Dy()
	return color.RGBA{uint8((sum[0] + all/2) / all), uint8((sum[1] + all/2) / all), uint8((sum[2] + all/2) / all), 255}
}

// place tells where the pixel at x, y of a picture as it is stored, w by h, stands when it is turned.
func place(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	default:
		return x, y
	}
}
