package pictures

import (
	"cmp"
	"slices"
	"sync"

	"github.com/rastau/rastau/verification/matching/blocks"
)

// Index finds similar pictures among those added to it. It is safe for concurrent use.
//
// Whole pictures and their parts are in one Hamming index, crops in another, so that rotations are looked up in the smaller
// one.
type Index struct {
	mu            sync.RWMutex
	at            map[string]uint32 // in pictures
	pictures      blocks.List[known]
	free          []uint32 // in pictures, where there is none
	wholes, crops hammingIndex
}

// known is a picture in the index.
type known struct {
	id      string
	whole   bool // the first of wholes is of the whole picture
	written bool
	wholes  span
	crops   span
}

// Found is a picture similar to the query.
type Found struct {
	ID string
	Likeness
	Joins bool // it is the same; else a person should be asked
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	return &Index{at: map[string]uint32{}, wholes: newHammingIndex(), crops: newHammingIndex()}
}

// Len returns the number of pictures.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.at)
}

// Add adds a picture under an id that is not empty. It replaces a picture with the same id.
func (x *Index) Add(id string, f Fingerprint) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	x.add(id, f)
}

// Remove removes the picture with that id, if there is one.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

// Search returns up to n pictures no further than limits.Suggest, as measured by [Match]: first those that are the same,
// then the nearest. It misses a few that [Match] would suggest; docs/matching.md says how many.
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

// fingerprint returns what is kept of a picture in the index.
func (x *Index) fingerprint(p *known) Fingerprint {
	f := Fingerprint{Parts: x.wholes.of(p.wholes), Crops: x.crops.of(p.crops), Written: p.written}
	if p.whole {
		f.Whole, f.Quality, f.Parts = f.Parts[0], Telling, f.Parts[1:]
	}
	return f
}
