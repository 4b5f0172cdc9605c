package pictures

import (
	"math"
)

// point is a point of a plane.
type point struct{ x, y float64 }

// quad is a quadrilateral: four corners, clockwise from the top left.
type quad [4]point

// meet returns the intersection of a line across and a line down.
func meet(across, down line) point {
	y := (across.at + across.lean*down.at) / (1 - across.lean*down.lean)
	return point{down.at + down.lean*y, y}
}

// inset moves the corners towards the centre by a share of the distance.
func (q quad) inset(share float64) quad {
	var middle point
	for _, c := range q {
		middle = point{middle.x + c.x/4, middle.y + c.y/4}
	}
	for i, c := range q {
		q[i] = point{c.x + (middle.x-c.x)*share, c.y + (middle.y-c.y)*share}
	}
	return q
}

// turned returns the quad of the whole plane, rotated about its centre.
func turned(p plane, degrees float64) quad {
	w, h := float64(p.w), float64(p.h)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	q := quad{{0, 0}, {w, 0}, {w, h}, {0, h}}
	for i, c := range q {
		x, y := c.x-w/2, c.y-h/2
		q[i] = point{w/2 + x*cos - y*sin, h/2 + x*sin + y*cos}
	}
	return q
}

// straight returns what a quad shows, rectified. Points outside the plane take the value of the nearest pixel.
func straight(p plane, q quad) plane {
	const n = 2 * 2 * side // PDQ's filter reduces it to a quarter
	out := plane{n, n, n, make([]float32, n*n)}
	from := q.perspective()
	for y := range n {
		line := out.line(y)
		for x := range line {
			line[x] = p.between(from((float64(x)+.5)/n, (float64(y)+.5)/n))
		}
	}
	return out
}

// between returns the brightness at a point, interpolated from the four pixels around it.
func (p plane) between(at point) float32 {
	x, y := min(max(at.x-.5, 0), float64(p.w-1)), min(max(at.y-.5, 0), float64(p.h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, p.w-1), min(y0+1, p.h-1)
	fx, fy := float32(x-float64(x0)), float32(y-float64(y0))
	a, b := p.line(y0), p.line(y1)
	return (a[x0]*(1-fx)+a[x1]*fx)*(1-fy) + (b[x0]*(1-fx)+b[x1]*fx)*fy
}

// perspective returns the projective map of the unit square to the quad.
func (q quad) perspective() func(u, v float64) point {
	a, b, c, d := q[0], q[1], q[2], q[3]
	// The two terms of the denominator 1 + g·u + h·v are those that put the corner (1, 1) on c.
	right, below := point{b.x - c.x, b.y - c.y}, point{d.x - c.x, d.y - c.y}
	sum := point{a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y}
	size := right.x*below.y - below.x*right.y
	if size == 0 { // three corners in a line
		return func(u, v float64) point { return a }
	}
	g := (sum.x*below.y - below.x*sum.y) / size
	h := (right.x*sum.y - sum.x*right.y) / size
	return func(u, v float64) point {
		w := 1 + g*u + h*v
		return point{
			(a.x + (b.x-a.x+g*b.x)*u + (d.x-a.x+h*d.x)*v) / w,
			(a.y + (b.y-a.y+g*b.y)*u + (d.y-a.y+h*d.y)*v) / w,
		}
	}
}
