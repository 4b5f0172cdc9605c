package pictures

// Limits are the distances, in bits of 256, up to which pictures are joined automatically, and up to which they are
// suggested to the person who asks.
type Limits struct{ Join, Suggest int }

// DefaultLimits returns limits at which photographs of many kinds were never confused: a wrong join silences a claim, a
// wrong suggestion costs a glance.
func DefaultLimits() Limits { return Limits{Join: 31, Suggest: 75} }

// Likeness is the distance of two pictures in bits, or 256 where they cannot be compared.
type Likeness struct {
	Whole int // from the one whole picture to the other; 256 where there is little but text in one of them
	// Least is from the one or any part of it to the other or any part of that. Among so many pairs some are alike by
	// chance, so here the slow waves, which changes of a picture move least, count twice but for the first few; fewer are
	// spared of crops, which are the most, and none where two whole pictures both show another within.
	Least int
}

const (
	// apart is said of what cannot be compared.
	apart = 256
	// spared is how many of the slow waves may differ before they count twice, among crops and else.
	sparedOfCrops, spared = 4, 8
)

// Joins reports whether the two are certainly the same picture. Only whole pictures can be.
func (l Likeness) Joins(limits Limits) bool { return l.Whole <= limits.Join }

// Suggests reports whether a person should be asked if the two are the same picture.
func (l Likeness) Suggests(limits Limits) bool { return l.Least <= limits.Suggest }

// Match compares a query with a known picture. It looks for the parts and rotations of the query among the whole and the
// parts of the known picture, and for its whole, parts and insides among the crops of the known picture as well.
func Match(query, known Fingerprint) Likeness {
	l := Likeness{apart, apart}
	telling := query.Quality >= Telling && known.Quality >= Telling
	if telling && !query.Written && !known.Written {
		l.Whole = query.Whole.Distance(known.Whole)
	}
	views, wholes := query.wholes(), known.wholes()
	for i, v := range views {
		if i == 0 && telling && len(query.Parts) > 0 && len(known.Parts) > 0 {
			// Both show something within: then what is around it, the bars of a phone or a room, tells little.
			l.nearer(v, wholes[:1], 0)
			l.nearer(v, wholes[1:], spared)
		} else {
			l.nearer(v, wholes, spared)
		}
		l.nearer(v, known.Crops, sparedOfCrops)
	}
	for _, v := range query.Insides {
		l.nearer(v, known.Crops, sparedOfCrops)
	}
	for _, v := range query.Turns {
		l.nearer(v, wholes, spared)
	}
	return l
}

// nearer records the least distance of a view from the parts of the other picture.
func (l *Likeness) nearer(view Hash, parts []Hash, spared int) {
	for _, p := range parts {
		if d := view.Distance(p); d < l.Least {
			l.Least = min(l.Least, d+max(0, view.slowDistance(p)-spared))
		}
	}
}

// wholes returns what may be a whole picture: the picture itself first, unless it shows too little, then its parts.
func (f Fingerprint) wholes() []Hash {
	if f.Quality < Telling {
		return f.Parts
	}
	return append([]Hash{f.Whole}, f.Parts...)
}
