package matching

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"

	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/matching/texts"
)

// Index finds what was seen before. Several may use it at once. Make one with [New].
type Index struct {
	limits  pictures.Limits
	texts   *texts.Index // what claims say
	results *texts.Index // what results say, and what they are about

	mu    sync.RWMutex
	known map[string]known
	same  map[string][]string // ids by the exact file
	looks looks
}

// known is what is kept of each beside its text.
type known struct {
	states bool
	said   [sha256.Size]byte // of a text that counts beside files; equal for equal texts, zero for none
	same   []string          // of each file; "" when unknown
}

// New gives an empty index. Who has its key can try out texts against what it keeps.
func New(key [32]byte, limits pictures.Limits) *Index {
	return &Index{
		limits: limits, texts: texts.NewIndex(key), results: texts.NewIndex(key),
		known: map[string]known{}, same: map[string][]string{}, looks: newLooks(),
	}
}

// Len is how many there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.known)
}

// Put has an id be recognised by the features, in place of what it was recognised by before. It fails when an index with
// another key made them, or another version of the program: then the id is not recognised by its text.
func (x *Index) Put(id string, f Features) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	var failed error
	for _, t := range []struct {
		index *texts.Index
		text  []byte
	}{{x.texts, f.Text}, {x.results, f.Result}} {
		if t.text == nil {
			continue
		}
		if err := t.index.AddFeatures(id, t.text); err != nil {
			failed = fmt.Errorf("features of a text: %w", err)
		}
	}
	k := known{states: f.states()}
	if k.states && len(f.Files) > 0 {
		k.said = sha256.Sum256(f.Text)
	}
	for _, file := range f.Files {
		k.same = append(k.same, file.Same)
		if file.Same != "" && !slices.Contains(x.same[file.Same], id) {
			x.same[file.Same] = append(x.same[file.Same], id)
		}
	}
	x.known[id] = k
	x.looks.add(id, f.Files)
	return failed
}

// Remove has an id be recognised no more; one that is not there is fine.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

func (x *Index) remove(id string) {
	k, ok := x.known[id]
	if !ok {
		return
	}
	delete(x.known, id)
	x.texts.Remove(id)
	x.results.Remove(id)
	for _, same := range k.same {
		ids := slices.DeleteFunc(x.same[same], func(other string) bool { return other == id })
		if len(ids) > 0 {
			x.same[same] = ids
		} else {
			delete(x.same, same)
		}
	}
	x.looks.remove(id, len(k.same))
}
