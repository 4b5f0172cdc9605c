package matching

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/rastau/rastau/verification/matching/pictures"
)

// BenchmarkSearch looks for what is known and what is not among claims with a text of twelve words and a picture each, and
// says what each of them takes of memory.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			before := heap()
			x := New([32]byte{1}, pictures.DefaultLimits())
			for i := range n {
				if err := x.Put(fmt.Sprintf("%06d", i), invented(x, rng)); err != nil {
					b.Fatal(err)
				}
			}
			each := float64(heap()-before) / float64(n)
			queries := make([]Features, 64)
			for i := range queries {
				queries[i] = invented(x, rng)
			}
			i := 0
			for b.Loop() {
				x.Search(queries[i%len(queries)], 12)
				i++
			}
			b.ReportMetric(each, "B/claim")
			runtime.KeepAlive(x)
		})
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// invented is a claim that nobody made, of words as frequent as words are.
func invented(x *Index, rng *rand.Rand) Features {
	words := make([]string, 12)
	zipf := rand.NewZipf(rng, 1.1, 3, 60_000)
	for i := range words {
		r := rand.New(rand.NewPCG(zipf.Uint64(), 3))
		word := make([]rune, 3+r.IntN(7))
		for j := range word {
			word[j] = 'а' + rune(r.IntN(32))
		}
		words[i] = string(word)
	}
	hash := func() (h pictures.Hash) {
		for i := range h {
			h[i] = rng.Uint64()
		}
		return h
	}
	seen := pictures.Fingerprint{Whole: hash(), Quality: 90, Parts: []pictures.Hash{hash()}}
	for range 20 {
		seen.Crops = append(seen.Crops, hash())
	}
	return x.Features(strings.Join(words, " "), []File{{Same: fmt.Sprint(rng.Uint64()), Look: &Look{Print: seen}}})
}
