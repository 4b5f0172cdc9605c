package pictures

import (
	"image"
	"slices"
)

// Fingerprint is what is kept of a picture for looking it up. The picture cannot be restored from it.
type Fingerprint struct {
	Whole   Hash `cbor:"whole"`
	Quality int  `cbor:"quality"` // of Whole, 0 to 100, see [Of]
	// Parts are what the picture may be a picture of: it without its plain borders, the picture in a screenshot, the
	// screen in a room. Up to five; most pictures have none or one.
	Parts []Hash `cbor:"parts,omitempty"`
	// Crops are parts that others may have cut out of it, up to 25.
	Crops []Hash `cbor:"crops,omitempty"`
	// Written says that words may be what tells: there is little but text to see on plain ground, or a picture within what
	// is as tall as a phone. Two that say the opposite look alike, so it is never joined.
	Written bool `cbor:"written,omitempty"`
	// Turns are the picture turned a little to both sides, without its edge, and without a banner at the bottom. They are of
	// use to look up by and not kept.
	Turns []Hash `cbor:"-"`
	// Insides are what of the picture is looked for among crops, as Turns not kept: none or one.
	Insides []Hash `cbor:"-"`
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
	// most is the share of a picture from which on something in it is all there is.
	most = 0.9
	// banner is how much of the height a strip of news over the bottom takes.
	banner = 0.14
)

// FingerprintOf returns the fingerprint of a picture. It takes about as long as decoding a photo.
func FingerprintOf(img image.Image) Fingerprint {
	p := planeOf(img)
	var f Fingerprint
	f.Whole, f.Quality = p.hash()
	if p.w < leastSide || p.h < leastSide {
		return f
	}
	f.Parts = f.with(nil, p.cut(content(p)))
	screen := p.cut(onScreen(p))
	f.Written = !p.mayShow(screen) || tall(p) && screen.size() < most*p.size()
	if p.mayShow(screen) {
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
		f.Turns = f.with(f.Turns, p.over(banner))
		f.Insides = f.with(nil, small.cut(region{(1 - inside) / 2, (1 - inside) / 2, (1 + inside) / 2, (1 + inside) / 2}.of(small)))
	}
	return f
}

// with appends the hash of a part, unless it shows too little or repeats another.
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

// crops are a grid of one size, from corner to corner. Of what somebody cuts out, eight tenths are met directly, and nine by
// their inside, which is as large: so one grid serves both, and is dense enough that none is further from one of the
// crops than a fortieth of the picture. Hashes do not bear much more, and each costs memory and time in every picture.
var crops = grid(.82, 5)

// inside is the share of a picture that was cut that is looked up among crops.
const inside = .91

// grid returns n by n squares, each a share of the width and height.
func grid(share float64, n int) []region {
	var all []region
	for i := range n * n {
		x, y := (1-share)*float64(i%n)/float64(n-1), (1-share)*float64(i/n)/float64(n-1)
		all = append(all, region{x, y, x + share, y + share})
	}
	return all
}

func (r region) of(p plane) image.Rectangle {
	w, h := float64(p.w), float64(p.h)
	return image.Rect(int(r.left*w+.5), int(r.top*h+.5), int(r.right*w+.5), int(r.bottom*h+.5))
}
