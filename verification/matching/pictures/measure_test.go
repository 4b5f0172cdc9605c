//go:build !race

package pictures

import (
	"fmt"
	"hash/fnv"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// reached is how many of the six pictures of Meta were suggested and joined when it was measured, in the order of changes.
var reached = [...]struct{ suggested, joined int }{
	{6, 5}, {6, 4}, {5, 0}, {4, 0}, {6, 0}, {6, 6}, {6, 5}, {6, 0}, {3, 0}, {5, 1}, {6, 0},
}

// TestChanges changes each picture in all ways and looks for it, by comparing it with all that are known and in the index.
// Then it compares all changed ones with those of other pictures. It prints a table. The pictures are those of Meta that are
// clear enough to be told apart; to measure with photographs of your own, none of them twice:
//
//	PHOTOGRAPHS=folder go test -v -timeout 60m -run TestChanges ./verification/matching/pictures

func TestChanges(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("PHOTOGRAPHS")
	few := folder == ""
	if few {
		folder = metas
	}
	names, photos, known := photographs(t, folder)
	index := NewIndex()
	for i, f := range known {
		index.Add(names[i], f)
	}
	limits := DefaultLimits()
	seen := make([]tally, len(changes))
	changed := make([][]Fingerprint, len(known))
	var mu sync.Mutex
	each(len(known), func(i int) {
		for c, change := range changes {
			name := fnv.New64a()
			fmt.Fprint(name, names[i], change.name)
			query := FingerprintOf(change.on(t, rand.New(rand.NewPCG(name.Sum64(), 1)), photos[i]))
			changed[i] = append(changed[i], query)
			var one tally
			for k, f := range known {
				l := Match(query, f)
				one.count(i == k, l, limits)
				if i != k && l.Suggests(limits) {
					t.Logf("%s of %s is taken for %s: %+v", change.name, names[i], names[k], l)
				}
			}
			for _, found := range index.Search(query, limits, 5) {
				if found.ID == names[i] {
					one.found++
				}
			}
			mu.Lock()
			seen[c].add(one)
			mu.Unlock()
		}
	})
	var among tally // of changed pictures among themselves
	each(len(known), func(i int) {
		var one tally
		for k := range known {
			for c, query := range changed[i] {
				for d, f := range changed[k] {
					if i == k {
						continue
					}
					l := Match(query, f)
					one.count(false, l, limits)
					if l.Suggests(limits) {
						t.Logf("%s of %s is taken for %s of %s: %+v", changes[c].name, names[i], changes[d].name, names[k], l)
					}
				}
			}
		}
		mu.Lock()
		among.add(one)
		mu.Unlock()
	})

	var all tally
	var table strings.Builder
	for c, s := range seen {
		all.add(s)
		n := float64(len(known))
		fmt.Fprintf(&table, "%-24s joined %.3f  suggested %.3f  found in the index %.3f\n", changes[c].name, float64(s.joined)/n, float64(s.suggested)/n, float64(s.found)/n)
	}
	t.Logf("%d photographs\nchanged and known: %s\nchanged and changed: %s\n%s", len(known), all, among, &table)

	assert.Zero(t, all.falseJoins+among.falseJoins)
	assert.Zero(t, all.falseSuggestions)
	for c, s := range seen {
		n := float64(len(known))
		least, join := .95*n, 0.
		if strings.HasSuffix(changes[c].name, "crop") {
			least = .7 * n
		}
		if c < 2 { // pressed harder or made smaller, it is joined
			join = .98 * n
		}
		if few { // these are small and were chosen to be hard
			least, join = float64(reached[c].suggested), float64(reached[c].joined)
		}
		assert.GreaterOrEqual(t, float64(s.found), least, changes[c].name)
		assert.GreaterOrEqual(t, float64(s.joined), join, changes[c].name)
	}
}

// each calls f for 0 to n-1, on all processors.
func each(n int, f func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

// tally counts what was found.
type tally struct{ joined, suggested, found, pairs, falseJoins, falseSuggestions int }

func (c *tally) count(same bool, l Likeness, limits Limits) {
	one := func(is bool) int {
		if is {
			return 1
		}
		return 0
	}
	if same {
		c.joined += one(l.Joins(limits))
		c.suggested += one(l.Suggests(limits))
		return
	}
	c.pairs++
	c.falseJoins += one(l.Joins(limits))
	c.falseSuggestions += one(l.Suggests(limits))
}

func (c tally) String() string {
	return fmt.Sprintf("%d pairs of different ones, %d false joins, %d false suggestions", c.pairs, c.falseJoins, c.falseSuggestions)
}

func (c *tally) add(o tally) {
	c.joined += o.joined
	c.suggested += o.suggested
	c.found += o.found
	c.pairs += o.pairs
	c.falseJoins += o.falseJoins
	c.falseSuggestions += o.falseSuggestions
}

// photographs reads the pictures of a folder that are clear enough to be told apart.
func photographs(t *testing.T, folder string) (names []string, photos []*image.RGBA, known []Fingerprint) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.jpg"))
	require.NoError(t, err)
	for _, name := range files {
		if strings.Contains(name, "bridge-") {
			continue // large, and twice there
		}
		photo := rgba(open(t, name))
		if longer := max(photo.Rect.Dx(), photo.Rect.Dy()); longer > 800 { // the service sends them not much larger
			photo = scaled(photo, photo.Rect.Dx()*800/longer, photo.Rect.Dy()*800/longer)
		}
		f := FingerprintOf(photo)
		if f.Quality < Telling {
			continue
		}
		names, photos, known = append(names, filepath.Base(name)), append(photos, photo), append(known, f)
	}
	require.NotEmpty(t, known)
	t.Logf("%d of %d pictures are clear enough to be told apart", len(known), len(files))
	return names, photos, known
}
