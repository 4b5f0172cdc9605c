package pictures

// Limits are the distances, in bits of 256, up to which pictures are joined by themselves, and are shown to the person to
// choose from.
type Limits struct{ Join, Suggest int }

// DefaultLimits are those at which photographs of many kinds were never taken for one another: a wrong join silences a
// claim, a wrong suggestion costs a look.
func DefaultLimits() Limits { return Limits{Join: 31, Suggest: 75} }

// Likeness is how far two pictures are from each other, in bits; 256 where they cannot be compared.
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

// Joins tells whether the two are one picture beyond doubt: only whole pictures can be.
func (l Likeness) Joins(limits Limits) bool { return l.Whole <= limits.Join }

// Suggests tells whether a person should be asked whether the two are one picture.
func (l Likeness) Suggests(limits Limits) bool { return l.Least <= limits.Suggest }

// Match compares the picture that somebody asks about with one that is known. The parts and turns of the first are looked
// for among the whole and the parts of the second; its whole, parts and insides also among the crops of the second.
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

// nearer takes down the least distance from a part of one picture to those of another.
func (l *Likeness) nearer(view Hash, parts []Hash, spared int) {
	for _, p := range parts {
		if d := view.Distance(p); d < l.Least {
			l.Least = min(l.Least, d+max(0, view.slowDistance(p)-spared))
		}
	}
}

// wholes are what may be a whole picture: the picture itself first, unless it says little, and its parts.
func (f Fingerprint) wholes() []Hash {
	if f.Quality < Telling {
		return f.Parts
	}
	return append([]Hash{f.Whole}, f.Parts...)
}
