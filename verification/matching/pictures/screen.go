package pictures

import "image"

// onScreen finds the picture in a screenshot: the heaviest part that is not the flat ground of the app. Bars, bubbles and
// their text are ground too, in light mode and in dark. Empty when there is no such part, all when there is no ground.
//
// What the ground looks like is learnt twice: first at the top and the bottom, where the bars are and the picture is
// seldom, then everywhere outside of what was found.
func onScreen(p plane) image.Rectangle {
	const (
		bars       = 8     // each bar is looked for within this part of the height
		barShare   = 0.1   // of the bars, for a shade to be ground
		outerShare = 0.015 // of what lies outside of the picture
	)
	bar := p.h / bars
	g := groundOf(p, barShare, func(_, y int) bool { return y < bar || y >= p.h-bar })
	r := heaviestOf(p, &g)
	if r.Empty() || r == image.Rect(0, 0, p.w, p.h) {
		return r
	}
	found := r
	g = groundOf(p, outerShare, func(x, y int) bool { return !image.Pt(x, y).In(found) })
	if r = heaviestOf(p, &g); r.Empty() {
		return r
	}
	return fit(p, &g, r)
}

// mayShow reports whether a part of a picture may be a picture of its own. Banners, the bars of a phone and lines of text
// are too long, logos and chat bubbles too small, and they look the same around many pictures.
func (p plane) mayShow(part plane) bool {
	const least = 1. / 12 // of the area
	return min(part.w, part.h) >= leastSide && !longish(part.w, part.h) && part.size() >= least*p.size()
}

// tall reports whether a picture is as tall as a screenshot of a phone.
func tall(p plane) bool { return 10*p.h >= 17*p.w }

// longish reports whether one side is more than three times the other.
func longish(w, h int) bool { return max(w, h) > 3*min(w, h) }

// Shades are brightness in steps of four.
const shades = 64

func shade64(v float32) int { return min(shades-1, max(0, int(v*shades/256))) }

// ground is the set of shades that belong to the background.
type ground [shades]bool

func (g *ground) covers(v float32) bool { return g[shade64(v)] }

// groundOf returns the shades that take more than a share of the flat places for which look holds.
func groundOf(p plane, share float64, look func(x, y int) bool) (g ground) {
	const flat = 3 // neighbours differ by less where there is nothing, of 255
	var count [shades + 2]int
	all := 0
	for y := range p.h {
		line, above := p.line(y), p.line(max(y-1, 0))
		for x := 1; x < p.w; x++ {
			if !look(x, y) {
				continue
			}
			all++
			if off(line[x], line[x-1]) < flat && off(line[x], above[x]) < flat {
				count[1+shade64(line[x])]++
			}
		}
	}
	for k := range g {
		// A colour at the edge of a step is found on both sides of it.
		most := max(count[k], count[k+1], count[k+2])
		g[k] = most > 0 && float64(most) >= share*float64(all)
	}
	return g
}

func off(a, b float32) float32 { return max(a-b, b-a) }

// heaviestOf returns the rectangle in which the foreground outweighs the background most. Text is thin, so the text of a
// chat weighs less than the background behind it.
func heaviestOf(p plane, g *ground) image.Rectangle {
	const cells = 96 // enough to find it; [fit] sets the sides right
	l := luma{p.w, p.h, func(y int, out []float32) {
		for x, v := range p.line(y) {
			out[x] = 0.5
			if g.covers(v) {
				out[x] = -0.5
			}
		}
	}}
	s := shrink(l, cells)
	return rescale(heaviest(s), s, p)
}

// rescale returns the same part of another plane.
func rescale(r image.Rectangle, from, to plane) image.Rectangle {
	scale := func(v, n, m int) int { return (v*m + n/2) / n }
	return image.Rect(scale(r.Min.X, from.w, to.w), scale(r.Min.Y, from.h, to.h),
		scale(r.Max.X, from.w, to.w), scale(r.Max.Y, from.h, to.h))
}

// heaviest returns the rectangle with the largest sum of values, empty when no value is above 0.
func heaviest(s plane) image.Rectangle {
	var most float32
	var at image.Rectangle
	sums := make([]float32, s.w) // of the rows from y0 on, each column
	for y0 := range s.h {
		clear(sums)
		for y1 := y0; y1 < s.h; y1++ {
			var sum float32
			from := 0
			for x, v := range s.line(y1) {
				sums[x] += v
				if sum <= 0 {
					sum, from = 0, x
				}
				if sum += sums[x]; sum > most {
					most, at = sum, image.Rect(from, y0, x+1, y1+1)
				}
			}
		}
	}
	return at
}

// fit moves the sides outwards while there is foreground beyond them, then inwards past the background.
func fit(p plane, g *ground, r image.Rectangle) image.Rectangle {
	const some = 0.03 // of a line, that is not ground
	empty := func(line image.Rectangle) bool {
		n := 0
		for y := line.Min.Y; y < line.Max.Y; y++ {
			for _, v := range p.line(y)[line.Min.X:line.Max.X] {
				if !g.covers(v) {
					n++
				}
			}
		}
		return float64(n) <= some*float64(line.Dx()*line.Dy())
	}
	for before := (image.Rectangle{}); r != before; {
		before = r
		for r.Min.Y > 0 && !empty(image.Rect(r.Min.X, r.Min.Y-1, r.Max.X, r.Min.Y)) {
			r.Min.Y--
		}
		for r.Max.Y < p.h && !empty(image.Rect(r.Min.X, r.Max.Y, r.Max.X, r.Max.Y+1)) {
			r.Max.Y++
		}
		for r.Min.X > 0 && !empty(image.Rect(r.Min.X-1, r.Min.Y, r.Min.X, r.Max.Y)) {
			r.Min.X--
		}
		for r.Max.X < p.w && !empty(image.Rect(r.Max.X, r.Min.Y, r.Max.X+1, r.Max.Y)) {
			r.Max.X++
		}
	}
	return trim(r, empty)
}
