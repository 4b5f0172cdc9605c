package pictures

import (
	"image"
	"slices"
)

// Fingerprint is what is kept of a picture and what it is looked up by. The picture cannot be made again from it.
type Fingerprint struct {
	Whole   Hash `json:"whole"`
	Quality int  `json:"quality"` // of Whole, 0 to 100, see [Of]
	// Parts are what the picture may be a picture of: it without its plain borders, the picture in a screenshot, the
	// screen in a room. Up to five; most pictures have none or one.
	Parts []Hash `json:"parts,omitempty"`
	// Crops are parts that others may have cut out of it, up to 53.
	Crops []Hash `json:"crops,omitempty"`
	// Turns are the picture turned a little to both sides, and its inside. They are of use to look up by and not kept.
	Turns []Hash `json:"-"`
}

const (
	// Telling is the quality from which a hash says enough to be compared: below, one clear sky is like another.
	Telling = 50
	// same is a distance at which a second hash would find nothing that the first does not.
	same = 8
	// bezel is how much of a screen its frame may be: a screen is looked at with it and without.
	bezel = 0.05
	// lean is how far a turned picture is turned back, in degrees: enough for one that is turned by 1 to 5.
	lean = 3
)

// FingerprintOf looks at a picture. It takes about as long as it takes to decode a photo.
func FingerprintOf(img image.Image) Fingerprint {
	p := planeOf(img)
	var f Fingerprint
	f.Whole, f.Quality = p.hash()
	if p.w < leastSide || p.h < leastSide {
		return f
	}
	f.Parts = f.with(nil, p.cut(content(p)))
	if screen := p.cut(onScreen(p)); screen.w >= leastSide && screen.h >= leastSide {
		f.Parts = f.with(f.Parts, screen)
		f.Parts = f.with(f.Parts, screen.cut(content(screen)))
	}
	if q, ok := framed(p); ok {
		f.Parts = f.with(f.Parts, straight(p, q))
		f.Parts = f.with(f.Parts, straight(p, q.inset(bezel)))
	}
	small := shrink(p.luma(), largest/2) // enough for parts, which are never met to a hair
	for _, c := range crops {
		f.Crops = f.with(f.Crops, small.cut(c.of(small)))
	}
	if f.Quality >= Telling {
		for _, degrees := range []float64{-lean, lean} {
			f.Turns = f.with(f.Turns, straight(p, turned(p, degrees)))
		}
		f.Turns = f.with(f.Turns, straight(p, turned(p, 0).inset(bezel)))
	}
	return f
}

// with appends the hash of a part, unless it says little or what the others say.
func (f *Fingerprint) with(others []Hash, part plane) []Hash {
	h, quality := part.hash()
	known := func(o Hash) bool { return h.Distance(o) <= same }
	if quality < Telling || f.Quality >= Telling && known(f.Whole) || slices.ContainsFunc(others, known) {
		return others
	}
	return append(others, h)
}

// region is a part of a picture: its sides, as shares of the width and height.
type region struct{ left, top, right, bottom float64 }

// crops lie so that one that somebody cuts out, of nine tenths or of eight, is never further from one of them than a
// fortieth of the picture, and the smaller ones than a fiftieth: hashes do not bear much more. Corners are met exactly, and
// what is cut off at one side only.
var crops = slices.Concat(grid(.9, 3), grid(.8, 6), strips(.9), strips(.8))

// grid is n by n squares of a share of the width and height, spread from corner to corner.
func grid(share float64, n int) []region {
	var all []region
	for i := range n * n {
		x, y := (1-share)*float64(i%n)/float64(n-1), (1-share)*float64(i/n)/float64(n-1)
		all = append(all, region{x, y, x + share, y + share})
	}
	return all
}

// strips are what is left when one side is cut off.
func strips(share float64) []region {
	return []region{{0, 0, share, 1}, {1 - share, 0, 1, 1}, {0, 0, 1, share}, {0, 1 - share, 1, 1}}
}

func (r region) of(p plane) image.Rectangle {
	w, h := float64(p.w), float64(p.h)
	return image.Rect(int(r.left*w+.5), int(r.top*h+.5), int(r.right*w+.5), int(r.bottom*h+.5))
}
