package pictures

// Limits are the distances, in bits of 256, up to which pictures are joined by themselves, and are shown to the person to
// choose from.
type Limits struct{ Join, Suggest int }

// DefaultLimits are those at which photographs of many kinds were never taken for one another: a wrong join silences a
// claim, a wrong suggestion costs a look.
func DefaultLimits() Limits { return Limits{Join: 31, Suggest: 75} }

// Likeness is how far two pictures are from each other, in bits; 256 where they cannot be compared.
type Likeness struct {
	Whole int // from the one whole picture to the other
	Least int // from any part of the one to any of the other
}

// apart is said of what cannot be compared.
const apart = 256

// Joins tells whether the two are one picture beyond doubt: only whole pictures can be.
func (l Likeness) Joins(limits Limits) bool { return l.Whole <= limits.Join }

// Suggests tells whether a person should be asked whether the two are one picture.
func (l Likeness) Suggests(limits Limits) bool { return l.Least <= limits.Suggest }

// Match compares the picture that somebody asks about with one that is known. The parts and turns of the first are looked
// for among the whole, the parts of the second, and the whole of the first also among the crops of the second.
func Match(query, known Fingerprint) Likeness {
	l := Likeness{apart, apart}
	if query.Quality >= Telling && known.Quality >= Telling {
		l.Whole = query.Whole.Distance(known.Whole)
	}
	views, wholes := query.views(), known.wholes()
	for i, v := range views {
		for _, k := range wholes {
			l.Least = min(l.Least, v.Distance(k))
		}
		if i < len(query.wholes()) {
			for _, k := range known.Crops {
				l.Least = min(l.Least, v.Distance(k))
			}
		}
	}
	return l
}

// wholes are what may be a whole picture: the picture itself first, unless it says little, and its parts.
func (f Fingerprint) wholes() []Hash {
	if f.Quality < Telling {
		return f.Parts
	}
	return append([]Hash{f.Whole}, f.Parts...)
}

// views are what a picture is looked up by.
func (f Fingerprint) views() []Hash { return append(f.wholes(), f.Turns...) }
