package langid

import (
	"strings"
	"testing"
)

func BenchmarkIdentify(b *testing.B) {
	text := strings.Join(lines(b, news+newsFiles[Kazakh])[:8], " ")
	Identify(text)
	b.ReportAllocs()
	for b.Loop() {
		Identify(text)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(packed); err != nil {
			b.Fatal(err)
		}
	}
}
