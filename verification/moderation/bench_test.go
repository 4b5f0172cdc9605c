package moderation

import (
	"strings"
	"syscall"
	"testing"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// long is a text of about 100 kB, of news in the four languages with what has to be hidden between.
func long(tb testing.TB) string {
	tb.Helper()
	var all strings.Builder
	for i := 0; all.Len() < 100_000; i++ {
		for _, language := range []string{"kk", "ky", "ru", "en"} {
			all.WriteString(sentences(tb, language)[i] + " Звоните +7 701 123 45 67, ул. Абая 12, кв. 5\n")
		}
	}
	return all.String()
}

// cpu is how long the process has computed, in nanoseconds, which other processes on the machine do not change.
func cpu(b *testing.B) int64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

func benchmark(b *testing.B, do func(string)) {
	b.Helper()
	text := long(b)
	message := sentences(b, "ru")[0] + " +7 701 123 45 67"
	for name, text := range map[string]string{"100kB": text, "message": message} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			start := cpu(b)
			for b.Loop() {
				do(text)
			}
			b.ReportMetric(float64(cpu(b)-start)/float64(b.N)/1000, "cpu-µs/op")
		})
	}
}

func BenchmarkMask(b *testing.B) { benchmark(b, func(s string) { Mask(s) }) }

func BenchmarkFold(b *testing.B) { benchmark(b, func(s string) { lexicon.Fold(s) }) }

func BenchmarkAccuses(b *testing.B) {
	benchmark(b, func(s string) { accuses().Matches(lexicon.Read(s)) })
}

func BenchmarkGivesLocation(b *testing.B) { benchmark(b, func(s string) { GivesLocation(s) }) }

func BenchmarkCallsToGather(b *testing.B) { benchmark(b, func(s string) { CallsToGather(s) }) }

func BenchmarkNamesPerson(b *testing.B) { benchmark(b, func(s string) { NamesPerson(s) }) }

func BenchmarkWithoutNames(b *testing.B) { benchmark(b, func(s string) { WithoutNames(s) }) }
