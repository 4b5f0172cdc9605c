package pictures

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func anyHash(rng *rand.Rand) Hash {
	return Hash{rng.Uint64(), rng.Uint64(), rng.Uint64(), rng.Uint64()}
}

// blurred flips each bit with the chance that it has in a picture that was cut or turned: from one in twelve for the slow
// waves to one in three for the fast ones, 57 of 256 in the mean.
func (h Hash) blurred(rng *rand.Rand) Hash {
	for i := range 256 {
		down, across := i/waves, i%waves
		if rng.Float64() < .08+.25*float64(down+across)/(2*waves-2)+.01 {
			h[3-i/64] ^= 1 << (i % 64)
		}
	}
	return h
}

// anyFingerprint has as many parts as photographs have.
func anyFingerprint(rng *rand.Rand) Fingerprint {
	f := Fingerprint{Whole: anyHash(rng), Quality: 100}
	for range rng.IntN(3) {
		f.Parts = append(f.Parts, anyHash(rng))
	}
	for range crops {
		f.Crops = append(f.Crops, anyHash(rng))
	}
	for range 3 {
		f.Turns = append(f.Turns, anyHash(rng))
	}
	f.Insides = []Hash{anyHash(rng)}
	return f
}

// Whatever is added and removed: the index says what comparing with each picture says, where it is sure to find.
func TestIndexIsAsComparingWithEach(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		x, all := NewIndex(), map[string]Fingerprint{}
		for range rapid.IntRange(0, 300).Draw(t, "acts") {
			id := fmt.Sprint(rng.IntN(100))
			if rng.IntN(3) == 0 {
				x.Remove(id)
				delete(all, id)
				continue
			}
			f := anyFingerprint(rng)
			if rng.IntN(5) == 0 {
				f.Quality = 20 // its whole says little
			}
			x.Add(id, f)
			all[id] = f
		}
		require.Equal(t, len(all), x.Len())
		for id, f := range all {
			query := anyFingerprint(rng)
			switch near := func(h Hash) Hash { // seven bits are always found
				for range 7 {
					h[rng.IntN(4)] ^= 1 << rng.IntN(64)
				}
				return h
			}; rng.IntN(4) {
			case 0:
				query.Whole = near(f.Whole)
			case 1:
				query.Parts = append(query.Parts, near(f.Crops[rng.IntN(len(f.Crops))]))
			case 2:
				query.Insides[0] = near(f.Crops[rng.IntN(len(f.Crops))])
			default:
				query.Turns[1] = near(f.Whole)
			}
			var want []Found
			for other, g := range all {
				if l := Match(query, g); l.Suggests(DefaultLimits()) {
					want = append(want, Found{other, l, l.Joins(DefaultLimits())})
				}
			}
			require.ElementsMatch(t, want, x.Search(query, DefaultLimits(), 10), id)
		}
	})
}

// What is removed leaves its place to others, so that nothing is ever put in order anew.
func TestWhatIsRemovedLeavesItsPlace(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	x := NewIndex()
	for i := range 3000 {
		x.Add(fmt.Sprint(i%50), anyFingerprint(rng))
	}
	require.Equal(t, 50, x.Len())
	require.Equal(t, 50, x.pictures.Len())
	require.EqualValues(t, 50*len(crops), x.crops.filled)
	require.Equal(t, 50*len(crops), x.crops.places.Len())
	require.LessOrEqual(t, x.wholes.places.Len(), 50*(1+2+3), "of one to three hashes each")
	for i := range 50 {
		x.Remove(fmt.Sprint(i))
	}
	require.Zero(t, x.crops.filled+x.wholes.filled)
	for t := range tables {
		for key := range x.crops.first[t].Len() {
			if *x.crops.first[t].At(key) != 0 {
				panic("something was left")
			}
		}
	}
}

func TestSearchGivesTheNearestFirst(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	x, f := NewIndex(), Fingerprint{Whole: anyHash(rng), Quality: 100}
	require.Empty(t, x.Search(f, DefaultLimits(), 3))
	with := func(bits int) Fingerprint {
		g := f
		for i := range bits {
			g.Whole[i%2] ^= 1 << (i / 2) // of the fast waves
		}
		return g
	}
	for id, bits := range map[string]int{"itself": 0, "near": 20, "alike": 40, "as alike": 40, "far": 80} {
		x.Add(id, with(bits))
	}
	ids := func(found []Found) (ids []string) {
		for _, f := range found {
			ids = append(ids, f.ID)
		}
		return ids
	}
	found := x.Search(f, DefaultLimits(), 10)
	require.Equal(t, []string{"itself", "near", "alike", "as alike"}, ids(found))
	require.Equal(t, Found{"near", Likeness{20, 20}, true}, found[1])
	require.Equal(t, Found{"alike", Likeness{40, 40}, false}, found[2])
	require.Equal(t, []string{"itself"}, ids(x.Search(f, DefaultLimits(), 1)))
	require.Empty(t, x.Search(f, DefaultLimits(), 0))
	require.Empty(t, x.Search(f, DefaultLimits(), -1))
	x.Add("itself", with(80))
	x.Remove("near")
	x.Remove("nobody")
	require.Equal(t, []string{"alike", "as alike"}, ids(x.Search(f, DefaultLimits(), 10)))
}

// BenchmarkSearch looks up a photograph with one part, as most have, and its turns; found is the share of those that are
// changed as by a hard crop that are found, cpu-ms/op the processor time, which other work on the machine does not change.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			x := NewIndex()
			var some []Fingerprint
			for i := range n {
				f := anyFingerprint(rng)
				x.Add(fmt.Sprint(i), f)
				if i%(n/100) == 0 {
					some = append(some, f)
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			looked, found := 0, 0
			var spent time.Duration
			for b.Loop() {
				known := some[looked%len(some)]
				query := anyFingerprint(rng)
				query.Parts, query.Crops = []Hash{anyHash(rng)}, nil
				from := slices.Concat([]Hash{known.Whole}, known.Crops)[rng.IntN(1+len(known.Crops))]
				query.Whole = from.blurred(rng)
				looked++
				start := processorTime(b)
				if len(x.Search(query, Limits{Join: 31, Suggest: 90}, 5)) > 0 {
					found++
				}
				spent += processorTime(b) - start
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "B/picture")
			b.ReportMetric(float64(found)/float64(looked), "found")
			b.ReportMetric(spent.Seconds()*1000/float64(looked), "cpu-ms/op")
		})
	}
}

// processorTime is what the process has used so far, in user mode and in the kernel.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
