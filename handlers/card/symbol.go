package card

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// Verdict chooses a card's colour and symbol. Each symbol has an outline of its own, so that nobody needs the colour.
type Verdict string

// The verdicts.
const (
	True       Verdict = "true"       // a tick in a circle
	Misleading Verdict = "misleading" // an exclamation mark in a triangle
	False      Verdict = "false"      // a cross in an octagon
	Unproven   Verdict = "unproven"   // a question mark in a diamond
	Answered   Verdict = "answered"   // an i in a square
	Withdrawn  Verdict = "withdrawn"  // a stroke through a ring
)

// Verdicts are all of them.
var Verdicts = []Verdict{True, Misleading, False, Unproven, Answered, Withdrawn}

// The colours are dark enough for white text: a contrast of 4.5 or more.
var colours = map[Verdict]color.RGBA{
	True:       {0x14, 0x74, 0x45, 0xff},
	Misleading: {0xa8, 0x50, 0x00, 0xff},
	False:      {0xb0, 0x1f, 0x1f, 0xff},
	Unproven:   {0x55, 0x5e, 0x6b, 0xff},
	Answered:   {0x1d, 0x58, 0xa6, 0xff},
	Withdrawn:  {0x26, 0x26, 0x26, 0xff},
}

type point struct{ x, y float64 }

// fill paints a shape given in units of a square of side 100, with smooth edges, into the square at x, y of that size.
func fill(dst draw.Image, c color.Color, x, y, size int, shape []point) {
	z := vector.NewRasterizer(size, size)
	k := float64(size) / 100
	for i, p := range shape {
		px, py := float32(p.x*k), float32(p.y*k)
		if i == 0 {
			z.MoveTo(px, py)
		} else {
			z.LineTo(px, py)
		}
	}
	z.ClosePath()
	z.Draw(dst, image.Rect(x, y, x+size, y+size), image.NewUniform(c), image.Point{})
}

// symbol paints a verdict's symbol into a square: the outline in one colour, what is in it in another.
func symbol(dst draw.Image, v Verdict, outline, inner color.Color, x, y, size int) {
	put := func(c color.Color, shape []point) { fill(dst, c, x, y, size, shape) }
	switch v {
	case True:
		put(outline, polygon(96, 50, 50, 48, 0))
		put(inner, stroke(point{27, 52}, point{43, 68}, 11))
		put(inner, stroke(point{43, 68}, point{74, 34}, 11))
		put(inner, polygon(24, 43, 68, 5.5, 0))
	case False:
		put(outline, polygon(8, 50, 50, 50, math.Pi/8))
		put(inner, stroke(point{31, 31}, point{69, 69}, 12))
		put(inner, stroke(point{69, 31}, point{31, 69}, 12))
	case Misleading:
		put(outline, []point{{50, 3}, {99, 93}, {1, 93}})
		put(inner, []point{{44, 34}, {56, 34}, {54, 66}, {46, 66}})
		put(inner, polygon(32, 50, 78, 6.5, 0))
	case Unproven:
		put(outline, []point{{50, 0}, {100, 50}, {50, 100}, {0, 50}})
		put(inner, hook())
		put(inner, polygon(32, 50, 74, 6, 0))
	case Withdrawn:
		put(outline, polygon(96, 50, 50, 48, 0))
		put(inner, polygon(96, 50, 50, 37, 0))
		put(outline, stroke(point{22, 22}, point{78, 78}, 11))
	default:
		put(outline, []point{{3, 3}, {97, 3}, {97, 97}, {3, 97}})
		put(inner, polygon(32, 50, 26, 7.5, 0))
		put(inner, []point{{43.5, 40}, {56.5, 40}, {56.5, 78}, {43.5, 78}})
	}
}

// polygon has n corners around a centre; many make a circle.
func polygon(n int, x, y, radius, turned float64) []point {
	points := make([]point, n)
	for i := range points {
		a := turned + 2*math.Pi*float64(i)/float64(n)
		points[i] = point{x + radius*math.Cos(a), y + radius*math.Sin(a)}
	}
	return points
}

// stroke is a thick line.
func stroke(from, to point, width float64) []point {
	length := math.Hypot(to.x-from.x, to.y-from.y)
	dx, dy := (to.y-from.y)/length*width/2, (from.x-to.x)/length*width/2
	return []point{{from.x + dx, from.y + dy}, {to.x + dx, to.y + dy}, {to.x - dx, to.y - dy}, {from.x - dx, from.y - dy}}
}

// hook is a question mark without its dot: three quarters of a ring, and a stem below them.
func hook() []point {
	const x, y, outer, inner = 50.0, 42.0, 19.0, 8.5
	var points []point
	const steps = 40
	from, to := -math.Pi, math.Pi/2
	for i := range steps + 1 {
		a := from + (to-from)*float64(i)/steps
		points = append(points, point{x + outer*math.Cos(a), y + outer*math.Sin(a)})
	}
	points = append(points, point{x + 5.25, y + outer}, point{x + 5.25, 65}, point{x - 5.25, 65}, point{x - 5.25, y + inner})
	for i := range steps + 1 {
		a := to + (from-to)*float64(i)/steps
		points = append(points, point{x + inner*math.Cos(a), y + inner*math.Sin(a)})
	}
	return points
}
