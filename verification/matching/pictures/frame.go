package pictures

import "image"

// strong is a step in brightness, of 255, that counts as a whole edge; weaker ones count in part.
const strong = 36

// framed finds a screen photographed in a room: the quadrilateral whose sides are all edges. It returns false when there is
// none.
func framed(p plane) (quad, bool) {
	const cells = 64 // enough to find it, few enough to try every rectangle
	s := shrink(p.luma(), cells)
	r := boxed(s)
	if r.Empty() {
		return quad{}, false
	}
	// It is seldom seen straight from the front, so now each side is turned to where it lies best.
	zx, zy := float64(p.w)/float64(s.w), float64(p.h)/float64(s.h)
	x0, x1 := float64(r.Min.X)*zx, float64(r.Max.X)*zx
	y0, y1 := float64(r.Min.Y)*zy, float64(r.Max.Y)*zy
	across := func(x, y float64) float32 { return p.nearest(x, y) }
	down := func(y, x float64) float32 { return p.nearest(x, y) }
	top, bottom := edge(across, x0, x1, y0, float64(p.h), 2*zy), edge(across, x0, x1, y1, float64(p.h), 2*zy)
	left, right := edge(down, y0, y1, x0, float64(p.w), 2*zx), edge(down, y0, y1, x1, float64(p.w), 2*zx)
	return quad{meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)}, true
}

// nearest returns the brightness at a point, or at the nearest pixel.
func (p plane) nearest(x, y float64) float32 {
	return p.line(min(max(int(y), 0), p.h-1))[min(max(int(x), 0), p.w-1)]
}

// edges are prefix sums along the lines between pixels, so that a side of any rectangle is weighed by one subtraction.
type edges [][]float32

// newEdges looks at n lines of length m; at tells a value by its place along and across a line. A side that leans touches
// three lines, so each takes in those beside it.
func newEdges(n, m int, at func(along, across int) float32) edges {
	e := make(edges, n+1)
	for i := range e {
		e[i] = make([]float32, m+1)
		for j := range m {
			var most float32
			for k := max(1, i-1); k <= min(n-1, i+1); k++ {
				most = max(most, min(1, off(at(j, k-1), at(j, k))/strong))
			}
			if i == 0 || i == n {
				most = border
			}
			e[i][j+1] = e[i][j] + most
		}
	}
	return e
}

// border is what the border of the whole picture counts for as an edge: a screen may reach beyond it.
const border = 0.45

func (e edges) share(line, from, to int) float32 {
	return (e[line][to] - e[line][from]) / float32(to-from)
}

// boxed returns the upright rectangle whose sides are the strongest edges, preferring large ones; empty when none is strong
// enough.
func boxed(s plane) image.Rectangle {
	const (
		weakest = 0.35 // a side that is less of an edge is none
		enough  = 1.95 // of 2.2: four sides nearly all along. Ordinary pictures seldom have that.
	)
	if s.w < 12 || s.h < 12 {
		return image.Rectangle{}
	}
	across := newEdges(s.h, s.w, func(x, y int) float32 { return s.pix[y*s.stride+x] })
	down := newEdges(s.w, s.h, func(y, x int) float32 { return s.pix[y*s.stride+x] })
	type row struct {
		y     int
		share float32
	}
	var rows []row
	var best image.Rectangle
	score := float32(enough)
	for x0 := range s.w {
		for x1 := x0 + s.w/5; x1 <= s.w; x1++ {
			rows = rows[:0]
			for y := range s.h + 1 {
				if share := across.share(y, x0, x1); share >= weakest {
					rows = append(rows, row{y, share})
				}
			}
			for i, top := range rows {
				for _, bottom := range rows[i+1:] {
					r := image.Rect(x0, top.y, x1, bottom.y)
					size := float32(r.Dx()*r.Dy()) / float32(s.w*s.h)
					if longish(r.Dx(), r.Dy()) || r.Dy() < s.h/8 || size < 0.1 || touching(r, s) > 2 {
						continue
					}
					left, right := down.share(x0, r.Min.Y, r.Max.Y), down.share(x1, r.Min.Y, r.Max.Y)
					least := min(left, right, top.share, bottom.share)
					if least < weakest {
						continue
					}
					if v := least + (left+right+top.share+bottom.share)/4 + 0.2*size; v > score {
						score, best = v, r
					}
				}
			}
		}
	}
	return best
}

// touching returns the number of sides that lie on the border of the picture.
func touching(r image.Rectangle, s plane) int {
	n := 0
	for _, is := range []bool{r.Min.X == 0, r.Min.Y == 0, r.Max.X == s.w, r.Max.Y == s.h} {
		if is {
			n++
		}
	}
	return n
}

// line is a leaning line: its place across is at + lean × along.
type line struct{ at, lean float64 }

// edge turns the side from one place along to another, across at that place, to where it is most of an edge; reach is how
// far each end may move. A side on the border of the picture stays there.
func edge(value func(along, across float64) float32, from, to, at, border, reach float64) line {
	if at <= 0 || at >= border {
		return line{at: at}
	}
	const steps, samples = 8, 48
	var most float32
	best := line{at: at}
	for i := -steps; i <= steps; i++ {
		for j := -steps; j <= steps; j++ {
			a, b := at+reach*float64(i)/steps, at+reach*float64(j)/steps
			var sum float32
			for k := range samples {
				t := (float64(k) + .5) / samples
				along, across := from+(to-from)*t, a+(b-a)*t
				sum += min(strong, off(value(along, across-2), value(along, across+1)))
			}
			if sum > most {
				lean := (b - a) / (to - from)
				most, best = sum, line{a - lean*from, lean}
			}
		}
	}
	return best
}
