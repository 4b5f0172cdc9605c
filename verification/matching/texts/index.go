package texts

import (
	"slices"
	"sync"
)

// Index finds which of the texts that it was given say what another says. It keeps no text, only what its key makes of it.
// Several may use it at once. Make one with [NewIndex].
type Index struct {
	hasher hasher

	mu    sync.RWMutex
	byID  map[string]uint32
	docs  []doc
	sizes []uint16 // how many grams each has, beside the rest because a search reads it for every text; 0 when removed
	words lists
	grams lists
	whole map[uint64]uint32   // the newest text with that hash; each knows the one before
	links map[uint64][]uint32 // texts with that link

	gramSum, wordSum int // of the texts that are here

	sums sync.Pool // *[]float32, all 0, for searches
}

// doc is a text.
type doc struct {
	id    string
	same  uint64
	words []uint32
	links []uint64
	older uint32 // the one before with the same hash, or none
	latin bool
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
	if gone := len(x.docs) - len(x.byID); gone > 1000 && gone > len(x.byID) {
		x.compact()
	}
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
	n := uint32(len(x.docs)) //nolint:gosec // memory ends before
	older, ok := x.whole[f.same]
	if !ok {
		older = none
	}
	x.docs = append(x.docs, doc{id: id, same: f.same, words: f.words, links: f.links, older: older, latin: f.latin})
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

// distinct gives the words without how they stand in the text, sorted, each once.
func distinct(words []uint32) []uint32 {
	out := make([]uint32, len(words))
	for i, w := range words {
		out[i] = w &^ opens
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// remove marks a text as gone. It stays on the lists, where searches pass over it, until they are compacted.
func (x *Index) remove(id string) {
	n, ok := x.byID[id]
	if !ok {
		return
	}
	delete(x.byID, id)
	d := &x.docs[n]
	x.gramSum -= int(x.sizes[n])
	x.wordSum -= len(d.words)
	x.sizes[n] = 0
	d.gone, d.words, d.links, d.id = true, nil, nil, ""
}

// compact frees what removed texts take.
func (x *Index) compact() {
	number := make([]uint32, len(x.docs))
	docs, sizes := make([]doc, 0, len(x.byID)), make([]uint16, 0, len(x.byID))
	x.whole, x.links = map[uint64]uint32{}, map[uint64][]uint32{}
	for i := range x.docs {
		number[i] = none
		d := x.docs[i]
		if d.gone {
			continue
		}
		n := uint32(len(docs)) //nolint:gosec // fewer than before
		number[i] = n
		d.older = none
		if older, ok := x.whole[d.same]; ok {
			d.older = older
		}
		if d.same != 0 {
			x.whole[d.same] = n
		}
		for _, l := range d.links {
			x.links[l] = append(x.links[l], n)
		}
		x.byID[d.id] = n
		docs, sizes = append(docs, d), append(sizes, x.sizes[i])
	}
	x.docs, x.sizes = docs, sizes
	x.words, x.grams = x.words.renumbered(number), x.grams.renumbered(number)
}
