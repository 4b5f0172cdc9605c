package matching

import (
	"fmt"
	"hash/maphash"
	"slices"
	"sync"

	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/matching/texts"
)

// Index finds what was seen before. Several may use it at once. Make one with [New].
type Index struct {
	limits  pictures.Limits
	seed    maphash.Seed
	texts   *texts.Index // what claims say
	results *texts.Index // what results say, and what they are about

	mu     sync.RWMutex
	known  map[string]known
	same   map[string][]string // ids by the exact file
	images imageLookup
}

// known is what is kept of each beside its text.
type known struct {
	states bool
	brief  bool     // see [Features.Brief]
	same   []string // of each file; "" when unknown

	text, result, files uint64 // sums, by which is told what has changed
	unread              bool   // text or result could not be read
}

// New gives an empty index. Who has its key can try out texts against what it keeps.
func New(key [32]byte, limits pictures.Limits) *Index {
	return &Index{
		limits: limits, seed: maphash.MakeSeed(), texts: texts.NewIndex(key), results: texts.NewIndex(key),
		known: map[string]known{}, same: map[string][]string{}, images: newImageLookup(),
	}
}

// Len is how many there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.known)
}

// Has tells whether an id is there.
func (x *Index) Has(id string) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	_, ok := x.known[id]
	return ok
}

// Worn tells whether so much was removed that it is worth to make the index anew.
func (x *Index) Worn() bool { return x.texts.Worn() || x.results.Worn() }

// Put has an id be recognised by the features, in place of what it was recognised by before. It fails when an index with
// another key made them, or another version of the program: then the id is not recognised by its text. What is as it was is
// left where it is.
func (x *Index) Put(id string, f Features) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	old := x.known[id]
	now := known{states: f.states(), brief: f.Brief, same: old.same, text: x.sum(f.Text), result: x.sum(f.Result), files: x.sumOfFiles(f.Files)}
	var failed error
	for _, t := range []struct {
		index    *texts.Index
		text     []byte
		old, now uint64
	}{{x.texts, f.Text, old.text, now.text}, {x.results, f.Result, old.result, now.result}} {
		if t.old == t.now && !old.unread {
			continue
		}
		t.index.Remove(id)
		if t.text == nil {
			continue
		}
		if err := t.index.AddFeatures(id, t.text); err != nil {
			failed = fmt.Errorf("features of a text: %w", err)
		}
	}
	if old.files != now.files {
		x.removeFiles(id, old)
		now.same = nil
		for _, file := range f.Files {
			now.same = append(now.same, file.Same)
			if file.Same != "" && !slices.Contains(x.same[file.Same], id) {
				x.same[file.Same] = append(x.same[file.Same], id)
			}
		}
		x.images.add(id, f.Files)
	}
	now.unread = failed != nil
	x.known[id] = now
	return failed
}

// Remove has an id be recognised no more; one that is not there is fine.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	k, ok := x.known[id]
	if !ok {
		return
	}
	delete(x.known, id)
	x.texts.Remove(id)
	x.results.Remove(id)
	x.removeFiles(id, k)
}

// said is the same for what says the same beside its files; 0 when nothing is said.
func (k known) said() uint64 {
	if !k.states {
		return 0
	}
	return k.text
}

func (x *Index) removeFiles(id string, k known) {
	for _, same := range k.same {
		ids := slices.DeleteFunc(x.same[same], func(other string) bool { return other == id })
		if len(ids) > 0 {
			x.same[same] = ids
		} else {
			delete(x.same, same)
		}
	}
	x.images.remove(id, len(k.same))
}

// sum is 0 for nothing.
func (x *Index) sum(b []byte) uint64 {
	if b == nil {
		return 0
	}
	return maphash.Bytes(x.seed, b)
}

func (x *Index) sumOfFiles(files []File) uint64 {
	if len(files) == 0 {
		return 0
	}
	var h maphash.Hash
	h.SetSeed(x.seed)
	for _, f := range files {
		maphash.WriteComparable(&h, f.Same)
		if f.Image == nil {
			continue
		}
		p := f.Image.Print
		maphash.WriteComparable(&h, [...]int{len(p.Parts), len(p.Crops), p.Quality})
		maphash.WriteComparable(&h, [...]bool{f.Image.Still, p.Written})
		for _, hash := range slices.Concat([]pictures.Hash{p.Whole}, p.Parts, p.Crops) {
			maphash.WriteComparable(&h, hash)
		}
	}
	return h.Sum64()
}
