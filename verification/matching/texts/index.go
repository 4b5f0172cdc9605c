package texts

import (
	"slices"
	"sync"

	"github.com/rastau/rastau/verification/matching/blocks"
)

// Index finds which of the texts that it was given say what another says. It keeps no text, only what its key makes of it.
// Several may use it at once. Make one with [NewIndex].
type Index struct {
	hasher hasher

	mu    sync.RWMutex
	byID  map[string]uint32
	docs  blocks.List[doc]
	sizes []uint16 // how many grams each has, beside the rest because a search reads it for every text; 0 when removed
	words lists
	grams lists
	whole map[uint64]uint32   // the newest text with that hash; each knows the one before
	links map[uint64][]uint32 // texts with that link

	gramSum, wordSum int // of the texts that are here

	scratch sync.Pool // *scratch, for searches
}

// few texts that are gone are not worth the work.
const few = 1000

// doc is a text.
type doc struct {
	id    string
	same  uint64
	words []uint32
	links []uint64
	older uint32 // the one before with the same hash, or none
	gone  bool
}

// NewIndex gives an empty index. Who has its key can try out texts against what it keeps, so the key is as secret as they
// are.
func NewIndex(key [32]byte) *Index {
	return &Index{
		hasher: newHasher(key), byID: map[string]uint32{}, words: newLists(), grams: newLists(),
		whole: map[uint64]uint32{}, links: map[uint64][]uint32{},
	}
}

// Add puts a text into the index under that id, in place of what had it before.
func (x *Index) Add(id, text string) { x.add(id, x.hasher.features(text)) }

// Remove takes a text out of the index; one that is not there is fine.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

// Worn tells whether more texts were removed, or replaced, than are there: they take memory and time until an index is made
// anew.
func (x *Index) Worn() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	gone := x.docs.Len() - len(x.byID)
	return gone > few && gone > len(x.byID)
}

// Len is how many texts there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.byID)
}

func (x *Index) add(id string, f features) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	n := uint32(x.docs.Len()) //nolint:gosec // memory ends before
	older, ok := x.whole[f.same]
	if !ok {
		older = none
	}
	x.docs.Append(doc{id: id, same: f.same, words: f.words, links: f.links, older: older})
	x.sizes = append(x.sizes, uint16(min(len(f.grams), 1<<16-1))) //nolint:gosec // fits
	x.byID[id] = n
	x.gramSum += len(f.grams)
	x.wordSum += len(f.words)
	for _, g := range f.grams {
		x.grams.add(g, n)
	}
	for _, w := range distinct(f.words) {
		x.words.add(w, n)
	}
	if f.same != 0 {
		x.whole[f.same] = n
	}
	for _, l := range f.links {
		x.links[l] = append(x.links[l], n)
	}
}

// distinct gives the words sorted, each once.
func distinct(words []uint32) []uint32 {
	out := slices.Clone(words)
	slices.Sort(out)
	return slices.Compact(out)
}

// remove marks a text as gone. It stays on the lists, where searches pass over it.
func (x *Index) remove(id string) {
	n, ok := x.byID[id]
	if !ok {
		return
	}
	delete(x.byID, id)
	d := x.docs.At(int(n))
	x.gramSum -= int(x.sizes[n])
	x.wordSum -= len(d.words)
	x.sizes[n] = 0
	for _, w := range distinct(d.words) {
		x.words.get(w).gone++
	}
	d.gone, d.words, d.links, d.id = true, nil, nil, ""
}
