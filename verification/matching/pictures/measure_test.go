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

	"github.com/stretchr/testify/require"
)

// TestChanges changes each picture in all ways and looks for it, by comparing it with all that are known and in the index.
// It prints a table. The pictures are those of Meta that are clear enough to be told apart; to measure with photographs of
// your own, none of them twice:
//
//	PHOTOGRAPHS=folder go test -v -timeout 60m -run TestChanges ./verification/matching/pictures
func TestChanges(t *testing.T) {
	t.Parallel()
	// The bars of a measurement; few pictures that are small and were chosen to be hard cannot meet them.
	folder, most, crop, join := os.Getenv("PHOTOGRAPHS"), .95, .7, .98
	if folder == "" {
		folder, most, crop, join = metas, .6, .3, .6
	}
	names, photos, known := photographs(t, folder)
	index := NewIndex()
	for i, f := range known {
		index.Add(names[i], f)
	}
	limits := DefaultLimits()
	seen := make([]tally, len(changes))
	var mu sync.Mutex
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				for c, change := range changes {
					name := fnv.New64a()
					fmt.Fprint(name, names[i], change.name)
					query := FingerprintOf(change.make(t, rand.New(rand.NewPCG(name.Sum64(), 1)), photos[i]))
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
			}
		})
	}
	for i := range known {
		next <- i
	}
	close(next)
	wait.Wait()

	var all tally
	var table strings.Builder
	for c, s := range seen {
		all.add(s)
		n := float64(len(known))
		fmt.Fprintf(&table, "%-24s joined %.3f  suggested %.3f  found in the index %.3f\n", changes[c].name, float64(s.joined)/n, float64(s.suggested)/n, float64(s.found)/n)
	}
	t.Logf("%d photographs, %d pairs of different ones: %d false joins, %d false suggestions\n%s", len(known), all.pairs, all.falseJoins, all.falseSuggestions, &table)

	require.Zero(t, all.falseJoins)
	require.Zero(t, all.falseSuggestions)
	for c, s := range seen {
		least := most
		if strings.HasSuffix(changes[c].name, "crop") {
			least = crop
		}
		require.GreaterOrEqual(t, float64(s.found), least*float64(len(known)), changes[c].name)
		if c < 2 { // pressed harder or made smaller, it is joined
			require.GreaterOrEqual(t, float64(s.joined), join*float64(len(known)), changes[c].name)
		}
	}
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
		if f.Quality < 80 {
			continue
		}
		names, photos, known = append(names, filepath.Base(name)), append(photos, photo), append(known, f)
	}
	require.NotEmpty(t, known)
	return names, photos, known
}
