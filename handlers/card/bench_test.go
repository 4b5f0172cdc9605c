package card_test

import "testing"

func BenchmarkDraw(b *testing.B) {
	for _, name := range []string{"kk", "ru"} {
		b.Run(name, func(b *testing.B) {
			c := samples()[name]
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Draw(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
