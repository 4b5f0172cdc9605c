package pictures

import (
	"image"
	"slices"
)

// content returns the part of a plane within its plain borders, which are lines of almost one brightness. Of a picture that
// is plain all over, one line is left.
func content(p plane) image.Rectangle {
	line := make([]float32, 0, max(p.w, p.h))
	return trim(image.Rect(0, 0, p.w, p.h), func(r image.Rectangle) bool {
		line = line[:0]
		for y := r.Min.Y; y < r.Max.Y; y++ {
			line = append(line, p.line(y)[r.Min.X:r.Max.X]...)
		}
		return plain(line)
	})
}

// trim moves the sides of a rectangle inwards past empty lines.
func trim(r image.Rectangle, empty func(line image.Rectangle) bool) image.Rectangle {
	for before := (image.Rectangle{}); r != before; {
		before = r
		for r.Dy() > 1 && empty(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+1)) {
			r.Min.Y++
		}
		for r.Dy() > 1 && empty(image.Rect(r.Min.X, r.Max.Y-1, r.Max.X, r.Max.Y)) {
			r.Max.Y--
		}
		for r.Dx() > 1 && empty(image.Rect(r.Min.X, r.Min.Y, r.Min.X+1, r.Max.Y)) {
			r.Min.X++
		}
		for r.Dx() > 1 && empty(image.Rect(r.Max.X-1, r.Min.Y, r.Max.X, r.Max.Y)) {
			r.Max.X--
		}
	}
	return r
}

const (
	// near is how far brightness may be off, up and down, to pass for the same, of 255.
	near = 10
	// plainShare of a plain line is of the same brightness: what is left is dust, or an edge.
	plainShare = 0.97
)

// plain reports whether a line is almost of one brightness. It sorts the line.
func plain(line []float32) bool {
	slices.Sort(line)
	n := int(plainShare * float64(len(line)-1))
	for i := 0; i+n < len(line); i++ {
		if line[i+n]-line[i] <= 2*near {
			return true
		}
	}
	return false
}
