package matching

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rastau/rastau/verification/matching/pictures"
)

// BenchmarkSearch looks for what is known and what is not among claims with a text of twelve words and a picture each, and
// says what each of them takes of memory, and the longest that others had to wait for one to be put in. Times are of the
// processor, which other work on the machine does not change; what collects garbage beside is not in them. Run it with
// -cpu 1; a million takes minutes to prepare and is left out with -short.
func BenchmarkSearch(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		if testing.Short() && n > 100_000 {
			continue
		}
		rng := rand.New(rand.NewPCG(1, 2))
		before := heap()
		x := New([32]byte{1}, pictures.DefaultLimits())
		var putting, longest time.Duration
		var queries []Features
		for i := range n {
			f := invented(x, rng)
			if i%(n/64) == 0 {
				queries = append(queries, f)
			}
			start := cpu(b)
			if err := x.Put(fmt.Sprintf("%06d", i), f); err != nil {
				b.Fatal(err)
			}
			took := cpu(b) - start
			putting, longest = putting+took, max(longest, took)
		}
		each := float64(heap()-before) / float64(n)
		for range 64 {
			queries = append(queries, invented(x, rng))
		}
		for _, kind := range []string{"text and picture", "text", "picture"} {
			b.Run(fmt.Sprintf("%d/%s", n, kind), func(b *testing.B) {
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				i, start, slowest := 0, cpu(b), time.Duration(0)
				for b.Loop() {
					q, began := queries[i%len(queries)], cpu(b)
					switch kind {
					case "text":
						q.Files = nil
					case "picture":
						q.Text, q.Says = nil, false
					}
					x.Search(q, 12)
					slowest = max(slowest, cpu(b)-began)
					i++
				}
				b.ReportMetric((cpu(b)-start).Seconds()*1000/float64(i), "cpu-ms/op")
				b.ReportMetric(slowest.Seconds()*1000, "slowest-ms")
				b.ReportMetric(each, "B/claim")
				b.ReportMetric(putting.Seconds()*1e6/float64(n), "put-us")
				b.ReportMetric(longest.Seconds()*1000, "longest-put-ms")
			})
		}
		runtime.KeepAlive(x)
	}
}

// cpu is how long this thread has computed.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	const thread = 1 // RUSAGE_THREAD of Linux
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
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
	for range 25 {
		seen.Crops = append(seen.Crops, hash())
	}
	for range 3 {
		seen.Turns = append(seen.Turns, hash())
	}
	seen.Insides = []pictures.Hash{hash()}
	return x.Features(strings.Join(words, " "), []File{{Same: fmt.Sprint(rng.Uint64()), Image: &ImageFeatures{Print: seen}}})
}
