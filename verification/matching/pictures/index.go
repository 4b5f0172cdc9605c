package pictures

import (
	"cmp"
	"slices"
	"sync"

	"github.com/rastau/rastau/verification/matching/blocks"
)

// Index finds pictures among those that are known. It may be used by many at once.
//
// Whole pictures and their parts stand on one shelf, crops on another, so that turns are looked up where there is less.
type Index struct {
	mu            sync.RWMutex
	at            map[string]uint32 // in pictures
	pictures      blocks.List[known]
	free          []uint32 // in pictures, where there is none
	wholes, crops shelf
}

// known is a picture on the shelves.
type known struct {
	id      string
	whole   bool // the first of wholes is of the whole picture
	written bool
	wholes  span
	crops   span
}

// Found is a picture that is like the one that was asked about.
type Found struct {
	ID string
	Likeness
	Joins bool // it is the same; else a person should be asked
}

// NewIndex is empty.
func NewIndex() *Index { return &Index{at: map[string]uint32{}, wholes: newShelf(), crops: newShelf()} }

// Len is how many pictures there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.at)
}

// Add makes a picture known by an id, which is not empty, and takes the place of the one that had the id.
func (x *Index) Add(id string, f Fingerprint) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	x.add(id, f)
}

// Remove forgets a picture, if there is one of that id.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

// Search gives up to n pictures that are no further than limits.Suggest, as [Match] sees them: those first that are the
// same, then the nearest. Some of those that [Match] suggests are not found; see the documentation for how few.
func (x *Index) Search(query Fingerprint, limits Limits, n int) []Found {
	x.mu.RLock()
	defer x.mu.RUnlock()
	near := map[uint32]bool{}
	note := func(picture uint32) { near[picture] = true }
	for _, v := range query.wholes() {
		x.wholes.near(v, limits.Suggest, 2, note)
		x.crops.near(v, limits.Suggest, 2, note)
	}
	for _, v := range query.Insides {
		x.crops.near(v, limits.Suggest, 2, note)
	}
	for _, v := range query.Turns { // turned back, it is met or it is not
		x.wholes.near(v, limits.Suggest, 1, note)
	}
	var all []Found
	for i := range near {
		p := x.pictures.At(int(i))
		if l := Match(query, x.fingerprint(p)); l.Suggests(limits) {
			all = append(all, Found{p.id, l, l.Joins(limits)})
		}
	}
	slices.SortFunc(all, func(a, b Found) int {
		if a.Joins != b.Joins {
			if a.Joins {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Least, b.Least), cmp.Compare(a.Whole, b.Whole), cmp.Compare(a.ID, b.ID))
	})
	return slices.Clip(all[:min(max(n, 0), len(all))])
}

func (x *Index) add(id string, f Fingerprint) {
	i := uint32(x.pictures.Len()) //nolint:gosec // memory ends before numbers do
	if n := len(x.free); n > 0 {
		i, x.free = x.free[n-1], x.free[:n-1]
	} else {
		x.pictures.Append(known{})
	}
	x.at[id] = i
	*x.pictures.At(int(i)) = known{id, f.Quality >= Telling, f.Written, x.wholes.add(i, f.wholes()), x.crops.add(i, f.Crops)}
}

func (x *Index) remove(id string) {
	i, ok := x.at[id]
	if !ok {
		return
	}
	delete(x.at, id)
	p := x.pictures.At(int(i))
	x.wholes.remove(p.wholes)
	x.crops.remove(p.crops)
	*p = known{}
	x.free = append(x.free, i)
}

// fingerprint is what is kept of a known picture.
func (x *Index) fingerprint(p *known) Fingerprint {
	f := Fingerprint{Parts: x.wholes.of(p.wholes), Crops: x.crops.of(p.crops), Written: p.written}
	if p.whole {
		f.Whole, f.Quality, f.Parts = f.Parts[0], Telling, f.Parts[1:]
	}
	return f
}
