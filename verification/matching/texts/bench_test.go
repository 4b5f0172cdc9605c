package texts

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// manyTexts makes texts of 8 to 30 words, each as often as words are (Zipf), out of 200,000 that are made of the pieces of
// Kazakh words.
func manyTexts(b *testing.B, rng *rand.Rand) func() string {
	b.Helper()
	var starts, ends []string
	for _, s := range sentences(b, "kaz") {
		for w := range strings.FieldsSeq(Fold(s)) {
			r := []rune(w)
			starts, ends = append(starts, string(r[:(len(r)+1)/2])), append(ends, string(r[len(r)/2:]))
		}
	}
	words := make([]string, 200_000)
	for i := range words {
		words[i] = starts[rng.IntN(len(starts))] + ends[rng.IntN(len(ends))]
	}
	zipf := rand.NewZipf(rng, 1.07, 2, uint64(len(words)-1))
	return func() string {
		var s strings.Builder
		for range 8 + rng.IntN(23) {
			s.WriteString(words[zipf.Uint64()])
			s.WriteByte(' ')
		}
		return s.String()
	}
}

// cpu is how long the process has computed, which other processes on the machine do not change.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkSearch looks for two thirds of the words of a known text, in another order, among as many texts as its name
// says. Run it with -cpu 1; a million takes minutes to prepare and is left out with -short.
func BenchmarkSearch(b *testing.B) {
	for _, size := range []int{10_000, 100_000, 1_000_000} {
		if testing.Short() && size > 100_000 {
			continue
		}
		rng := rand.New(rand.NewPCG(1, 2))
		text := manyTexts(b, rng)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		x := NewIndex(key)
		const asked = 200
		var queries [asked]string
		for i := range size {
			s := text()
			if i%(size/asked) == 0 {
				f := strings.Fields(s)
				rng.Shuffle(len(f), func(i, j int) { f[i], f[j] = f[j], f[i] })
				queries[i/(size/asked)] = strings.Join(f[:(len(f)*2+2)/3], " ")
			}
			x.Add(fmt.Sprint(i), s)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			found, i, start := 0, 0, cpu(b)
			for b.Loop() {
				k := i % asked
				if m := x.Search(queries[k], 5); len(m) > 0 && m[0].ID == fmt.Sprint(k*(size/asked)) {
					found++
				}
				i++
			}
			b.ReportMetric(float64((cpu(b)-start).Microseconds())/1000/float64(i), "cpu-ms/op")
			b.ReportMetric(float64(found)/float64(i), "found")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(size), "B/claim")
		})
		runtime.KeepAlive(x)
	}
}

func BenchmarkFeatures(b *testing.B) {
	kaz := sentences(b, "kaz")
	x := NewIndex(key)
	for i := 0; b.Loop(); i++ {
		x.Features(kaz[i%len(kaz)])
	}
}

// BenchmarkMegabyte indexes a text of a megabyte and looks it up among 100 like it and 1,000 sentences.
func BenchmarkMegabyte(b *testing.B) {
	for name, text := range megabytes(b) {
		b.Run(name, func(b *testing.B) {
			x := indexed(sentences(b, "kaz")...)
			for i := range 100 {
				x.Add(fmt.Sprint("like ", i), text(uint64(i)))
			}
			big := text(1000)
			b.Run("add", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					x.Add("big", big)
				}
			})
			b.Run("search", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					x.Search(big, 5)
				}
			})
		})
	}
}
