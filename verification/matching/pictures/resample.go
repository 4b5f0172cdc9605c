package pictures

import (
	"image"
)

// plane holds the brightness of a picture, reduced to the size that is needed.
type plane struct {
	w, h   int
	stride int // from one row of pix to the next
	pix    []float32
}

// largest is the width and height to which pictures are reduced first. Meta's tools do so too: the expected hashes of
// their test pictures are met within 2 bits with it, and missed by up to 12 without.
const largest = 512

func planeOf(img image.Image) plane {
	l := lumaOf(img)
	if l.w < 1 || l.h < 1 {
		return plane{}
	}
	return shrink(l, largest)
}

// shrink scales a picture down so that neither side is longer than most.
func shrink(l luma, most int) plane {
	longer := max(l.w, l.h)
	if longer <= most {
		return resample(l, area(l.w, l.w), area(l.h, l.h))
	}
	fit := func(n int) int { return max(1, (2*n*most+longer)/(2*longer)) }
	return resample(l, area(l.w, fit(l.w)), area(l.h, fit(l.h)))
}

func (p plane) luma() luma {
	return luma{p.w, p.h, func(y int, out []float32) { copy(out, p.line(y)) }}
}

func (p plane) line(y int) []float32 { return p.pix[y*p.stride : y*p.stride+p.w] }

// size returns the number of pixels.
func (p plane) size() float64 { return float64(p.w * p.h) }

// cut returns a part of the plane, which shares its pixels.
func (p plane) cut(r image.Rectangle) plane {
	r = r.Intersect(image.Rect(0, 0, p.w, p.h))
	if r.Empty() {
		return plane{}
	}
	return plane{r.Dx(), r.Dy(), p.stride, p.pix[r.Min.Y*p.stride+r.Min.X:]}
}

// over returns the plane with the bottom share of its height painted over with the row above it.
func (p plane) over(share float64) plane {
	last := p.h - 1 - int(share*float64(p.h))
	out := plane{p.w, p.h, p.w, make([]float32, p.w*p.h)}
	for y := range p.h {
		copy(out.line(y), p.line(min(y, last)))
	}
	return out
}

// taps are the weights, which sum to 1, of the consecutive values that are combined into one value of a resampled line, and
// the index of the first.
type taps struct {
	from    int
	weights []float32
}

// resample returns a plane whose values are weighted sums of neighbours, across and down. It holds one row of the picture at
// a time.
func resample(l luma, across, down []taps) plane {
	out := plane{w: len(across), h: len(down), stride: len(across), pix: make([]float32, len(across)*len(down))}
	line, kept := make([]float32, l.w), make([]float32, out.w)
	first := 0 // of the rows of out that are not complete
	for y := range l.h {
		for first < out.h && y >= down[first].from+len(down[first].weights) {
			first++
		}
		if first == out.h || y < down[first].from {
			continue // nobody wants this row
		}
		l.row(y, line)
		if out.w == l.w {
			copy(kept, line)
		} else {
			for x, t := range across {
				kept[x] = dot(t.weights, line[t.from:])
			}
		}
		for i := first; i < out.h && y >= down[i].from; i++ {
			if at := y - down[i].from; at < len(down[i].weights) {
				weight := down[i].weights[at]
				into := out.line(i)
				for x, v := range kept[:len(into)] {
					into[x] += weight * v
				}
			}
		}
	}
	return out
}

func dot(a, b []float32) float32 {
	var sum float32
	for i, v := range b[:len(a)] {
		sum += a[i] * v
	}
	return sum
}

// area reduces a line of n values to m, each the mean of the values that it covers.
func area(n, m int) []taps {
	line := make([]taps, m)
	for k := range line {
		// In parts of 1/m of a value, so that whole numbers are exact.
		from, to := k*n, (k+1)*n
		t := taps{from: from / m}
		for i := t.from; i*m < to; i++ {
			t.weights = append(t.weights, float32(min(to, (i+1)*m)-max(from, i*m))/float32(n))
		}
		line[k] = t
	}
	return line
}

// side is how wide and high a picture is when it is hashed, whatever it was.
const side = 64

// filter returns the 64 values that a line of n values is reduced to.
type filter func(n int) []taps

// pdqTent is PDQ's filter: two box filters, each as wide as half of a 64th of the line, of which 64 places are kept. The
// boxes are whole pixels wide and are cut at the ends of the line.
//
// The published algorithm blurs the whole picture four times, across, down, across, down, and then keeps one pixel of
// each block. Across and down do not meddle with each other, and what is not kept need not be made: so each line has 64
// sums of neighbours, and most pixels are touched once.
func pdqTent(n int) []taps {
	line := make([]taps, side)
	width := (n + 2*side - 1) / (2 * side)
	right := width / 2
	left := width - 1 - right
	box := func(i int) (from, to int) { return max(0, i-left), min(n-1, i+right) }
	for k := range line {
		from, to := box((2*k + 1) * n / (2 * side))
		first, _ := box(from)
		_, last := box(to)
		weights := make([]float32, last-first+1)
		for i := from; i <= to; i++ {
			a, b := box(i)
			for j := a; j <= b; j++ {
				weights[j-first] += 1 / float32((to-from+1)*(b-a+1))
			}
		}
		line[k] = taps{first, weights}
	}
	return line
}

// tent is the same filter without whole pixels: a tent as wide as a 64th of the line about the middle of each. In a line of
// few pixels PDQ's boxes are up to half a pixel off their place, and so differ with the size of a picture: one of 480
// pixels and its half are up to 40 bits apart by PDQ's filter, and 10 by this one.
func tent(n int) []taps {
	line := make([]taps, side)
	half := float64(n) / side / 2
	for k := range line {
		middle := float64(2*k+1) * half
		before := func(x float64) float64 { // the share of the tent that lies before a place
			x = min(1, max(-1, (x-middle)/half))
			if x < 0 {
				return (1 + x) * (1 + x) / 2
			}
			return 1 - (1-x)*(1-x)/2
		}
		t := taps{from: int(middle - half)}
		for i := t.from; i < n && before(float64(i)) < 1; i++ {
			t.weights = append(t.weights, float32(before(float64(i+1))-before(float64(i))))
		}
		line[k] = t
	}
	return line
}
